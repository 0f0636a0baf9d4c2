//! The axes: dates and values to CSS pixels.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::date_range::DateRange;
use crate::output::PlotArea;

/// The horizontal axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeAxis {
    /// The visible days.
    pub(crate) visible: DateRange,
    left: f64,
    width: f64,
}

/// The vertical axis, from 0 up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueAxis {
    /// The position of 0.
    pub(crate) baseline: f64,
    height: f64,
    max: f64,
    /// The position of values above the maximum.
    off_scale: f64,
}

impl TimeAxis {
    pub(crate) fn new(visible: DateRange, plot: PlotArea) -> Self {
        Self {
            visible,
            left: plot.x,
            width: plot.width,
        }
    }

    /// The position at which a day starts, clamped to the axis.
    pub(crate) fn at(&self, day: NaiveDate) -> f64 {
        let days = (day - self.visible.start).num_days() as f64;
        self.left + (self.width * days / self.visible.days()).clamp(0.0, self.width)
    }

    /// The position of the middle of a day.
    pub(crate) fn middle(&self, day: NaiveDate) -> f64 {
        self.at(day) + self.length(0.5)
    }

    /// The width of a number of days.
    pub(crate) fn length(&self, days: f64) -> f64 {
        self.width * days / self.visible.days()
    }

    pub(crate) fn left(&self) -> f64 {
        self.left
    }

    pub(crate) fn right(&self) -> f64 {
        self.left + self.width
    }
}

impl ValueAxis {
    /// `margin` is the part of the plot above the axis, where off-scale values are drawn.
    pub(super) fn new(plot: PlotArea, margin: f64, max: f64, off_scale: f64) -> Self {
        Self {
            baseline: plot.bottom(),
            height: plot.height - margin,
            max,
            off_scale,
        }
    }

    /// The position of a value, clamped to the axis.
    pub(crate) fn at(&self, value: f64) -> f64 {
        self.baseline - self.height * (value / self.max).clamp(0.0, 1.0)
    }

    /// The position of a value, also above the axis.
    pub(crate) fn unclamped(&self, value: f64) -> f64 {
        self.baseline - self.height * (value / self.max).max(0.0)
    }

    /// The position of a total's line.
    pub(crate) fn total(&self, value: f64) -> f64 {
        if self.contains(value) {
            self.at(value)
        } else {
            self.off_scale
        }
    }

    /// The upper end of the axis.
    pub(crate) fn top(&self) -> f64 {
        self.baseline - self.height
    }

    pub(crate) fn contains(&self, value: f64) -> bool {
        value <= self.max
    }
}

/// A figure as an axis value. Negative figures are drawn as 0.
pub(crate) fn axis_value(figure: Decimal) -> f64 {
    figure.to_f64().unwrap_or(0.0).max(0.0)
}
