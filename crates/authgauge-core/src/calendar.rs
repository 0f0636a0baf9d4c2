//! Dates in the vendor's time zone.

use chrono::{
    DateTime, Datelike, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc,
};

use crate::history::Moment;

/// UTC+8. The API names no time zone; the vendor's clouds are in China.
const OFFSET: Duration = Duration::hours(8);

/// The vendor's date at `now`.
pub fn vendor_day(now: DateTime<Utc>) -> NaiveDate {
    vendor_time(now).date()
}

/// The vendor's local time at `now`.
pub fn vendor_time(now: DateTime<Utc>) -> NaiveDateTime {
    now.checked_add_signed(OFFSET).unwrap_or(now).naive_utc()
}

/// The vendor's date and minute of the day at `now`.
pub fn vendor_moment(now: DateTime<Utc>) -> Moment {
    let time = vendor_time(now);
    let minute = u16::try_from(time.hour() * 60 + time.minute()).unwrap_or_default();
    Moment {
        day: time.date(),
        minute,
    }
}

/// Converts a vendor moment to UTC.
pub fn of_vendor_moment(moment: Moment) -> Option<DateTime<Utc>> {
    let midnight = moment.day.and_time(NaiveTime::MIN);
    of_vendor_time(midnight.checked_add_signed(Duration::minutes(moment.minute.into()))?)
}

/// Converts the vendor's local time to UTC.
pub fn of_vendor_time(time: NaiveDateTime) -> Option<DateTime<Utc>> {
    Some(time.checked_sub_signed(OFFSET)?.and_utc())
}

/// The last day of a range whose `end` is exclusive. A range is at least one day long: some servers send the same day
/// as start and end.
pub fn last_day(start: NaiveDate, end: NaiveDate) -> NaiveDate {
    end.pred_opt().unwrap_or(start).max(start)
}

/// The range of the last `count` months: from the first day of the first month to `today`, whose month counts.
pub fn months_until(today: NaiveDate, count: u32) -> (NaiveDate, NaiveDate) {
    let first = today.with_day(1).unwrap_or(today);
    let from = first
        .checked_sub_months(Months::new(count.saturating_sub(1)))
        .unwrap_or(first);
    (from, today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn twelve_months_include_the_current_one() {
        assert_eq!(
            months_until(day("2026-11-21"), 12),
            (day("2025-12-01"), day("2026-11-21"))
        );
        assert_eq!(
            months_until(day("2024-02-29"), 1),
            (day("2024-02-01"), day("2024-02-29"))
        );
    }

    #[test]
    fn vendor_moment_round_trips_to_utc() {
        let now = "2026-11-20T16:05:59Z".parse().unwrap();
        let moment = vendor_moment(now);
        assert_eq!((moment.day, moment.minute), (day("2026-11-21"), 5));
        assert_eq!(
            of_vendor_moment(moment),
            "2026-11-20T16:05:00Z".parse().ok()
        );
    }

    #[test]
    fn vendor_day_changes_at_16_00_utc() {
        assert_eq!(
            vendor_day("2026-11-20T16:00:00Z".parse().unwrap()),
            day("2026-11-21")
        );
        assert_eq!(
            vendor_day("2026-11-20T15:59:59Z".parse().unwrap()),
            day("2026-11-20")
        );
    }
}
