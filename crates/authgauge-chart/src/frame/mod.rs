//! What all charts have in common: size, grid, axes and labels.

mod axis;
mod date_range;
mod label;
mod names;
mod step_line;
mod text_width;
mod time_ticks;
mod value_ticks;

use chrono::{Datelike, NaiveDate};

use crate::output::PlotArea;
use authgauge_core::language::WordsLanguage;

pub(crate) use axis::{TimeAxis, ValueAxis, axis_value};
pub(crate) use date_range::DateRange;
pub(crate) use label::{Anchor, Label};
pub(crate) use names::{DateName, about, number};
pub(crate) use step_line::{OffScaleTotal, Step, off_scale, step_lines};
pub(crate) use text_width::{FONT_SIZE, text_width};
pub(crate) use time_ticks::{LabelLayout, TickStyle, TimeTick, are_apart, time_ticks};
pub(crate) use value_ticks::ValueTicks;

/// The size, grid and labels of a chart. Positions are in CSS pixels from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) plot: PlotArea,
    /// The upper edges of the grid lines; the first is the baseline.
    pub(crate) grid: Vec<f64>,
    /// The tick marks of the time axis.
    pub(crate) marks: Vec<f64>,
    pub(crate) labels: Vec<Label>,
    language: WordsLanguage,
}

/// The rows of labels below the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LabelRows {
    One,
    /// The second row contains the years.
    Two,
}

// CSS pixels.
const WIDTHS: (u32, u32) = (240, 4_000);
const HEIGHTS: (u32, u32) = (120, 2_000);
/// Above the plot, for half of the uppermost number.
const MARGIN_TOP: f64 = 9.0;
/// Left of the plot, at least.
const MARGIN_LEFT: f64 = 40.0;
/// From the middle of the last row of labels to the lower edge.
const MARGIN_BOTTOM: f64 = 9.0;
/// From the baseline to the middle of the first row of labels, and from row to row.
const ROW_HEIGHT: f64 = 14.0;
/// Between the numbers and the plot.
const NUMBER_GAP: f64 = 8.0;
/// The approximate distance of grid lines.
const GRID_SPACING: f64 = 60.0;
/// The part of the plot above the value axis, if there are off-scale totals.
const OFF_SCALE_MARGIN: f64 = 26.0;

/// A total larger than the use by more than this factor is drawn off scale.
const MAX_TOTAL_FACTOR: f64 = 20.0;

/// The largest value that the axis should show: the use, or a total that is not off scale.
pub(crate) fn max_value(used: f64, totals: impl Iterator<Item = f64>) -> f64 {
    let on_scale = |total: &f64| used <= 0.0 || *total <= used * MAX_TOTAL_FACTOR;
    totals.filter(on_scale).fold(used, f64::max)
}

impl Frame {
    /// A frame without grid and labels. The size is clamped.
    pub(crate) fn new(
        (width, height): (u32, u32),
        rows: LabelRows,
        max_value: f64,
        language: WordsLanguage,
    ) -> (Self, ValueTicks) {
        let width = width.clamp(WIDTHS.0, WIDTHS.1);
        let height = height.clamp(HEIGHTS.0, HEIGHTS.1);
        let second_row = if rows == LabelRows::Two {
            ROW_HEIGHT
        } else {
            0.0
        };
        let baseline = f64::from(height) - ROW_HEIGHT - MARGIN_BOTTOM - second_row;
        let plot_height = baseline - MARGIN_TOP;
        let intervals = (plot_height / GRID_SPACING).round().clamp(2.0, 8.0);
        let ticks = ValueTicks::new(max_value, intervals);
        let left = (widest_number(&ticks, language) + NUMBER_GAP)
            .max(MARGIN_LEFT)
            .ceil();
        let frame = Self {
            width,
            height,
            plot: PlotArea {
                x: left,
                y: MARGIN_TOP,
                width: f64::from(width) - left,
                height: plot_height,
            },
            grid: Vec::new(),
            marks: Vec::new(),
            labels: Vec::new(),
            language,
        };
        (frame, ticks)
    }

    /// Adds the grid lines and their numbers. The axis leaves room for totals that are off scale.
    pub(crate) fn add_grid(
        &mut self,
        ticks: &ValueTicks,
        mut totals: impl Iterator<Item = f64>,
    ) -> ValueAxis {
        let has_off_scale = totals.any(|total| total > ticks.top);
        let margin = if has_off_scale { OFF_SCALE_MARGIN } else { 0.0 };
        let off_scale = self.plot.y + OFF_SCALE_MARGIN / 2.0;
        let values = ValueAxis::new(self.plot, margin, ticks.top, off_scale);
        for value in &ticks.values {
            let y = values.at(*value).round();
            self.grid.push(y);
            self.labels.push(Label {
                text: number(*value, self.language),
                x: self.plot.x - NUMBER_GAP,
                y: y + 0.5,
                anchor: Anchor::End,
            });
        }
        values
    }

    /// Adds the number of the first off-scale total, and of each other one whose step has room for it.
    pub(crate) fn add_off_scale(&mut self, totals: &[OffScaleTotal]) {
        let mut free_from = self.plot.x;
        for (index, total) in totals.iter().enumerate() {
            let text = format!("↑ {}", number(total.value, self.language));
            let width = text_width(&text) + 4.0;
            let x = total.left.min(self.plot.right() - width).max(self.plot.x);
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

    /// Adds the ticks of the time axis, and the years if there is a second row.
    pub(crate) fn add_time_ticks(
        &mut self,
        ticks: &[TimeTick],
        rows: LabelRows,
        language: WordsLanguage,
    ) {
        let y = self.plot.bottom() + ROW_HEIGHT;
        for tick in ticks {
            self.marks.extend(tick.mark);
            self.labels.push(Label {
                text: tick.name.text.clone(),
                x: tick.x,
                y,
                anchor: Anchor::Middle,
            });
        }
        if rows == LabelRows::Two {
            self.add_years(ticks, y + ROW_HEIGHT, language);
        }
    }

    /// Adds each year below its first tick, from the right. A year without room is omitted: little of it is visible.
    fn add_years(&mut self, ticks: &[TimeTick], y: f64, language: WordsLanguage) {
        let mut free_to = f64::INFINITY;
        for (index, tick) in ticks.iter().enumerate().rev() {
            let previous = index
                .checked_sub(1)
                .and_then(|previous| ticks.get(previous));
            let Some(year) = tick.name.year else { continue };
            if previous.is_some_and(|previous| previous.name.year == Some(year)) {
                continue;
            }
            let text = names::year(year, language);
            let half = text_width(&text) / 2.0;
            let x = tick.x.max(half).min(f64::from(self.width) - half);
            if x + half <= free_to {
                free_to = x - half - ROW_HEIGHT / 2.0;
                self.labels.push(Label {
                    text,
                    x,
                    y,
                    anchor: Anchor::Middle,
                });
            }
        }
    }

    /// A label in the second row below the plot. None if it would touch another one.
    pub(crate) fn below(&self, text: String, centre: f64) -> Option<Label> {
        let half = text_width(&text) / 2.0;
        let label = Label {
            x: centre.min(f64::from(self.width) - half).max(half),
            y: self.plot.bottom() + 2.0 * ROW_HEIGHT,
            text,
            anchor: Anchor::Middle,
        };
        let (left, right) = label.extent();
        let is_free = |other: &Label| {
            let (other_left, other_right) = other.extent();
            other.y != label.y
                || other_right + NUMBER_GAP <= left
                || right + NUMBER_GAP <= other_left
        };
        self.labels.iter().all(is_free).then_some(label)
    }
}

impl LabelRows {
    /// Years are shown unless all visible days are in the current one.
    pub(crate) fn for_range(visible: DateRange, today: NaiveDate) -> Self {
        let is_this_year = |day: NaiveDate| day.year() == today.year();
        if is_this_year(visible.start) && is_this_year(visible.last_day()) {
            Self::One
        } else {
            Self::Two
        }
    }
}

fn widest_number(ticks: &ValueTicks, language: WordsLanguage) -> f64 {
    let widths = ticks
        .values
        .iter()
        .map(|value| text_width(&number(*value, language)));
    widths.fold(0.0, f64::max)
}
