//! Bars: one per period, as wide as the period is long.

use chrono::NaiveDate;
use genauth::{Allowance, Quantity};

use super::periods::Period;
use crate::frame::{DateRange, TimeAxis, ValueAxis};
use crate::output::{ChartBar, PlotArea};

/// A period's bar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    /// Its height is 0 if nothing is used or the use is not reported.
    pub(super) area: PlotArea,
    pub(super) span: DateRange,
    pub(super) used: Quantity,
    pub(super) total: Allowance,
    pub(super) running: bool,
    /// A shorter bar is drawn in front.
    pub(super) behind: bool,
    /// It is too narrow for a gap and drawn as one shape with its neighbours.
    pub(super) dense: bool,
    /// The period starts before the left edge.
    pub(super) cut_left: bool,
    /// The period ends after the right edge.
    pub(super) cut_right: bool,
    /// The position of the total, if more was used.
    pub(super) exceeded: Option<f64>,
}

/// The gap on each side, as a share of the period's width, and its maximum in CSS pixels.
const GAP: f64 = 0.11;
const MAX_GAP: f64 = 8.0;

// Widths in CSS pixels.
/// Narrower bars are dense: a gap would be blurred.
const MIN_WITH_GAP: f64 = 3.0;
/// The edges of wider bars are aligned to whole pixels.
const MIN_ALIGNED: f64 = 12.0;
const MIN_WIDTH: f64 = 0.5;

impl Bar {
    pub(super) fn new(
        period: &Period<'_>,
        today: NaiveDate,
        days: &TimeAxis,
        users: &ValueAxis,
    ) -> Self {
        Self {
            area: area(period, days, users),
            span: period.range,
            used: period.source.used.clone(),
            total: period.source.total.clone(),
            running: period.range.contains(today),
            behind: period.behind,
            dense: days.length(period.range.days()) < MIN_WITH_GAP,
            cut_left: period.range.start < days.visible.start,
            cut_right: period.range.end > days.visible.end,
            exceeded: exceeded(period, users),
        }
    }

    pub(super) fn to_output(&self) -> ChartBar {
        ChartBar {
            area: self.area,
            first_day: self.span.start,
            last_day: self.span.last_day(),
            used: self.used.clone(),
            total: self.total.clone(),
            running: self.running,
        }
    }

    pub(super) fn centre(&self) -> f64 {
        self.area.x + self.area.width / 2.0
    }

    pub(super) fn is_reported(&self) -> bool {
        matches!(self.used, Quantity::Known(_))
    }
}

fn area(period: &Period<'_>, days: &TimeAxis, users: &ValueAxis) -> PlotArea {
    let (left, right) = sides(period.range, days);
    let used = period.used.unwrap_or(0.0);
    let height = (users.baseline - users.at(used)).round();
    let height = if used > 0.0 { height.max(1.0) } else { 0.0 };
    PlotArea {
        x: left,
        y: users.baseline - height,
        width: right - left,
        height,
    }
}

/// The position of a total that is on the axis and of which more was used.
fn exceeded(period: &Period<'_>, users: &ValueAxis) -> Option<f64> {
    let total = period.total?;
    (period.used? > total && users.contains(total)).then(|| users.at(total).round())
}

/// There is no gap at an edge beyond which the period continues.
fn sides(range: DateRange, days: &TimeAxis) -> (f64, f64) {
    let (left, right) = (days.at(range.start), days.at(range.end));
    let width = right - left;
    let gap = if width < MIN_WITH_GAP {
        0.0
    } else {
        (width * GAP).min(MAX_GAP)
    };
    let is_cut = (
        range.start < days.visible.start,
        range.end > days.visible.end,
    );
    let left = if is_cut.0 { left } else { left + gap };
    let right = if is_cut.1 { right } else { right - gap };
    if width >= MIN_ALIGNED {
        return (left.round(), right.round());
    }
    // The last of many bars must not exceed the right edge.
    let left = align_to_quarter(left).min(days.right() - MIN_WIDTH);
    (left, align_to_quarter(right).max(left + MIN_WIDTH))
}

/// The canvas has a resolution of a quarter pixel; the output must agree with it.
fn align_to_quarter(x: f64) -> f64 {
    (x * 4.0).round() / 4.0
}
