//! The chart of the MAU periods.

mod bar_labels;
mod bar_shapes;
mod bars;
mod draw;
mod periods;
mod running;
mod scene;
#[cfg(test)]
pub(crate) mod tests;
mod totals;

use chrono::NaiveDate;
use genauth::MauPeriod;

use crate::output::{ChartTheme, MauChart};
use crate::svg::Palette;
use authgauge_core::language::WordsLanguage;
use scene::Scene;

/// What to draw, and how.
#[derive(Debug, Clone, Copy)]
pub struct ChartInput<'a> {
    /// The periods in any order. Those outside the range are omitted.
    pub periods: &'a [MauPeriod],
    /// The first day of the time axis.
    pub from: NaiveDate,
    /// The end of the time axis, exclusive. If it is not after `from`, the axis is one day long.
    pub to: NaiveDate,
    /// The current day, which the running period contains.
    pub today: NaiveDate,
    /// The likely use at the running period's end.
    pub estimate: Option<f64>,
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

/// Draws the chart of the MAU periods. The output is deterministic.
pub fn draw(input: &ChartInput<'_>) -> MauChart {
    let scene = Scene::of(input);
    MauChart {
        svg: draw::svg(&scene, &Palette::of(input.theme)),
        width: scene.frame.width,
        height: scene.frame.height,
        plot: scene.frame.plot,
        bars: scene.bars.iter().map(bars::Bar::to_output).collect(),
    }
}
