//! What is said of the running period: its figure, and the estimate for its end.

use rust_decimal::prelude::ToPrimitive as _;

use super::bars::Bar;
use crate::frame::{Anchor, Frame, Label, ValueAxis, about, number, text_width};
use crate::output::PlotArea;
use authgauge_core::language::WordsLanguage;

/// The running period.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Running {
    /// What is expected on top of the bar.
    pub(super) estimate: Option<PlotArea>,
    /// The figure in the bar or above it, if there is room.
    pub(super) figure: Option<Label>,
    /// The figure is in the bar.
    pub(super) in_bar: bool,
    /// The estimate below the period's name, if there is room.
    pub(super) about: Option<Label>,
}

// CSS pixels.
/// The height of a bar that has its figure inside.
const ROOM: f64 = 20.0;
/// Between the top of a bar and the middle of its figure.
const FIGURE: f64 = 11.0;
/// A lower estimate would be a mere line.
const MIN_ESTIMATE: f64 = 3.0;

impl Running {
    /// Nothing is said of a bar that is behind others or as narrow as a line.
    pub(super) fn is_told_of(bar: &Bar) -> bool {
        bar.running && bar.is_reported() && !bar.behind && !bar.dense
    }

    pub(super) fn of(
        bar: &Bar,
        estimate: Option<f64>,
        frame: &Frame,
        users: &ValueAxis,
        language: WordsLanguage,
    ) -> Self {
        let used = bar.used.known().and_then(|used| used.to_f64());
        let more = estimate.filter(|estimate| used.is_some_and(|used| *estimate > used));
        let about = more.and_then(|more| frame.below(about(more, language), bar.centre()));
        let estimate = more.map(|more| on_top(bar, users.at(more).round()));
        let estimate = estimate.filter(|area| area.height >= MIN_ESTIMATE);
        let in_bar = bar.area.height >= ROOM;
        let top = estimate.map_or(bar.area.y, |area| area.y);
        let y = if in_bar {
            in_bar_at(bar)
        } else {
            top - FIGURE + 2.0
        };
        let text = used.map(|used| number(used, language));
        let fits = |text: &String| text_width(text) + 4.0 <= bar.area.width && y > frame.plot.y;
        Self {
            figure: text.filter(fits).map(|text| Label {
                text,
                x: bar.centre(),
                y,
                anchor: Anchor::Middle,
            }),
            estimate,
            in_bar,
            about,
        }
    }
}

impl Running {
    /// The bar and the estimate alone.
    pub(super) fn without_numbers(self) -> Self {
        Self {
            figure: None,
            about: None,
            ..self
        }
    }
}

/// Below the line of the total where that would cross the figure.
fn in_bar_at(bar: &Bar) -> f64 {
    let y = bar.area.y + FIGURE;
    let has_room = |total: f64| total + 2.0 * FIGURE <= bar.area.bottom();
    let crossing = bar.exceeded.filter(|total| (total - y).abs() < FIGURE);
    crossing
        .filter(|total| has_room(*total))
        .map_or(y, |total| total + FIGURE)
}

fn on_top(bar: &Bar, top: f64) -> PlotArea {
    PlotArea {
        y: top,
        height: bar.area.y - top,
        ..bar.area
    }
}
