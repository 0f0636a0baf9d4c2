//! The layout of a history chart. Positions are in CSS pixels from the upper left corner.

use chrono::Days;

use super::HistoryInput;
use super::days::{self, Day};
use super::forecast::{ForecastShapes, VisibleForecast};
use super::line::{Peak, Segment, peaks, segments};
use super::totals::TotalLine;
use crate::frame::{
    Anchor, DateName, DateRange, FONT_SIZE, Frame, Label, LabelLayout, LabelRows, TickStyle,
    TimeAxis, ValueAxis, max_value, text_width, time_ticks,
};
use crate::geometry::Point;
use crate::output::{HistoryPoint, PlotArea};

/// Everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    pub(super) frame: Frame,
    pub(super) segments: Vec<Segment>,
    pub(super) peaks: Vec<Peak>,
    pub(super) total: TotalLine,
    /// The horizontal positions of resets.
    pub(super) resets: Vec<f64>,
    pub(super) forecast: ForecastShapes,
    /// The horizontal position of the last known day, if a forecast follows.
    pub(super) forecast_start: Option<f64>,
    pub(super) points: Vec<HistoryPoint>,
}

const TICKS: TickStyle = TickStyle {
    spacing: 24.0,
    in_day: 0.5,
};

/// Between a mark and its label.
const LABEL_GAP: f64 = 7.0;

/// Without a forecast, this share of the range is free on the right, so that the last day's dot is not cut off.
const MARGIN_SHARE: u64 = 45;

impl Scene {
    /// Any input gives a scene: the size is clamped, and the range is at least one day.
    pub(super) fn of(input: &HistoryInput<'_>) -> Self {
        let days = days::visible(input);
        let forecast = input.forecast.zip(days.last()).map(|(forecast, last)| {
            let history = range_days(input) + 1;
            VisibleForecast::of(forecast, last, input.today, history)
        });
        let visible = visible_range(input, forecast.as_ref());
        let rows = LabelRows::for_range(visible, input.today);
        let max = max_of(&days, forecast.as_ref());
        let (mut frame, ticks) = Frame::new((input.width, input.height), rows, max, input.language);
        let values = frame.add_grid(&ticks, totals(&days));
        let time = TimeAxis::new(visible, frame.plot);
        let shapes = forecast.as_ref().map(|it| it.shapes(&time, &values));
        let resets = days.iter().filter(|day| day.reset);
        let mut scene = Self {
            segments: segments(&days, &time, &values),
            peaks: peaks(&days, &time, &values),
            total: TotalLine::of(&days, &time, &values),
            resets: resets.map(|day| time.middle(day.day)).collect(),
            forecast: shapes.unwrap_or_default(),
            forecast_start: forecast.map(|it| time.middle(it.last_known())),
            points: points(&days, frame.plot, &time, &values),
            frame,
        };
        scene.add_labels(&time, rows, input);
        scene
    }

    fn add_labels(&mut self, time: &TimeAxis, rows: LabelRows, input: &HistoryInput<'_>) {
        let layout = LabelLayout {
            width: f64::from(self.frame.width),
            language: input.language,
        };
        let ticks = time_ticks(time, layout, TICKS);
        if !input.numbers {
            // Until here only the value axis has labels.
            self.frame.labels.clear();
        }
        self.frame.add_time_ticks(&ticks, rows, input.language);
        if input.numbers {
            self.frame.add_off_scale(&self.total.off_scale);
        }
        let crossing = self.forecast.crossing.as_ref();
        if let Some((y, (x, day))) = crossing.and_then(|mark| Some((mark.y, mark.likely?))) {
            let name = DateName::day(day, input.language);
            let label = self.label_beside((x, y), name.text);
            self.frame.labels.extend(label);
        }
    }

    /// A label to the upper left of a mark, where no line is, or else to the lower right. None if it would overlap.
    fn label_beside(&self, (x, y): Point, text: String) -> Option<Label> {
        let plot = self.frame.plot;
        let width = text_width(&text);
        let fits = x - LABEL_GAP - width >= plot.x && y - LABEL_GAP - FONT_SIZE >= 0.0;
        let label = if fits {
            Label {
                text,
                x: x - LABEL_GAP,
                y: y - LABEL_GAP - 1.0,
                anchor: Anchor::End,
            }
        } else {
            Label {
                text,
                x: (x + LABEL_GAP).min(plot.right() - width),
                y: y + LABEL_GAP + 4.0,
                anchor: Anchor::Start,
            }
        };
        let mut others = self.frame.labels.iter();
        others
            .all(|other| are_apart(other, &label))
            .then_some(label)
    }
}

/// The days up to today, and those of the forecast.
fn visible_range(input: &HistoryInput<'_>, forecast: Option<&VisibleForecast>) -> DateRange {
    let margin = Days::new(range_days(input) / MARGIN_SHARE);
    let end = match forecast {
        Some(forecast) => forecast.last_day().max(input.today),
        None => input.today.checked_add_days(margin).unwrap_or(input.today),
    };
    DateRange::new(input.from, end.succ_opt().unwrap_or(end))
}

/// The days from the first one to today.
fn range_days(input: &HistoryInput<'_>) -> u64 {
    u64::try_from((input.today - input.from).num_days()).unwrap_or(0)
}

fn max_of(days: &[Day], forecast: Option<&VisibleForecast>) -> f64 {
    let most = days.iter().map(|day| day.most).fold(0.0, f64::max);
    let history = max_value(most, totals(days));
    let is_unlimited = days.last().is_some_and(|day| day.total.is_none());
    forecast.map_or(history, |forecast| {
        history.max(forecast.max_value(history, is_unlimited))
    })
}

fn totals(days: &[Day]) -> impl Iterator<Item = f64> {
    days.iter().filter_map(|day| day.total)
}

fn points(days: &[Day], plot: PlotArea, time: &TimeAxis, values: &ValueAxis) -> Vec<HistoryPoint> {
    let point = |day: &Day| HistoryPoint {
        area: PlotArea {
            x: time.at(day.day),
            width: time.length(1.0),
            ..plot
        },
        y: values.at(day.last),
        day_index: u32::try_from(day.index).unwrap_or(u32::MAX),
    };
    days.iter().map(point).collect()
}

fn are_apart(one: &Label, other: &Label) -> bool {
    let (one_extent, other_extent) = (one.extent(), other.extent());
    one_extent.1 <= other_extent.0
        || other_extent.1 <= one_extent.0
        || (one.y - other.y).abs() >= FONT_SIZE
}
