//! Days as the vendor counts them.

use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, NaiveDateTime, Timelike, Utc};

use crate::history::Moment;

/// The day it is where the vendor's clouds are. The API names no time zone; China's is likely.
pub fn vendor_day(now: DateTime<Utc>) -> NaiveDate {
    vendor_time(now).date()
}

/// The time it is there.
pub fn vendor_time(now: DateTime<Utc>) -> NaiveDateTime {
    let ahead = now.checked_add_signed(Duration::hours(8));
    ahead.unwrap_or(now).naive_utc()
}

/// The day and minute it is there.
pub fn vendor_moment(now: DateTime<Utc>) -> Moment {
    let time = vendor_time(now);
    let minute = u16::try_from(time.hour() * 60 + time.minute()).unwrap_or_default();
    Moment {
        day: time.date(),
        minute,
    }
}

/// When it was that moment there.
pub fn of_vendor_moment(moment: Moment) -> Option<DateTime<Utc>> {
    let time = moment.day.and_hms_opt(0, 0, 0)?;
    let time = time.checked_add_signed(Duration::minutes(moment.minute.into()))?;
    Some(time.checked_sub_signed(Duration::hours(8))?.and_utc())
}

/// From the first day of the month that is `count` months back, today's counted, until today.
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
    fn twelve_months_are_this_one_and_the_eleven_before() {
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
    fn a_moment_there_is_one_here() {
        let now = "2026-11-20T16:05:59Z".parse().unwrap();
        let moment = vendor_moment(now);
        assert_eq!((moment.day, moment.minute), (day("2026-11-21"), 5));
        assert_eq!(
            of_vendor_moment(moment),
            "2026-11-20T16:05:00Z".parse().ok()
        );
    }

    #[test]
    fn the_day_changes_with_china() {
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
