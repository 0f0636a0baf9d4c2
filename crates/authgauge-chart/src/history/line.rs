//! The line of each day's last reading, and the daily range around it.

use super::days::Day;
use crate::frame::{TimeAxis, ValueAxis};
use crate::geometry::Point;

/// Consecutive days without a reset.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    /// The days' last readings.
    pub(super) line: Vec<Point>,
    /// The outline of the daily ranges; empty if no day has one.
    pub(super) spread: Vec<Point>,
}

/// The use that was reached on the day of a reset, before it. A vertical bar down to the day's last reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Peak {
    pub(super) x: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// The greatest width of a single day's range, in CSS pixels.
const MAX_SINGLE_WIDTH: f64 = 6.0;

/// The segments, separated by missing days and resets.
pub(super) fn segments(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Vec<Segment> {
    let joined = |one: &Day, next: &Day| one.day.succ_opt() == Some(next.day) && !next.reset;
    days.chunk_by(joined)
        .map(|days| Segment {
            line: points(days, time, values, |day| day.last),
            spread: spread(days, time, values),
        })
        .collect()
}

/// The peaks of the days with a reset.
pub(super) fn peaks(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Vec<Peak> {
    days.iter()
        .filter(|day| day.reset && day.most > day.last)
        .map(|day| Peak {
            x: time.middle(day.day),
            top: values.at(day.most),
            bottom: values.at(day.last),
        })
        .collect()
}

fn points(
    days: &[Day],
    time: &TimeAxis,
    values: &ValueAxis,
    value: impl Fn(&Day) -> f64,
) -> Vec<Point> {
    let point = |day: &Day| (time.middle(day.day), values.at(value(day)));
    days.iter().map(point).collect()
}

fn spread(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Vec<Point> {
    if days.iter().all(|day| highest(day) <= day.least) {
        return Vec::new();
    }
    let mut outline = points(days, time, values, highest);
    let lower = points(days, time, values, |day| day.least);
    if let ([(x, top)], [(_, bottom)]) = (&*outline, &*lower) {
        let half = time.length(1.0).min(MAX_SINGLE_WIDTH) / 2.0;
        let (left, right) = (x - half, x + half);
        return vec![
            (left, *top),
            (right, *top),
            (right, *bottom),
            (left, *bottom),
        ];
    }
    outline.extend(lower.into_iter().rev());
    outline
}

/// The use before a reset is not part of the segment.
fn highest(day: &Day) -> f64 {
    if day.reset { day.last } else { day.most }
}
