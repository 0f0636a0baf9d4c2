//! Where everything in the chart is: plain data, in CSS pixels from the upper left corner.

use chrono::Datelike;

use super::ChartInput;
use super::axis::{TimeAxis, ValueAxis};
use super::bars::Bar;
use super::calendar::{self, Below, Room};
use super::dates::Span;
use super::labels;
use super::periods::{self, Period};
use super::ticks::{Ticks, ticks};
use super::totals::{self, OffScale, StepLine};
use super::width::text_width;
use crate::view::{PlotArea, WordsLanguage};

/// Everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) plot: PlotArea,
    /// Upper edges of the grid lines; the first is the baseline.
    pub(super) grid: Vec<f64>,
    /// Where the calendar is marked on the baseline.
    pub(super) marks: Vec<f64>,
    pub(super) bars: Vec<Bar>,
    pub(super) lines: Vec<StepLine>,
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
/// A total so many times what is used would press the bars flat.
const DWARFING: f64 = 20.0;
/// Kept free at the top for totals above the axis.
const BAND: f64 = 26.0;

impl Scene {
    /// Lays everything out. Any input gives a scene: sizes are held to sensible ones, and a range
    /// without days is one day long.
    pub(super) fn of(input: &ChartInput<'_>) -> Self {
        let (width, height) = (
            input.width.clamp(240, 4_000),
            input.height.clamp(120, 2_000),
        );
        let visible = Span::new(input.from, input.to);
        let periods = periods::visible(input.periods, visible);
        let with_years = needs_years(visible, input);
        let baseline = f64::from(height) - FIRST_ROW - BENEATH - if with_years { ROW } else { 0.0 };
        let ticks = value_ticks(&periods, baseline - ABOVE);
        let left = (widest_number(&ticks) + NUMBER_GAP).max(LEFT).ceil();
        let plot = PlotArea {
            x: left,
            y: ABOVE,
            width: f64::from(width) - left,
            height: baseline - ABOVE,
        };
        let mut scene = Self::empty(width, height, plot);
        scene.fill(input, &periods, visible, &ticks);
        scene
    }

    fn empty(width: u32, height: u32, plot: PlotArea) -> Self {
        Self {
            width,
            height,
            plot,
            grid: Vec::new(),
            marks: Vec::new(),
            bars: Vec::new(),
            lines: Vec::new(),
            labels: Vec::new(),
        }
    }

    fn fill(
        &mut self,
        input: &ChartInput<'_>,
        periods: &[Period<'_>],
        visible: Span,
        ticks: &Ticks,
    ) {
        let dwarfed = periods
            .iter()
            .filter_map(|period| period.total)
            .any(|it| it > ticks.top);
        let band = if dwarfed { BAND } else { 0.0 };
        let days = TimeAxis::new(visible, self.plot);
        let users = ValueAxis::new(self.plot, band, ticks.top);
        self.add_grid(ticks, &users);
        self.bars = periods
            .iter()
            .map(|period| Bar::new(period, input.today, &days, &users))
            .collect();
        let edge = self.plot.y + BAND / 2.0;
        let (lines, off_scale) = totals::lines(periods, &days, &users, edge);
        self.lines = lines;
        self.add_off_scale(&off_scale);
        let room = Room {
            width: f64::from(self.width),
            language: input.language,
        };
        self.add_names(&calendar::below(&self.bars, &days, room), visible, input);
    }

    fn add_grid(&mut self, ticks: &Ticks, users: &ValueAxis) {
        for value in &ticks.values {
            let y = users.at(*value).round();
            self.grid.push(y);
            self.labels.push(Label {
                text: labels::number(*value),
                x: self.plot.x - NUMBER_GAP,
                y: y + 0.5,
                anchor: Anchor::End,
            });
        }
    }

    /// Each number where its line begins, if it fits above it; at least one.
    fn add_off_scale(&mut self, totals: &[OffScale]) {
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

    fn add_names(&mut self, names: &[Below], visible: Span, input: &ChartInput<'_>) {
        let y = self.plot.y + self.plot.height + FIRST_ROW;
        for below in names {
            if below.tick {
                self.marks.push(below.x);
            }
            self.labels
                .push(middle(below.name.text.clone(), below.x, y));
        }
        if needs_years(visible, input) {
            self.add_years(names, y + ROW, input.language);
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

    fn within(&self, text: String, x: f64, y: f64) -> Label {
        let half = text_width(&text) / 2.0;
        let x = x.max(half).min(f64::from(self.width) - half);
        middle(text, x, y)
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

/// This year goes without saying.
fn needs_years(visible: Span, input: &ChartInput<'_>) -> bool {
    let this_year = input.today.year();
    visible.start.year() != this_year || visible.last_day().year() != this_year
}

fn value_ticks(periods: &[Period<'_>], height: f64) -> Ticks {
    let used = periods
        .iter()
        .filter_map(|period| period.used)
        .fold(0.0, f64::max);
    let near = |total: &f64| used <= 0.0 || *total <= used * DWARFING;
    let reach = periods
        .iter()
        .filter_map(|period| period.total)
        .filter(near)
        .fold(used, f64::max);
    ticks(reach, (height / GRID).round().clamp(2.0, 8.0))
}

fn widest_number(ticks: &Ticks) -> f64 {
    ticks
        .values
        .iter()
        .map(|value| text_width(&labels::number(*value)))
        .fold(0.0, f64::max)
}
