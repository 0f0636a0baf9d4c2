//! The total as a step line.

use super::days::Day;
use crate::frame::{OffScaleTotal, Step, TimeAxis, ValueAxis, off_scale, step_lines};
use crate::geometry::Point;

/// The total, and where it changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct TotalLine {
    /// Unbroken lines, separated where there is no total or its change is in a gap.
    pub(super) runs: Vec<Vec<Point>>,
    /// Where the total changed.
    pub(super) changes: Vec<Point>,
    pub(super) off_scale: Vec<OffScaleTotal>,
}

/// In CSS pixels.
const ROUNDING: f64 = 0.01;

impl TotalLine {
    /// The last total continues to the right edge.
    pub(super) fn of(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Self {
        let mut steps = steps(days, time);
        let is_open = days.last().is_some_and(|day| day.total.is_some());
        if let Some(last) = steps.last_mut().filter(|_| is_open) {
            last.right = time.right();
        }
        Self {
            runs: step_lines(&steps, values),
            changes: changes(days, time, values),
            off_scale: off_scale(&steps, values),
        }
    }
}

/// A total that is the same before and after a gap is assumed to be the same within.
fn steps(days: &[Day], time: &TimeAxis) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut previous: Option<f64> = None;
    for day in days {
        let (left, right) = (time.at(day.day), time.at(day.day) + time.length(1.0));
        match (day.total, steps.last_mut()) {
            (Some(_), Some(last)) if previous == day.total => last.right = right,
            (Some(value), last) => {
                let joined = last.is_some_and(|last| left - last.right < ROUNDING);
                steps.push(Step {
                    left,
                    right,
                    value,
                    joined,
                });
            }
            (None, _) => {}
        }
        previous = day.total;
    }
    steps
}

/// On the new total's line, or on the old one's if there is no total any more.
fn changes(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Vec<Point> {
    let mut previous: Option<f64> = None;
    let mut changes = Vec::new();
    for day in days {
        let total = day.total.or(previous);
        if let Some(total) = total.filter(|_| day.total_changed) {
            changes.push((time.at(day.day), values.total(total)));
        }
        previous = total;
    }
    changes
}
