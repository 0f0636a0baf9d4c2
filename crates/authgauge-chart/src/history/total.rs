//! The total as a step line over the days.

use super::days::Day;
use crate::axis::{TimeAxis, ValueAxis};
use crate::frame::OffScale;

type Point = (f64, f64);

/// The total, and where it changed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct TotalLine {
    /// Unbroken runs of corners; between two, there is no total or it is not known when it changed.
    pub(super) runs: Vec<Vec<Point>>,
    /// Where the total is not what it was before.
    pub(super) changes: Vec<Point>,
    pub(super) off_scale: Vec<OffScale>,
}

/// Days of one total.
#[derive(Debug, Clone, Copy)]
struct Level {
    left: f64,
    right: f64,
    value: f64,
    /// The level before ends where this one begins.
    joined: bool,
}

impl TotalLine {
    /// Over the days, and the last total on to the right end of the axis. What is off the scale is drawn at `edge`.
    pub(super) fn of(days: &[Day], time: &TimeAxis, values: &ValueAxis, edge: f64) -> Self {
        let height = |value| {
            if values.shows(value) {
                values.at(value)
            } else {
                edge
            }
        };
        let mut levels = levels(days, time);
        let open = days.last().is_some_and(|day| day.total.is_some());
        if let Some(last) = levels.last_mut().filter(|_| open) {
            last.right = time.right();
        }
        Self {
            runs: runs(&levels, height),
            changes: changes(days, time, height),
            off_scale: off_scale(&levels, values),
        }
    }
}

/// A total that is the same before and after a gap was the same within.
fn levels(days: &[Day], time: &TimeAxis) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    let mut before: Option<f64> = None;
    for day in days {
        let (left, right) = (time.at(day.day), time.at(day.day) + time.length(1.0));
        match (day.total, levels.last_mut()) {
            (Some(value), Some(last)) if before == Some(value) => {
                debug_assert_eq!(last.value, value);
                last.right = right;
            }
            (Some(value), last) => {
                let joined = last.is_some_and(|last| left - last.right < 0.01);
                levels.push(Level {
                    left,
                    right,
                    value,
                    joined,
                });
            }
            (None, _) => {}
        }
        before = day.total;
    }
    levels
}

fn runs(levels: &[Level], height: impl Fn(f64) -> f64) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = Vec::new();
    for level in levels {
        let y = height(level.value);
        let corners = [(level.left, y), (level.right, y)];
        match runs.last_mut().filter(|_| level.joined) {
            Some(run) => run.extend(corners),
            None => runs.push(corners.to_vec()),
        }
    }
    runs
}

/// On the line that begins there, or if there is none any more, on the one that ended.
fn changes(days: &[Day], time: &TimeAxis, height: impl Fn(f64) -> f64) -> Vec<Point> {
    let mut before: Option<f64> = None;
    let mut changes = Vec::new();
    for day in days {
        let at = day.total.or(before).filter(|_| day.total_changed);
        changes.extend(at.map(|value| (time.at(day.day), height(value))));
        before = day.total.or(before);
    }
    changes
}

fn off_scale(levels: &[Level], values: &ValueAxis) -> Vec<OffScale> {
    let off = levels.iter().filter(|level| !values.shows(level.value));
    off.map(|level| OffScale {
        value: level.value,
        left: level.left,
        right: level.right,
    })
    .collect()
}
