//! What is drawn, and where in the picture each figure is.

use chrono::NaiveDate;
use genauth::{Allowance, Quantity};
use serde::{Deserialize, Serialize};

/// The colours of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ChartTheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The picture, and where everything in it is.
#[derive(Debug, Clone, PartialEq)]
pub struct MauChart {
    /// An SVG document of `width` × `height` CSS pixels. It holds no text of the server's.
    pub svg: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Where the bars stand.
    pub plot: PlotArea,
    /// The periods from left to right. Empty: the server reports no period in this range.
    pub bars: Vec<ChartBar>,
}

/// A period: its figures, and where its bar is.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartBar {
    /// Where the bar is; of no height if nothing usable is reported.
    pub area: PlotArea,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day, included.
    pub last_day: NaiveDate,
    /// Monthly active users.
    pub used: Quantity,
    /// Of how many.
    pub total: Allowance,
    /// The period is not over yet.
    pub running: bool,
}

/// A rectangle in CSS pixels from the picture's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PlotArea {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

/// The picture, and where each day in it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryChart {
    /// An SVG document of `width` × `height` CSS pixels. It holds no text of the server's.
    pub svg: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Where the line and what is ahead are.
    pub plot: PlotArea,
    /// What is ahead is drawn too: a dotted line in its band.
    pub ahead: bool,
    /// One for each known day, from left to right.
    pub points: Vec<HistoryPoint>,
}

/// A day in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryPoint {
    /// The day's whole strip of the plot, where a pointer means this day.
    pub area: PlotArea,
    /// How far down the line is at the end of the day; across it is in the middle of `area`.
    pub y: f64,
    /// Which of the view's `days`.
    pub day_index: u32,
}
