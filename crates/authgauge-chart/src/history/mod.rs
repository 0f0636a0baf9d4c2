//! The history of one benefit: a line over its days, and what may be used in those to come.

mod ahead;
mod days;
mod line;
mod picture;
mod scene;
#[cfg(test)]
mod tests;
mod total;

use chrono::NaiveDate;

use super::palette::Palette;
use crate::drawing::{ChartTheme, HistoryChart};
use authgauge_core::forecast::Forecast;
use authgauge_core::history::MarkedDay;
use authgauge_core::language::WordsLanguage;
use scene::Scene;

/// What to draw of a benefit, and how.
#[derive(Debug, Clone, Copy)]
pub struct HistoryInput<'a> {
    /// The days that are known. Those outside the range are left out.
    pub days: &'a [MarkedDay],
    /// What is ahead of the last of these days.
    pub forecast: Option<&'a Forecast>,
    /// First day of the time axis.
    pub from: NaiveDate,
    /// Last known day at most; what follows is ahead.
    pub today: NaiveDate,
    /// In which colours.
    pub theme: ChartTheme,
    /// With month names in which language.
    pub language: WordsLanguage,
    /// CSS pixels; held to 240 to 4,000.
    pub width: u32,
    /// CSS pixels; held to 120 to 2,000.
    pub height: u32,
}

/// Draws the chart. The same input gives the same picture, byte for byte.
pub fn draw_history(input: &HistoryInput<'_>) -> HistoryChart {
    let scene = Scene::of(input);
    HistoryChart {
        svg: picture::svg(&scene, &Palette::of(input.theme)),
        width: scene.frame.width,
        height: scene.frame.height,
        plot: scene.frame.plot,
        ahead: !scene.ahead.likely.is_empty(),
        points: scene.points,
    }
}
