//! The visible days as axis values.

use chrono::NaiveDate;

use super::HistoryInput;
use crate::frame::{DateRange, axis_value};

/// A visible day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Day {
    /// The index in the input.
    pub(super) index: usize,
    pub(super) day: NaiveDate,
    pub(super) last: f64,
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) total: Option<f64>,
    pub(super) reset: bool,
    pub(super) total_changed: bool,
}

/// The visible days in ascending order without duplicates.
pub(super) fn visible(input: &HistoryInput<'_>) -> Vec<Day> {
    let range = DateRange::new(input.from, input.today.succ_opt().unwrap_or(input.today));
    let days = input.days.iter().enumerate();
    let mut days: Vec<Day> = days
        .filter(|(_, known)| range.contains(known.summary.day))
        .map(|(index, known)| Day {
            index,
            day: known.summary.day,
            last: axis_value(known.summary.last),
            least: axis_value(known.summary.least.min(known.summary.last)),
            most: axis_value(known.summary.most.max(known.summary.last)),
            total: known.summary.total.map(axis_value),
            reset: known.reset,
            total_changed: known.total_changed,
        })
        .collect();
    days.sort_by_key(|day| day.day);
    days.dedup_by_key(|day| day.day);
    days
}
