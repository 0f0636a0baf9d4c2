//! From days to pixels across, and from users to pixels up.

use chrono::{Days, Months, NaiveDate};

use super::dates::Span;
use crate::drawing::PlotArea;

/// Days from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeAxis {
    /// The visible days.
    pub(super) visible: Span,
    left: f64,
    width: f64,
}

/// Users from the baseline up.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueAxis {
    /// Pixels down to the baseline.
    pub(super) baseline: f64,
    height: f64,
    top_value: f64,
}

impl TimeAxis {
    pub(super) fn new(visible: Span, plot: PlotArea) -> Self {
        Self {
            visible,
            left: plot.x,
            width: plot.width,
        }
    }

    /// Where a day begins; days outside are at the nearest edge.
    pub(super) fn at(&self, day: NaiveDate) -> f64 {
        let passed = Span {
            start: self.visible.start,
            end: day,
        }
        .days();
        self.left + (self.width * passed / self.visible.days()).clamp(0.0, self.width)
    }

    /// Pixels of this many days.
    pub(super) fn length(&self, days: f64) -> f64 {
        self.width * days / self.visible.days()
    }

    pub(super) fn left(&self) -> f64 {
        self.left
    }

    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }
}

impl ValueAxis {
    /// `top_value` is what the upper edge of the plot stands for, `band` how much of the plot stays
    /// free above that.
    pub(super) fn new(plot: PlotArea, band: f64, top_value: f64) -> Self {
        Self {
            baseline: plot.y + plot.height,
            height: plot.height - band,
            top_value,
        }
    }

    /// Pixels down to where a value is.
    pub(super) fn at(&self, value: f64) -> f64 {
        self.baseline - self.height * (value / self.top_value).clamp(0.0, 1.0)
    }

    /// The same, also above the upper edge.
    pub(super) fn unbounded(&self, value: f64) -> f64 {
        self.baseline - self.height * (value / self.top_value).max(0.0)
    }

    /// Pixels down to where the axis ends.
    pub(super) fn top(&self) -> f64 {
        self.baseline - self.height
    }

    /// Whether a value is on the axis at all.
    pub(super) fn shows(&self, value: f64) -> bool {
        value <= self.top_value
    }
}

/// The day that is `months` after a first of a month, if the calendar goes that far.
pub(super) fn months_later(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(months))
}

/// The day that is `days` later, if the calendar goes that far.
pub(super) fn days_later(day: NaiveDate, days: u64) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days))
}
