//! The chart of a benefit's history and forecast.

mod days;
mod draw;
mod forecast;
mod line;
mod scene;
#[cfg(test)]
mod tests;
mod totals;

use chrono::NaiveDate;

use crate::output::{ChartTheme, HistoryChart};
use crate::svg::Palette;
use authgauge_core::forecast::Forecast;
use authgauge_core::history::MarkedDay;
use authgauge_core::language::WordsLanguage;
use scene::Scene;

/// What to draw of a benefit, and how.
#[derive(Debug, Clone, Copy)]
pub struct HistoryInput<'a> {
    /// The known days. Those outside the range are omitted.
    pub days: &'a [MarkedDay],
    /// The forecast from the last of these days.
    pub forecast: Option<&'a Forecast>,
    /// The first day of the time axis.
    pub from: NaiveDate,
    /// The current day. Later days show the forecast.
    pub today: NaiveDate,
    /// The colours.
    pub theme: ChartTheme,
    /// The language of dates.
    pub language: WordsLanguage,
    /// In CSS pixels; clamped to 240 to 4,000.
    pub width: u32,
    /// In CSS pixels; clamped to 120 to 2,000.
    pub height: u32,
    /// Whether the value axis has numbers.
    pub numbers: bool,
}

/// Draws the chart of a benefit's history. The output is deterministic.
pub fn draw_history(input: &HistoryInput<'_>) -> HistoryChart {
    let scene = Scene::of(input);
    HistoryChart {
        svg: draw::svg(&scene, &Palette::of(input.theme)),
        width: scene.frame.width,
        height: scene.frame.height,
        plot: scene.frame.plot,
        points: scene.points,
        ahead: scene.forecast.points,
    }
}
