//! Totals as step lines.

use super::axis::ValueAxis;
use crate::geometry::Point;

/// A horizontal part of a step line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) value: f64,
    /// Whether the line continues from the previous step.
    pub(crate) joined: bool,
}

/// A total above the value axis. It is drawn at the upper edge with its number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OffScaleTotal {
    pub(crate) value: f64,
    pub(crate) left: f64,
    pub(crate) right: f64,
}

/// The unbroken lines of consecutive steps.
pub(crate) fn step_lines(steps: &[Step], values: &ValueAxis) -> Vec<Vec<Point>> {
    let corners = |step: &Step| {
        let y = values.total(step.value);
        [(step.left, y), (step.right, y)]
    };
    let lines = steps.chunk_by(|_, next| next.joined);
    lines
        .map(|steps| steps.iter().flat_map(corners).collect())
        .collect()
}

/// The steps above the value axis.
pub(crate) fn off_scale(steps: &[Step], values: &ValueAxis) -> Vec<OffScaleTotal> {
    let above = steps.iter().filter(|step| !values.contains(step.value));
    above
        .map(|step| OffScaleTotal {
            value: step.value,
            left: step.left,
            right: step.right,
        })
        .collect()
}
