//! Runs of days, and what people call them.

use chrono::{Datelike, Months, NaiveDate};

/// Days from `start` up to but without `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: NaiveDate,
    pub(super) end: NaiveDate,
}

/// What people call a run of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Month,
    Quarter,
    Year,
    /// Whole months, of another number.
    Months,
    /// Up to a month, from any day on.
    Days,
    /// Longer, from any day on.
    Long,
}

impl Span {
    /// At least one day: a server that counts its last day in may send the same day twice.
    pub(super) fn new(start: NaiveDate, end: NaiveDate) -> Self {
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

    /// How many days.
    pub(super) fn days(self) -> f64 {
        // Days within chrono's calendar are far below 2^53.
        self.whole_days() as f64
    }

    pub(super) fn whole_days(self) -> i64 {
        self.end.signed_duration_since(self.start).num_days()
    }

    pub(super) fn last_day(self) -> NaiveDate {
        self.end.pred_opt().unwrap_or(self.start).max(self.start)
    }

    pub(super) fn contains(self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }

    /// How many days the two have in common.
    pub(super) fn common_days(self, other: Self) -> i64 {
        Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        }
        .whole_days()
        .max(0)
    }

    pub(super) fn shape(self) -> Shape {
        let lasts = |months| self.start.checked_add_months(Months::new(months)) == Some(self.end);
        match self.start.day() {
            1 if lasts(1) => Shape::Month,
            1 if lasts(3) && self.start.month0().is_multiple_of(3) => Shape::Quarter,
            1 if lasts(12) && self.start.month() == 1 => Shape::Year,
            1 if self.end.day() == 1 => Shape::Months,
            _ if self.whole_days() <= 31 => Shape::Days,
            _ => Shape::Long,
        }
    }
}
