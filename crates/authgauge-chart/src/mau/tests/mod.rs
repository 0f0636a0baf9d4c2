mod any_input;
mod colours;
mod document;
mod exports;
mod periods;
mod scale;

use chrono::{Months, NaiveDate};
use genauth::{Allowance, MauPeriod, Quantity};
use rust_decimal::Decimal;

use super::ChartInput;
use super::scene::Scene;
use crate::frame::{Anchor, Label, text_width};
use crate::output::{ChartTheme, PlotArea};
use authgauge_core::language::WordsLanguage;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn period(start: NaiveDate, end: NaiveDate, used: u32, total: u32) -> MauPeriod {
    MauPeriod {
        start,
        end,
        used: Quantity::Known(Decimal::from(used)),
        total: Allowance::Limited(Decimal::from(total)),
    }
}

/// Months up to November 2026.
fn months(figures: &[(u32, u32)]) -> Vec<MauPeriod> {
    let end = day(2026, 12, 1);
    let start = |index: usize| end - Months::new(u32::try_from(figures.len() - index).unwrap());
    figures
        .iter()
        .enumerate()
        .map(|(index, (used, total))| period(start(index), start(index + 1), *used, *total))
        .collect()
}

/// The twelve months up to November 2026, on the 21st.
fn year(periods: &[MauPeriod]) -> ChartInput<'_> {
    ChartInput {
        periods,
        from: day(2025, 12, 1),
        to: day(2026, 12, 1),
        today: day(2026, 11, 21),
        estimate: None,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 800,
        height: 236,
        numbers: true,
    }
}

fn scene(periods: &[MauPeriod]) -> Scene {
    Scene::of(&year(periods))
}

/// A label's left and right edges.
pub(crate) fn extent(label: &Label) -> (f64, f64) {
    let width = text_width(&label.text);
    match label.anchor {
        Anchor::Start => (label.x, label.x + width),
        Anchor::Middle => (label.x - width / 2.0, label.x + width / 2.0),
        Anchor::End => (label.x - width, label.x),
    }
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene
        .frame
        .labels
        .iter()
        .map(|label| label.text.as_str())
        .collect()
}

/// Whether a rectangle is in the plot, edges included.
pub(crate) fn within(area: PlotArea, plot: PlotArea) -> bool {
    const ROUNDING: f64 = 0.001;
    area.x >= plot.x - ROUNDING
        && area.y >= plot.y - ROUNDING
        && area.x + area.width <= plot.x + plot.width + ROUNDING
        && area.y + area.height <= plot.y + plot.height + ROUNDING
}
