//! What every chart has around its figures: sizes, grid lines, numbers, the calendar below.

use chrono::{Datelike, NaiveDate};

use super::axis::ValueAxis;
use super::calendar::Below;
use super::dates::Span;
use super::labels;
use super::ticks::{Ticks, ticks};
use super::width::text_width;
use crate::drawing::PlotArea;
use authgauge_core::language::WordsLanguage;

/// The picture's sizes, and what is written and ruled around the figures. In CSS pixels from the upper left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) plot: PlotArea,
    /// Upper edges of the grid lines; the first is the baseline.
    pub(super) grid: Vec<f64>,
    /// Where the calendar is marked on the baseline.
    pub(super) marks: Vec<f64>,
    pub(super) labels: Vec<Label>,
}

/// A text and where it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub(super) text: String,
    /// Which side of the text `x` is, says `anchor`.
    pub(super) x: f64,
    /// The text's middle.
    pub(super) y: f64,
    pub(super) anchor: Anchor,
}

/// Which part of a text is at its `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A total that is far above the axis: its line is at the upper edge and its number beside it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OffScale {
    pub(super) value: f64,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// Half a line of text above the uppermost grid line.
const ABOVE: f64 = 9.0;
/// From the baseline to the middle of the first row of names.
const FIRST_ROW: f64 = 14.0;
/// From one row of names to the next.
const ROW: f64 = 14.0;
/// From the last row's middle to the lower edge.
const BENEATH: f64 = 9.0;
/// Left of the plot at least.
const LEFT: f64 = 40.0;
/// Between the numbers and the plot.
const NUMBER_GAP: f64 = 8.0;
/// About so many pixels from one grid line to the next.
const GRID: f64 = 60.0;
/// A total so many times what is used would press the rest flat.
const DWARFING: f64 = 20.0;
/// Kept free at the top for totals above the axis.
const BAND: f64 = 26.0;

/// How high the value axis must reach for what is used, and for those totals that do not dwarf it.
pub(super) fn reach(used: f64, totals: impl Iterator<Item = f64>) -> f64 {
    let near = |total: &f64| used <= 0.0 || *total <= used * DWARFING;
    totals.filter(near).fold(used, f64::max)
}

impl Frame {
    /// Sizes are held to sensible ones. `rows` of names go below the plot.
    pub(super) fn new(asked: (u32, u32), rows: Rows, reach: f64) -> (Self, Ticks) {
        let (width, height) = (asked.0.clamp(240, 4_000), asked.1.clamp(120, 2_000));
        let second = if rows == Rows::Two { ROW } else { 0.0 };
        let baseline = f64::from(height) - FIRST_ROW - BENEATH - second;
        let height_of_plot = baseline - ABOVE;
        let ticks = ticks(reach, (height_of_plot / GRID).round().clamp(2.0, 8.0));
        let left = (widest_number(&ticks) + NUMBER_GAP).max(LEFT).ceil();
        let plot = PlotArea {
            x: left,
            y: ABOVE,
            width: f64::from(width) - left,
            height: height_of_plot,
        };
        let frame = Self {
            width,
            height,
            plot,
            grid: Vec::new(),
            marks: Vec::new(),
            labels: Vec::new(),
        };
        (frame, ticks)
    }

    /// Rules the grid, with its numbers. Above it room is left where one of `totals` is off the scale.
    pub(super) fn rule(
        &mut self,
        ticks: &Ticks,
        mut totals: impl Iterator<Item = f64>,
    ) -> ValueAxis {
        let dwarfed = totals.any(|total| total > ticks.top);
        let band = if dwarfed { BAND } else { 0.0 };
        let values = ValueAxis::new(self.plot, band, ticks.top);
        for value in &ticks.values {
            let y = values.at(*value).round();
            self.grid.push(y);
            self.labels.push(Label {
                text: labels::number(*value),
                x: self.plot.x - NUMBER_GAP,
                y: y + 0.5,
                anchor: Anchor::End,
            });
        }
        values
    }

    /// Where the lines of totals are drawn that are off the scale.
    pub(super) fn edge(&self) -> f64 {
        self.plot.y + BAND / 2.0
    }

    /// Each number where its line begins, if it fits above it; at least one.
    pub(super) fn add_off_scale(&mut self, totals: &[OffScale]) {
        let right_most = self.plot.x + self.plot.width;
        let text = |total: &OffScale| format!("↑ {}", labels::number(total.value));
        let mut free_from = self.plot.x;
        for (index, total) in totals.iter().enumerate() {
            let text = text(total);
            let width = text_width(&text) + 4.0;
            let x = total.left.min(right_most - width).max(self.plot.x);
            let fits = x >= free_from && total.right - total.left >= width;
            if fits || index == 0 {
                free_from = x + width;
                self.labels.push(Label {
                    text,
                    x: x + 2.0,
                    y: self.plot.y + 3.0,
                    anchor: Anchor::Start,
                });
            }
        }
    }

    /// The calendar's names below the plot, and with two rows the years below those.
    pub(super) fn add_names(&mut self, names: &[Below], rows: Rows, language: WordsLanguage) {
        let y = self.plot.y + self.plot.height + FIRST_ROW;
        for below in names {
            self.marks.extend(below.mark);
            self.labels
                .push(middle(below.name.text.clone(), below.x, y));
        }
        if rows == Rows::Two {
            self.add_years(names, y + ROW, language);
        }
    }

    /// A year below the first name that is in it.
    fn add_years(&mut self, names: &[Below], y: f64, language: WordsLanguage) {
        let mut free_to = f64::INFINITY;
        for (index, below) in names.iter().enumerate().rev() {
            let before = index.checked_sub(1).and_then(|before| names.get(before));
            let Some(year) = below.name.year else {
                continue;
            };
            if before.is_some_and(|before| before.name.year == Some(year)) {
                continue;
            }
            let label = self.within(labels::year(year, language), below.x, y);
            let half = text_width(&label.text) / 2.0;
            // Where two are too close, the first is a year of which hardly anything is seen.
            if label.x + half <= free_to {
                free_to = label.x - half - ROW / 2.0;
                self.labels.push(label);
            }
        }
    }

    /// A text as near to `x` as it can be without being cut at the picture's sides.
    pub(super) fn within(&self, text: String, x: f64, y: f64) -> Label {
        let half = text_width(&text) / 2.0;
        let x = x.max(half).min(f64::from(self.width) - half);
        middle(text, x, y)
    }
}

/// Rows of names below the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    One,
    /// The second one has the years.
    Two,
}

impl Rows {
    /// This year goes without saying.
    pub(super) fn for_days(visible: Span, today: NaiveDate) -> Self {
        let this_year = |day: NaiveDate| day.year() == today.year();
        if this_year(visible.start) && this_year(visible.last_day()) {
            Self::One
        } else {
            Self::Two
        }
    }
}

fn middle(text: String, x: f64, y: f64) -> Label {
    Label {
        text,
        x,
        y,
        anchor: Anchor::Middle,
    }
}

fn widest_number(ticks: &Ticks) -> f64 {
    ticks
        .values
        .iter()
        .map(|value| text_width(&labels::number(*value)))
        .fold(0.0, f64::max)
}
