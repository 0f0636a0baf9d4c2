//! The line of each day's last reading, and how far the day's readings were spread.

use super::days::{Day, follows};
use crate::axis::{TimeAxis, ValueAxis};

type Point = (f64, f64);

/// Days that follow each other without a gap, of one count.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Where the days' last readings are.
    pub(super) line: Vec<Point>,
    /// Around what lies between the least and the most of each day; empty where all days stood still.
    pub(super) spread: Vec<Point>,
}

/// What a day had reached before counting began anew: from here down to there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Peak {
    pub(super) x: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// A single day's spread is drawn this wide at most.
const SINGLE: f64 = 6.0;

/// The line, broken where readings are missing or counting began anew.
pub(super) fn pieces(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Vec<Piece> {
    let unbroken = |one: &Day, next: &Day| follows(one, next) && !next.reset;
    days.chunk_by(unbroken)
        .map(|days| Piece {
            line: along(days, time, values, |day| day.last),
            spread: spread(days, time, values),
        })
        .collect()
}

/// The peaks of the days on which counting began anew, which no line leads to.
pub(super) fn peaks(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Vec<Peak> {
    days.iter()
        .filter(|day| day.reset && day.most > day.last)
        .map(|day| Peak {
            x: middle(day, time),
            top: values.at(day.most),
            bottom: values.at(day.last),
        })
        .collect()
}

/// Where a day is, across.
pub(super) fn middle(day: &Day, time: &TimeAxis) -> f64 {
    time.at(day.day) + time.length(0.5)
}

fn along(
    days: &[Day],
    time: &TimeAxis,
    values: &ValueAxis,
    value: impl Fn(&Day) -> f64,
) -> Vec<Point> {
    let point = |day: &Day| (middle(day, time), values.at(value(day)));
    days.iter().map(point).collect()
}

fn spread(days: &[Day], time: &TimeAxis, values: &ValueAxis) -> Vec<Point> {
    if days.iter().all(|day| highest(day) <= day.least) {
        return Vec::new();
    }
    let mut around = along(days, time, values, highest);
    let mut back = along(days, time, values, |day| day.least);
    if let ([top], [bottom]) = (&mut *around, &mut *back) {
        let half = time.length(1.0).min(SINGLE) / 2.0;
        let (left, right) = (top.0 - half, top.0 + half);
        return vec![
            (left, top.1),
            (right, top.1),
            (right, bottom.1),
            (left, bottom.1),
        ];
    }
    around.extend(back.into_iter().rev());
    around
}

/// What a day had reached before it began anew is no part of the new count.
fn highest(day: &Day) -> f64 {
    if day.reset { day.last } else { day.most }
}
