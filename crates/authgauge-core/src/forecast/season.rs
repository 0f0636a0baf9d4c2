//! Seasons of a series: the time between two resets.

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};

use super::increments::Increments;

/// In days. A reset is observed late if a reading is missing.
const TOLERANCE: i64 = 3;

/// The seasons after the last observed reset that are searched for the next one.
const MAX_SEASONS: i64 = 60;

/// The season of a series that resets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Season {
    /// Days between two resets.
    pub(super) length: usize,
    /// Days from the last reading to the next reset; at least 1.
    pub(super) next_reset: usize,
}

impl Season {
    /// From the running period if that is known, else from the observed resets. After a single one, resets are assumed
    /// to be monthly, as plans are. None if resets are irregular.
    pub(super) fn of(increments: &Increments, running: Option<Range<NaiveDate>>) -> Option<Self> {
        let last_date = increments.last_date();
        let (previous, next) = match running {
            Some(running) => (running.start, running.end),
            None => {
                let observed = increments.reset_dates();
                (*observed.last()?, next_after(&observed, last_date)?)
            }
        };
        let length = usize::try_from((next - previous).num_days()).ok()?;
        let next_reset = usize::try_from((next - last_date).num_days()).ok()?;
        (length > 1 && next_reset > 0).then_some(Self { length, next_reset })
    }

    /// The day of the next reset, where `last` is the day of the last reading.
    pub(super) fn next_reset_after(self, last: NaiveDate) -> Option<NaiveDate> {
        last.checked_add_days(Days::new(self.next_reset as u64))
    }

    /// The horizon of the last reset up to `horizon`; None if there is none after the last reading.
    pub(super) fn last_reset(self, horizon: usize) -> Option<usize> {
        let since = horizon.checked_sub(self.next_reset)?;
        Some(self.next_reset + since / self.length * self.length)
    }
}

/// Extrapolates the observed resets to the first one after `date`.
fn next_after(observed: &[NaiveDate], date: NaiveDate) -> Option<NaiveDate> {
    let last = *observed.last()?;
    if let Some(day) = day_of_month(observed) {
        return (1..=12)
            .filter_map(|months| on_day_of_month(last, months, day))
            .find(|next| *next > date && (*next - last).num_days() > TOLERANCE);
    }
    let length = regular_length(observed)?;
    let next = |seasons: i64| last.checked_add_signed(TimeDelta::days(length * seasons));
    (1..=MAX_SEASONS).filter_map(next).find(|next| *next > date)
}

/// The mean days between resets, if they are regular.
fn regular_length(observed: &[NaiveDate]) -> Option<i64> {
    let lengths = observed.iter().zip(observed.iter().skip(1));
    let lengths: Vec<i64> = lengths.map(|(a, b)| (*b - *a).num_days()).collect();
    let count = i64::try_from(lengths.len()).ok()?;
    let mean = lengths.iter().sum::<i64>().checked_div(count)?;
    let is_regular = |length: &i64| (length - mean).abs() <= TOLERANCE;
    (mean > TOLERANCE && lengths.iter().all(is_regular)).then_some(mean)
}

/// The earliest day of the month, if all resets were observed on it or within the tolerance after it.
fn day_of_month(observed: &[NaiveDate]) -> Option<u32> {
    let days = || observed.iter().map(|reset| reset.day());
    let earliest = days().min()?;
    let is_regular = |day: u32| i64::from(day - earliest) <= TOLERANCE;
    days().all(is_regular).then_some(earliest)
}

/// The day of the month, or the last one of a shorter month.
fn on_day_of_month(from: NaiveDate, months: u32, day: u32) -> Option<NaiveDate> {
    let month = from.with_day(1)?.checked_add_months(Months::new(months))?;
    (0..TOLERANCE as u32).find_map(|earlier| month.with_day(day.checked_sub(earlier)?))
}
