//! Drawn charts, and where each figure is in them.

use chrono::NaiveDate;
use genauth::{Allowance, Quantity};
use serde::{Deserialize, Serialize};

/// A chart's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ChartTheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A chart of the MAU periods.
#[derive(Debug, Clone, PartialEq)]
pub struct MauChart {
    /// An SVG document of `width` × `height` CSS pixels, without text from the server.
    pub svg: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// The area of the bars.
    pub plot: PlotArea,
    /// The periods from left to right; empty if the server reports none in the range.
    pub bars: Vec<ChartBar>,
}

/// A period's bar.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartBar {
    /// The bar; its height is 0 if the use is not reported.
    pub area: PlotArea,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day, inclusive.
    pub last_day: NaiveDate,
    /// Monthly active users.
    pub used: Quantity,
    /// Their total.
    pub total: Allowance,
    /// The period is running.
    pub running: bool,
}

/// A rectangle in CSS pixels. The origin is the chart's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlotArea {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl PlotArea {
    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// A chart of a benefit's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryChart {
    /// An SVG document of `width` × `height` CSS pixels, without text from the server.
    pub svg: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// The area of the line and the forecast.
    pub plot: PlotArea,
    /// One for each known day, from left to right.
    pub points: Vec<HistoryPoint>,
    /// One for each day of the forecast, from left to right.
    pub ahead: Vec<AheadPoint>,
}

/// A day of the forecast. Figures are whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AheadPoint {
    /// The day's column of the plot, for pointers.
    pub area: PlotArea,
    /// The median's vertical position at the centre of `area`.
    pub y: f64,
    /// The day in the vendor's calendar.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub day: NaiveDate,
    /// The 10 % quantile.
    pub low: f64,
    /// The median.
    pub likely: f64,
    /// The 90 % quantile.
    pub high: f64,
}

/// A day of a history chart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryPoint {
    /// The day's column of the plot, for pointers.
    pub area: PlotArea,
    /// The line's vertical position at the centre of `area`.
    pub y: f64,
    /// The index of the day in the input's `days`.
    pub day_index: u32,
}
