//! The actual use of a benefit.

use authgauge_core::forecast::DayEnd;
use chrono::NaiveDate;

/// The actual use of one benefit.
pub(crate) struct History {
    /// Consecutive days.
    pub(crate) days: Vec<Day>,
}

/// A benefit at the end of a day.
#[derive(Clone, Copy)]
pub(crate) struct Day {
    pub(crate) day: NaiveDate,
    pub(crate) used: f64,
    pub(crate) total: f64,
    /// Whether there is a reading of the day.
    pub(crate) read: bool,
}

/// The days of readings that a forecast is given.
const WINDOW: usize = 90;

impl History {
    /// The readings up to a day.
    pub(crate) fn readings(&self, origin: usize) -> Vec<DayEnd> {
        let days = &self.days[origin.saturating_sub(WINDOW)..=origin];
        let read = days.iter().filter(|day| day.read);
        read.map(|day| DayEnd::whole(day.day, day.used)).collect()
    }

    /// The first day after `origin` and before `end` on which the total was used up.
    pub(crate) fn first_full(&self, origin: usize, end: usize) -> Option<usize> {
        (origin + 1..end.min(self.days.len()))
            .find(|day| self.days[*day].used >= self.days[*day].total)
    }
}
