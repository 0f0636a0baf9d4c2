//! A benefit's days, as they were: what a forecast sees of them, and what it is held against.

use authgauge_core::forecast::DayEnd;
use chrono::NaiveDate;

/// One benefit over many days.
pub(crate) struct History {
    /// Each day, without a gap.
    pub(crate) days: Vec<Day>,
}

/// A benefit at the end of a day.
#[derive(Clone, Copy)]
pub(crate) struct Day {
    pub(crate) day: NaiveDate,
    pub(crate) used: f64,
    pub(crate) total: f64,
    /// A reading was taken.
    pub(crate) read: bool,
}

/// What a forecast sees: up to three months of readings.
const SEEN: usize = 90;

impl History {
    /// What was read by the end of that day.
    pub(crate) fn read_by(&self, now: usize) -> Vec<DayEnd> {
        let days = &self.days[now.saturating_sub(SEEN)..=now];
        let read = days.iter().filter(|day| day.read);
        read.map(|day| DayEnd {
            day: day.day,
            used: day.used,
        })
        .collect()
    }

    /// The day before `until` on which it was first full, after `now`.
    pub(crate) fn full_after(&self, now: usize, until: usize) -> Option<usize> {
        (now + 1..until.min(self.days.len()))
            .find(|day| self.days[*day].used >= self.days[*day].total)
    }
}
