//! Ranges of days.

use authgauge_core::calendar;
use chrono::{Datelike, Months, NaiveDate};

/// The days from `start` until `end`, exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateRange {
    pub(crate) start: NaiveDate,
    pub(crate) end: NaiveDate,
}

/// The calendar period that a range is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Month,
    Quarter,
    Year,
    /// Another number of whole months.
    Months,
    /// At most 31 days.
    Days,
    /// More than 31 days.
    Other,
}

impl DateRange {
    /// At least one day long, since some servers send the same day as start and end.
    pub(crate) fn new(start: NaiveDate, end: NaiveDate) -> Self {
        if end > start {
            return Self { start, end };
        }
        match start.succ_opt() {
            Some(end) => Self { start, end },
            None => Self {
                start: start.pred_opt().unwrap_or(start),
                end: start,
            },
        }
    }

    pub(crate) fn days(self) -> f64 {
        self.whole_days() as f64
    }

    pub(crate) fn whole_days(self) -> i64 {
        (self.end - self.start).num_days()
    }

    pub(crate) fn last_day(self) -> NaiveDate {
        calendar::last_day(self.start, self.end)
    }

    pub(crate) fn contains(self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }

    /// The number of days in both ranges.
    pub(crate) fn overlap(self, other: Self) -> i64 {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (end - start).num_days().max(0)
    }

    pub(super) fn period(self) -> Period {
        let lasts = |months| self.start.checked_add_months(Months::new(months)) == Some(self.end);
        match self.start.day() {
            1 if lasts(1) => Period::Month,
            1 if lasts(3) && self.start.month0().is_multiple_of(3) => Period::Quarter,
            1 if lasts(12) && self.start.month() == 1 => Period::Year,
            1 if self.end.day() == 1 => Period::Months,
            _ if self.whole_days() <= 31 => Period::Days,
            _ => Period::Other,
        }
    }
}
