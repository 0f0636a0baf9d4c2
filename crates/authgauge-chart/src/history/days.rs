//! The days that can be seen, as numbers to draw.

use chrono::NaiveDate;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::HistoryInput;
use crate::dates::Span;

/// A day that can be seen. Nothing is used less than not at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Day {
    /// Its place in the input.
    pub(super) index: usize,
    pub(super) day: NaiveDate,
    pub(super) last: f64,
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) total: Option<f64>,
    pub(super) reset: bool,
    pub(super) total_changed: bool,
}

/// From left to right, each day once.
pub(super) fn visible(input: &HistoryInput<'_>) -> Vec<Day> {
    let range = Span::new(input.from, input.today.succ_opt().unwrap_or(input.today));
    let mut days: Vec<Day> = input
        .days
        .iter()
        .enumerate()
        .filter(|(_, known)| range.contains(known.summary.day))
        .map(|(index, known)| Day {
            index,
            day: known.summary.day,
            last: units(known.summary.last),
            least: units(known.summary.least.min(known.summary.last)),
            most: units(known.summary.most.max(known.summary.last)),
            total: known.summary.total.map(units),
            reset: known.reset,
            total_changed: known.total_changed,
        })
        .collect();
    days.sort_by_key(|day| day.day);
    days.dedup_by_key(|day| day.day);
    days
}

/// Whether one day comes right after the other.
pub(super) fn follows(one: &Day, next: &Day) -> bool {
    one.day.succ_opt() == Some(next.day)
}

fn units(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(0.0).max(0.0)
}
