//! A bar per period, as wide as the period is long.

use super::axis::{TimeAxis, ValueAxis};
use super::dates::Span;
use super::periods::Period;
use crate::drawing::{ChartBar, PlotArea};
use genauth::{Allowance, Quantity};

/// Where a period's bar is, and how it looks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    /// Of no height if nothing is used, or nothing usable is reported.
    pub(super) area: PlotArea,
    pub(super) span: Span,
    pub(super) used: Quantity,
    pub(super) total: Allowance,
    pub(super) running: bool,
    /// A shorter one stands in front of it.
    pub(super) behind: bool,
    /// Too narrow for a gap, and drawn as one shape with its neighbours.
    pub(super) dense: bool,
    /// Goes on beyond the left edge.
    pub(super) cut_left: bool,
    /// Goes on beyond the right edge.
    pub(super) cut_right: bool,
}

/// On each side of a bar, as a share of its period's width.
const GAP: f64 = 0.11;
const WIDEST_GAP: f64 = 8.0;
/// CSS pixels; a gap within less would be a blur.
const DENSE: f64 = 3.0;
const NARROWEST: f64 = 0.5;
/// From this width on, edges are on whole pixels.
const CRISP: f64 = 12.0;

impl Bar {
    pub(super) fn new(
        period: &Period<'_>,
        today: chrono::NaiveDate,
        days: &TimeAxis,
        users: &ValueAxis,
    ) -> Self {
        let width = days.length(period.span.days());
        let (left, right) = sides(period.span, days);
        Self {
            area: area(left, right, period.used.unwrap_or(0.0), users),
            span: period.span,
            used: period.source.used.clone(),
            total: period.source.total.clone(),
            running: period.span.contains(today),
            behind: period.behind,
            dense: width < DENSE,
            cut_left: period.span.start < days.visible.start,
            cut_right: period.span.end > days.visible.end,
        }
    }

    /// As the window gets it.
    pub(super) fn view(&self) -> ChartBar {
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

    pub(super) fn reported(&self) -> bool {
        matches!(self.used, Quantity::Known(_))
    }
}

/// An edge at which the period goes on has no gap.
fn sides(span: Span, days: &TimeAxis) -> (f64, f64) {
    let (left, right) = (days.at(span.start), days.at(span.end));
    let slot = right - left;
    let gap = if slot < DENSE {
        0.0
    } else {
        (slot * GAP).min(WIDEST_GAP)
    };
    let left = if span.start < days.visible.start {
        left
    } else {
        left + gap
    };
    let right = if span.end > days.visible.end {
        right
    } else {
        right - gap
    };
    if slot >= CRISP {
        return (left.round(), right.round());
    }
    // The last bar of thousands must not stick out to the right.
    let left = quarter(left).min(days.right() - NARROWEST);
    (left, quarter(right).max(left + NARROWEST))
}

/// The picture has no finer edges, and the window's must be the same.
fn quarter(x: f64) -> f64 {
    (x * 4.0).round() / 4.0
}

fn area(left: f64, right: f64, used: f64, users: &ValueAxis) -> PlotArea {
    let height = (users.baseline - users.at(used)).round();
    // A few users are not none.
    let height = if used > 0.0 { height.max(1.0) } else { 0.0 };
    PlotArea {
        x: left,
        y: users.baseline - height,
        width: right - left,
        height,
    }
}
