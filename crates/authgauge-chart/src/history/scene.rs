//! Where everything in the chart of a history is: plain data, in CSS pixels from the upper left corner.

use super::HistoryInput;
use super::ahead::{Ahead, Coming};
use super::days::{self, Day};
use super::line::{self, Peak, Piece};
use super::total::TotalLine;
use crate::axis::{TimeAxis, ValueAxis, days_later};
use crate::calendar::{Room, below_days};
use crate::dates::Span;
use crate::drawing::{HistoryPoint, PlotArea};
use crate::frame::{Anchor, Frame, Label, Rows, reach};
use crate::labels::Name;
use crate::width::{FONT_SIZE, text_width};

/// Everything that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scene {
    pub(super) frame: Frame,
    pub(super) pieces: Vec<Piece>,
    pub(super) peaks: Vec<Peak>,
    pub(super) total: TotalLine,
    /// Where counting began anew, across.
    pub(super) resets: Vec<f64>,
    pub(super) ahead: Ahead,
    /// Where what is known ends, across, if anything is ahead of it.
    pub(super) now: Option<f64>,
    pub(super) points: Vec<HistoryPoint>,
}

/// From a mark to its label.
const BESIDE: f64 = 7.0;

impl Scene {
    /// Lays everything out. Any input gives a scene: sizes are held to sensible ones, and a range
    /// without days is one day long.
    pub(super) fn of(input: &HistoryInput<'_>) -> Self {
        let days = days::visible(input);
        let range = u64::try_from((input.today - input.from).num_days()).unwrap_or(0) + 1;
        let forecast = input.forecast.zip(days.last());
        let coming =
            forecast.map(|(forecast, now)| Coming::of(forecast, now.day, input.today, range));
        let visible = visible(input, coming.as_ref());
        let rows = Rows::for_days(visible, input.today);
        let size = (input.width, input.height);
        let (frame, ticks) = Frame::new(size, rows, height(&days, coming.as_ref()));
        let mut scene = Self::empty(frame);
        let values = scene.frame.rule(&ticks, totals(&days));
        let time = TimeAxis::new(visible, scene.frame.plot);
        scene.fill(&days, &time, &values);
        if let (Some((forecast, now)), Some(coming)) = (forecast, &coming) {
            let outlook = now.total.map(|total| forecast.until_full(total));
            scene.ahead = coming.draw(outlook, now, &time, &values);
            scene.now = Some(line::middle(now, &time));
        }
        scene.write(&time, rows, input);
        scene
    }

    fn empty(frame: Frame) -> Self {
        Self {
            frame,
            pieces: Vec::new(),
            peaks: Vec::new(),
            total: TotalLine::default(),
            resets: Vec::new(),
            ahead: Ahead::default(),
            now: None,
            points: Vec::new(),
        }
    }

    fn fill(&mut self, days: &[Day], time: &TimeAxis, values: &ValueAxis) {
        self.pieces = line::pieces(days, time, values);
        self.peaks = line::peaks(days, time, values);
        self.total = TotalLine::of(days, time, values, self.frame.edge());
        let resets = days.iter().filter(|day| day.reset);
        self.resets = resets.map(|day| line::middle(day, time)).collect();
        let plot = self.frame.plot;
        let point = |day: &Day| HistoryPoint {
            area: PlotArea {
                x: time.at(day.day),
                width: time.length(1.0),
                ..plot
            },
            y: values.at(day.last),
            day_index: u32::try_from(day.index).unwrap_or(u32::MAX),
        };
        self.points = days.iter().map(point).collect();
    }

    fn write(&mut self, time: &TimeAxis, rows: Rows, input: &HistoryInput<'_>) {
        let room = Room {
            width: f64::from(self.frame.width),
            language: input.language,
        };
        self.frame
            .add_names(&below_days(time, room), rows, input.language);
        let off_scale = std::mem::take(&mut self.total.off_scale);
        self.frame.add_off_scale(&off_scale);
        let crossing = self.ahead.crossing.as_ref();
        if let Some((y, (x, day))) = crossing.and_then(|it| Some((it.y, it.likely?))) {
            let label = self.beside((x, y), Name::day(day, input.language).text);
            self.frame.labels.extend(label);
        }
    }

    /// Above a mark and to its left, where no line comes from; below and to its right if there is no room.
    fn beside(&self, (x, y): (f64, f64), text: String) -> Option<Label> {
        let plot = self.frame.plot;
        let width = text_width(&text);
        let fits = x - BESIDE - width >= plot.x && y - BESIDE - FONT_SIZE >= 0.0;
        let label = if fits {
            Label {
                text,
                x: x - BESIDE,
                y: y - BESIDE - 1.0,
                anchor: Anchor::End,
            }
        } else {
            Label {
                text,
                x: (x + BESIDE).min(plot.x + plot.width - width),
                y: y + BESIDE + 4.0,
                anchor: Anchor::Start,
            }
        };
        let free = self.frame.labels.iter().all(|other| apart(other, &label));
        free.then_some(label)
    }
}

/// The days up to today, and those ahead that are drawn.
fn visible(input: &HistoryInput<'_>, coming: Option<&Coming>) -> Span {
    // Or half of the last day's dot would be cut off.
    let margin = (input.today - input.from).num_days().max(0).unsigned_abs() / 45;
    let end = match coming {
        Some(coming) => coming.last_day().max(input.today),
        None => days_later(input.today, margin).unwrap_or(input.today),
    };
    Span::new(input.from, end.succ_opt().unwrap_or(end))
}

fn height(days: &[Day], coming: Option<&Coming>) -> f64 {
    let most = days.iter().map(|day| day.most).fold(0.0, f64::max);
    let known = reach(most, totals(days));
    let unlimited = days.last().is_some_and(|day| day.total.is_none());
    coming.map_or(known, |coming| known.max(coming.reach(known, unlimited)))
}

fn totals(days: &[Day]) -> impl Iterator<Item = f64> {
    days.iter().filter_map(|day| day.total)
}

fn apart(one: &Label, other: &Label) -> bool {
    let sides = |label: &Label| {
        let width = text_width(&label.text);
        let left = match label.anchor {
            Anchor::Start => label.x,
            Anchor::Middle => label.x - width / 2.0,
            Anchor::End => label.x - width,
        };
        (left, left + width)
    };
    let (one_sides, other_sides) = (sides(one), sides(other));
    one_sides.1 <= other_sides.0
        || other_sides.1 <= one_sides.0
        || (one.y - other.y).abs() >= FONT_SIZE
}
