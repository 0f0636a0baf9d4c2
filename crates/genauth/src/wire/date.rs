//! Dates in any of three formats: `YYYYMMDD`, `YYYY-MM-DD HH:mm:ss`, ISO 8601 with `Z`.
//!
//! The first two have no time zone. China's is assumed, where the vendor's clouds are. ISO dates are converted to
//! it, so that all formats yield the same days.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde_json::Value;

use super::text;

/// Offset from UTC, all year.
const CHINA_OFFSET: TimeDelta = TimeDelta::hours(8);

/// Parses a date and drops its time.
pub(super) fn day(value: Option<&Value>) -> Option<NaiveDate> {
    date_time(value).map(|date_time| date_time.date())
}

/// Parses a date and time; midnight if there is no time.
pub(super) fn date_time(value: Option<&Value>) -> Option<NaiveDateTime> {
    let text = text(value?)?;
    let date_only = || compact_day(&text).or_else(|| dashed_day(&text));
    date_only()
        .map(|day| day.and_time(NaiveTime::MIN))
        .or_else(|| NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S%.f").ok())
        .or_else(|| NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").ok())
        .or_else(|| {
            DateTime::parse_from_rfc3339(&text)
                .ok()
                .and_then(|at| at.naive_utc().checked_add_signed(CHINA_OFFSET))
        })
}

fn compact_day(text: &str) -> Option<NaiveDate> {
    // chrono's %Y also accepts a sign and more than four digits.
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_compact
        .then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())
        .flatten()
}

fn dashed_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_formats_yield_china_time() {
        for (value, expected) in [
            (json!("20220909"), "2022-09-09T00:00:00"),
            (json!(20220909), "2022-09-09T00:00:00"),
            (json!(" 2022-09-09 "), "2022-09-09T00:00:00"),
            (json!("2022-09-09 23:59:59"), "2022-09-09T23:59:59"),
            (json!("2022-09-09T23:59:59"), "2022-09-09T23:59:59"),
            (json!("2022-09-08T16:00:00.000Z"), "2022-09-09T00:00:00"),
            (json!("2022-09-09T16:00:00+08:00"), "2022-09-09T16:00:00"),
        ] {
            let read = date_time(Some(&value)).unwrap();
            assert_eq!(
                read.format("%Y-%m-%dT%H:%M:%S").to_string(),
                expected,
                "{value}"
            );
            assert_eq!(day(Some(&value)), Some(read.date()));
        }
    }

    #[test]
    fn text_that_is_no_date_yields_none() {
        for value in [
            json!(null),
            json!(""),
            json!("0"),
            json!("20221301"),
            json!("20220230"),
            json!("2022090"),
            json!("2022111"),
            json!("2022 9 9"),
            json!("202209091"),
            json!("2022-02-30 00:00:00"),
            json!("2022-09-09 25:00:00"),
            json!("1662681600000"),
            json!("永久"),
            json!(true),
            json!({}),
        ] {
            assert_eq!(date_time(Some(&value)), None, "{value}");
        }
        assert_eq!(day(None), None);
    }
}
