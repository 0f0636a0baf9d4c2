//! Labels below the bars: periods if there is room, else the ticks of the time axis.

use super::bars::Bar;
use crate::frame::{DateName, LabelLayout, TickStyle, TimeAxis, TimeTick, are_apart, time_ticks};

const STYLE: TickStyle = TickStyle {
    spacing: 6.0,
    in_day: 0.0,
};

/// The strides with which labels may be thinned out.
const STRIDES: [usize; 5] = [1, 2, 3, 4, 6];

/// The labels from left to right. They do not overlap.
pub(super) fn bar_labels(bars: &[Bar], days: &TimeAxis, layout: LabelLayout) -> Vec<TimeTick> {
    let front: Vec<&Bar> = bars.iter().filter(|bar| !bar.behind).collect();
    if front.is_empty() {
        return time_ticks(days, layout, STYLE);
    }
    let labels = |name: fn(_, _) -> DateName| -> Vec<TimeTick> {
        let label = |bar: &&Bar| layout.place(name(bar.span, layout.language), bar.centre());
        front.iter().map(label).collect()
    };
    let full = labels(DateName::full);
    if are_apart(&full, STYLE.spacing) {
        return full;
    }
    let short = labels(DateName::short);
    let thinned = if have_similar_lengths(&front) {
        with_stride(&short)
    } else {
        where_free(&short)
    };
    thinned.unwrap_or_else(|| time_ticks(days, layout, STYLE))
}

/// True for months.
fn have_similar_lengths(bars: &[&Bar]) -> bool {
    let lengths = || bars.iter().map(|bar| bar.span.days());
    lengths().fold(0.0, f64::max) <= lengths().fold(f64::INFINITY, f64::min) * 1.2
}

/// Labels at regular distances.
fn with_stride(labels: &[TimeTick]) -> Option<Vec<TimeTick>> {
    let thinned = STRIDES.into_iter().map(|stride| thin(labels, stride));
    thinned
        .into_iter()
        .find(|labels| are_apart(labels, STYLE.spacing))
}

/// Each label that has room; None if these are less than a third.
fn where_free(labels: &[TimeTick]) -> Option<Vec<TimeTick>> {
    let mut kept: Vec<TimeTick> = Vec::new();
    for label in labels {
        let last = kept.last();
        if last.is_none_or(|last| last.right() + STYLE.spacing <= label.left()) {
            kept.push(label.clone());
        }
    }
    (kept.len() * 3 >= labels.len()).then_some(kept)
}

/// Keeps the label at which the year changes, since the year is written below it.
fn thin(labels: &[TimeTick], stride: usize) -> Vec<TimeTick> {
    let pairs = labels.iter().zip(labels.iter().skip(1));
    let new_year = pairs
        .into_iter()
        .position(|(one, next)| one.name.year != next.name.year);
    let kept = new_year.map_or(labels.len().saturating_sub(1), |index| index + 1);
    let labels = labels.iter().skip(kept % stride);
    labels.step_by(stride).cloned().collect()
}
