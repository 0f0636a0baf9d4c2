//! The charts, of the MAU and of one benefit's history: a scene that knows where everything is, and its picture.
//!
//! Pure functions from figures to SVG, PNG and CSV. No I/O, no clock, and none of the server's text:
//! what is written into a picture is numbers, dates and month names.

mod axis;
mod bars;
mod calendar;
mod csv;
mod dates;
mod drawing;
mod frame;
mod history;
mod labels;
mod palette;
mod pen;
mod periods;
mod picture;
mod png;
mod scene;
mod shapes;
mod ticks;
mod totals;
mod width;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use genauth::MauPeriod;

use authgauge_core::language::WordsLanguage;
use palette::Palette;
use scene::Scene;

pub use csv::csv;
pub use drawing::{ChartBar, ChartTheme, HistoryChart, HistoryPoint, MauChart, PlotArea};
pub use history::{HistoryInput, draw_history};
pub use png::png;

/// What to draw, and how.
#[derive(Debug, Clone, Copy)]
pub struct ChartInput<'a> {
    /// The periods, in any order. Those that do not touch the range are left out.
    pub periods: &'a [MauPeriod],
    /// First day of the time axis.
    pub from: NaiveDate,
    /// The day after the last one of the time axis. Not after `from`: the axis is one day long.
    pub to: NaiveDate,
    /// Which period is the running one.
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
pub fn draw(input: &ChartInput<'_>) -> MauChart {
    let scene = Scene::of(input);
    MauChart {
        svg: picture::svg(&scene, &Palette::of(input.theme)),
        width: scene.frame.width,
        height: scene.frame.height,
        plot: scene.frame.plot,
        bars: scene.bars.iter().map(bars::Bar::view).collect(),
    }
}
