//! Dates, which come in three styles: `YYYYMMDD`, `YYYY-MM-DD HH:mm:ss`, ISO 8601 with `Z`.
//!
//! The first two name no time zone; China's, where the vendor's clouds are, is likely. The third does, and is
//! told in China's, so that all three speak of the same days.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde_json::Value;

use super::text;

/// How far China's clocks are ahead of UTC, all year.
const IN_CHINA: TimeDelta = TimeDelta::hours(8);

/// The day of a date.
pub(super) fn day(value: Option<&Value>) -> Option<NaiveDate> {
    moment(value).map(|moment| moment.date())
}

/// The moment of a date; midnight if it has no time.
pub(super) fn moment(value: Option<&Value>) -> Option<NaiveDateTime> {
    let text = text(value?)?;
    let date_alone = || compact_day(&text).or_else(|| dashed_day(&text));
    date_alone()
        .map(|day| day.and_time(NaiveTime::MIN))
        .or_else(|| NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S%.f").ok())
        .or_else(|| NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").ok())
        .or_else(|| {
            DateTime::parse_from_rfc3339(&text)
                .ok()
                .and_then(|moment| moment.naive_utc().checked_add_signed(IN_CHINA))
        })
}

fn compact_day(text: &str) -> Option<NaiveDate> {
    // chrono's %Y would take more than four digits, and a sign.
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
    fn all_styles_tell_the_time_in_china() {
        for (written, moment_read) in [
            (json!("20220909"), "2022-09-09T00:00:00"),
            (json!(20220909), "2022-09-09T00:00:00"),
            (json!(" 2022-09-09 "), "2022-09-09T00:00:00"),
            (json!("2022-09-09 23:59:59"), "2022-09-09T23:59:59"),
            (json!("2022-09-09T23:59:59"), "2022-09-09T23:59:59"),
            (json!("2022-09-08T16:00:00.000Z"), "2022-09-09T00:00:00"),
            (json!("2022-09-09T16:00:00+08:00"), "2022-09-09T16:00:00"),
        ] {
            let read = moment(Some(&written)).unwrap();
            assert_eq!(
                read.format("%Y-%m-%dT%H:%M:%S").to_string(),
                moment_read,
                "{written}"
            );
            assert_eq!(day(Some(&written)), Some(read.date()));
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for written in [
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
            assert_eq!(moment(Some(&written)), None, "{written}");
        }
        assert_eq!(day(None), None);
    }
}
