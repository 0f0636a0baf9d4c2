//! Days and months as the vendor counts them. The API names no zone; China time is likely, so the
//! simulator uses it.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

/// When the simulator was started, and now. Figures look as designed at the start and move on from
/// there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) start: NaiveDateTime,
    pub(crate) now: NaiveDateTime,
}

impl Moment {
    pub(crate) fn new(start: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            start: china(start),
            now: china(now),
        }
    }
}

/// The time of day and date in China at this instant.
pub(crate) fn china(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc()
        .checked_add_signed(TimeDelta::hours(8))
        .unwrap_or(NaiveDateTime::MAX)
}

/// A calendar month, counted from year 0, so that months can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month(pub(crate) i32);

impl Month {
    pub(crate) fn of(at: NaiveDateTime) -> Self {
        Self(at.year() * 12 + at.month0() as i32)
    }

    pub(crate) fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    pub(crate) fn first_day(self) -> NaiveDate {
        let month = self.0.rem_euclid(12) as u32 + 1;
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month, 1).unwrap_or(NaiveDate::MAX)
    }
}

/// The share of `[from, to)` that is over at `at`, between 0 and 1.
pub(crate) fn share_over(from: NaiveDate, to: NaiveDate, at: NaiveDateTime) -> f64 {
    let from = from.and_time(chrono::NaiveTime::MIN);
    let whole = (to.and_time(chrono::NaiveTime::MIN) - from).num_seconds() as f64;
    ((at - from).num_seconds() as f64 / whole).clamp(0.0, 1.0)
}

/// `20261127`, as in the MAU history.
pub(crate) fn compact(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// `2026-11-27 00:00:00`, as in plans and orders.
pub(crate) fn spaced(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M:%S").to_string()
}
