//! The forecast: its band, its median, and where it reaches the total.

use chrono::{Days, NaiveDate};

use super::days::Day;
use crate::frame::{TimeAxis, ValueAxis};
use crate::geometry::Point;
use crate::output::{AheadPoint, PlotArea};
use authgauge_core::forecast::{Band, Crossing, Forecast, MAX_HORIZON_DAYS};

/// The shapes of a forecast.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct ForecastShapes {
    /// The 80 % prediction interval; one band for each season.
    pub(super) bands: Vec<BandShape>,
    /// The median.
    pub(super) likely: Vec<Vec<Point>>,
    pub(super) crossing: Option<CrossingMark>,
    /// From the day on which nothing is left to the next reset, or to the right edge if none is known.
    pub(super) dry: Option<PlotArea>,
    /// Where the total is reached after the next reset.
    pub(super) next_crossing: Option<Point>,
    pub(super) points: Vec<AheadPoint>,
}

/// The area between two lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BandShape {
    pub(super) high: Vec<Point>,
    pub(super) low: Vec<Point>,
}

/// Where the forecast reaches the total.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CrossingMark {
    pub(super) y: f64,
    /// The 80 % prediction interval, cut at the right edge.
    pub(super) from: f64,
    pub(super) to: f64,
    /// The median, if it is visible.
    pub(super) likely: Option<(f64, NaiveDate)>,
}

impl BandShape {
    pub(super) fn outline(&self) -> Vec<Point> {
        let low = self.low.iter().rev();
        self.high.iter().chain(low).copied().collect()
    }
}

/// The visible days of a forecast.
#[derive(Debug)]
pub(super) struct VisibleForecast {
    last_known: NaiveDate,
    /// Starting with the last known day.
    bands: Vec<Band>,
    /// The last total, and when it is reached.
    crossing: Option<(f64, Crossing)>,
    next_reset: Option<NaiveDate>,
}

/// A reset leaves less than this share of the previous day's median.
const RESET_SHARE: f64 = 0.5;

/// The width of the forecast relative to that of the history.
const WIDTH: (u64, u64) = (3, 7);

/// The factors by which a forecast may extend the value axis: of a limited and of an unlimited benefit.
const MAX_EXTENSION: (f64, f64) = (1.15, 1.6);

impl VisibleForecast {
    /// `history` is the number of visible days up to today.
    pub(super) fn of(forecast: &Forecast, last: &Day, today: NaiveDate, history: u64) -> Self {
        let since = u64::try_from((today - last.day).num_days()).unwrap_or(0);
        let count = since.saturating_add(history.saturating_mul(WIDTH.0) / WIDTH.1);
        let count = usize::try_from(count)
            .unwrap_or(MAX_HORIZON_DAYS)
            .min(MAX_HORIZON_DAYS);
        Self {
            last_known: last.day,
            bands: (0..=count).map(|days| forecast.after(days)).collect(),
            crossing: last.total.map(|total| (total, forecast.until_full(total))),
            next_reset: forecast.next_reset(),
        }
    }

    pub(super) fn last_known(&self) -> NaiveDate {
        self.last_known
    }

    pub(super) fn last_day(&self) -> NaiveDate {
        self.day(self.bands.len().saturating_sub(1))
    }

    /// The largest value that the axis should show, given that of the history.
    pub(super) fn max_value(&self, history: f64, is_unlimited: bool) -> f64 {
        let factor = if is_unlimited {
            MAX_EXTENSION.1
        } else {
            MAX_EXTENSION.0
        };
        self.highest().min(history * factor)
    }

    pub(super) fn shapes(&self, time: &TimeAxis, values: &ValueAxis) -> ForecastShapes {
        let days: Vec<(NaiveDate, Band)> = self.days().collect();
        let mut shapes = ForecastShapes::default();
        for season in days.chunk_by(|one, next| !self.is_reset(one.1, next.1)) {
            let line = |value: fn(&Band) -> f64| {
                let point = |(day, band): &(NaiveDate, Band)| {
                    (time.middle(*day), values.unclamped(value(band)))
                };
                let points: Vec<Point> = season.iter().map(point).collect();
                clip(&points, values.top())
            };
            shapes.bands.push(BandShape {
                high: line(|band| band.high),
                low: line(|band| band.low),
            });
            let likely = line(|band| band.likely);
            shapes.likely.push(until_top(likely, values.top()));
        }
        shapes.bands.retain(|band| band.high.len() > 1);
        shapes.likely.retain(|line| line.len() > 1);
        shapes.crossing = self
            .crossing
            .and_then(|(total, crossing)| crossing_mark(crossing, total, time, values));
        shapes.dry = self.dry(time, values);
        shapes.next_crossing = self.next_crossing(time, values);
        shapes.points = self.points(time, values);
        shapes
    }

    /// None if the total is not on the axis, or reached after a reset.
    fn dry(&self, time: &TimeAxis, values: &ValueAxis) -> Option<PlotArea> {
        let (total, crossing) = self.crossing.filter(|(total, _)| values.contains(*total))?;
        let from = match crossing {
            Crossing::Full => self.last_known,
            Crossing::FullOn { likely, .. } => likely?,
            Crossing::NotAtThisPace => return None,
        };
        let until = self
            .next_reset
            .filter(|reset| time.visible.contains(*reset));
        if !time.visible.contains(from) || self.next_reset.is_some_and(|reset| reset <= from) {
            return None;
        }
        let (left, y) = (time.middle(from), values.at(total));
        Some(PlotArea {
            x: left,
            y,
            width: until.map_or(time.right(), |reset| time.at(reset)) - left,
            height: values.baseline - y,
        })
    }

    fn next_crossing(&self, time: &TimeAxis, values: &ValueAxis) -> Option<Point> {
        let (total, _) = self.crossing.filter(|(total, _)| values.contains(*total))?;
        let reset = self.next_reset?;
        let after = self.days().skip_while(|(day, _)| *day < reset);
        let (day, _) = after.into_iter().find(|(_, band)| band.likely >= total)?;
        Some((time.middle(day), values.at(total)))
    }

    fn points(&self, time: &TimeAxis, values: &ValueAxis) -> Vec<AheadPoint> {
        let point = |(day, band): (NaiveDate, Band)| AheadPoint {
            area: PlotArea {
                x: time.at(day),
                y: values.top(),
                width: time.length(1.0),
                height: values.baseline - values.top(),
            },
            y: values.at(band.likely),
            day,
            low: band.low.round(),
            likely: band.likely.round(),
            high: band.high.round(),
        };
        self.days().skip(1).map(point).collect()
    }

    fn is_reset(&self, one: Band, next: Band) -> bool {
        let decrease = one.likely - next.likely;
        next.likely < one.likely * RESET_SHARE && decrease > self.highest() / 50.0
    }

    fn highest(&self) -> f64 {
        let highs = self.bands.iter().map(|band| band.high);
        highs.fold(0.0, f64::max)
    }

    fn days(&self) -> impl Iterator<Item = (NaiveDate, Band)> {
        let bands = self.bands.iter().enumerate();
        bands.map(|(index, band)| (self.day(index), *band))
    }

    fn day(&self, index: usize) -> NaiveDate {
        let days = Days::new(index as u64);
        let day = self.last_known.checked_add_days(days);
        day.unwrap_or(self.last_known)
    }
}

/// None if the total is not on the axes or not reached within the visible days.
fn crossing_mark(
    crossing: Crossing,
    total: f64,
    time: &TimeAxis,
    values: &ValueAxis,
) -> Option<CrossingMark> {
    let Crossing::FullOn {
        first,
        likely,
        last,
        ..
    } = crossing
    else {
        return None;
    };
    let is_visible = |day: &NaiveDate| time.visible.contains(*day);
    if !is_visible(&first) || !values.contains(total) {
        return None;
    }
    let middle = |day| time.middle(day);
    Some(CrossingMark {
        y: values.at(total),
        from: middle(first),
        to: last.filter(is_visible).map_or(time.right(), middle),
        likely: likely.filter(is_visible).map(|day| (middle(day), day)),
    })
}

/// Moves points above the top to the top, and adds points where the line crosses it.
fn clip(points: &[Point], top: f64) -> Vec<Point> {
    let mut clipped: Vec<Point> = Vec::new();
    let mut previous: Option<Point> = None;
    for (x, y) in points.iter().copied() {
        if let Some(previous) = previous.filter(|previous| (previous.1 < top) != (y < top)) {
            let share = (top - previous.1) / (y - previous.1);
            clipped.push((previous.0 + (x - previous.0) * share.clamp(0.0, 1.0), top));
        }
        clipped.push((x, y.max(top)));
        previous = Some((x, y));
    }
    clipped
}

/// Ends the line where it first reaches the top.
fn until_top(line: Vec<Point>, top: f64) -> Vec<Point> {
    let below = line.iter().take_while(|point| point.1 > top).count();
    line.into_iter().take(below + 1).collect()
}
