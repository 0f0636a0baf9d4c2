//! The runway: what runs out and when, a line for each, as a picture to send to someone.

mod draw;
mod marks;
#[cfg(test)]
mod tests;
mod text;

pub use draw::draw_runway;
pub use marks::RunwayMarks;

use crate::output::ChartTheme;

/// What the picture shows. All texts are in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub struct RunwayInput {
    /// The answer in a sentence.
    pub title: String,
    /// Below it: how many pools and benefits.
    pub subtitle: String,
    /// The most urgent first.
    pub rows: Vec<RunwayLine>,
    /// The length of the axis in days.
    pub days: u32,
    /// Days from today, and their names; the first is today.
    pub ticks: Vec<(u32, String)>,
    /// At the bottom: the time, the figures' ages, what the forecast is made from.
    pub notes: Vec<String>,
    /// The colours.
    pub theme: ChartTheme,
}

/// A line of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct RunwayLine {
    /// Its colour.
    pub tone: RunwayTone,
    /// What runs out.
    pub name: String,
    /// Of which pool.
    pub pool: String,
    /// Used of total.
    pub figures: String,
    /// Where each part of the line is.
    pub marks: RunwayMarks,
    /// What stands behind the reset, or in place of a line.
    pub note: String,
    /// When.
    pub when: String,
}

/// The colour and the shape of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunwayTone {
    /// Red: more is used than there is.
    Over,
    /// Red.
    Critical,
    /// Amber.
    Near,
    /// Violet: a plan's end.
    Plan,
}
