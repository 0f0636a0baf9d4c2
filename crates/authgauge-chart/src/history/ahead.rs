//! What may be used in the days to come, and when it reaches the total.

use chrono::{Days, NaiveDate};

use super::days::Day;
use crate::axis::{TimeAxis, ValueAxis};
use authgauge_core::forecast::{Band, Crossing, FARTHEST, Forecast};

type Point = (f64, f64);

/// The days after the last known one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Ahead {
    /// In eight of ten cases within; several where counting begins anew.
    pub(super) bands: Vec<Within>,
    /// As likely above as below.
    pub(super) likely: Vec<Vec<Point>>,
    pub(super) crossing: Option<CrossingMark>,
}

/// Between two lines from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Within {
    pub(super) high: Vec<Point>,
    pub(super) low: Vec<Point>,
}

/// Where the total is reached.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CrossingMark {
    pub(super) y: f64,
    /// In eight of ten cases between these, as far as that can be seen.
    pub(super) from: f64,
    pub(super) to: f64,
    /// As likely before as after.
    pub(super) likely: Option<(f64, NaiveDate)>,
}

impl Within {
    /// Around all of it.
    pub(super) fn outline(&self) -> Vec<Point> {
        self.high
            .iter()
            .chain(self.low.iter().rev())
            .copied()
            .collect()
    }
}

/// The bands of the days that are drawn; the first is the last known day's.
#[derive(Debug)]
pub(super) struct Coming {
    last: NaiveDate,
    bands: Vec<Band>,
}

/// From one day to the next, less than this share of what was likely is left: counting begins anew.
const ANEW: f64 = 0.5;

/// Of the range's days, so many parts in ten are drawn ahead: three tenths of the width.
const SHARE: (u64, u64) = (3, 7);

impl Coming {
    /// What is drawn ahead of the last known day when a range of so many days is shown up to today.
    pub(super) fn of(forecast: &Forecast, last: NaiveDate, today: NaiveDate, range: u64) -> Self {
        let since = u64::try_from((today - last).num_days()).unwrap_or(0);
        let count = since.saturating_add(range.saturating_mul(SHARE.0) / SHARE.1);
        let count = usize::try_from(count).unwrap_or(FARTHEST).min(FARTHEST);
        Self {
            last,
            bands: (0..=count).map(|ahead| forecast.after(ahead)).collect(),
        }
    }

    pub(super) fn last_day(&self) -> NaiveDate {
        self.day(self.bands.len().saturating_sub(1))
    }

    /// The highest value that is worth room, where `known` is the highest that is known.
    pub(super) fn reach(&self, known: f64, unlimited: bool) -> f64 {
        let most = self.bands.iter().map(|band| band.high).fold(0.0, f64::max);
        let worth = if unlimited { 1.6 } else { 1.15 };
        most.min(known * worth)
    }

    pub(super) fn draw(
        &self,
        outlook: Option<Crossing>,
        now: &Day,
        time: &TimeAxis,
        values: &ValueAxis,
    ) -> Ahead {
        let days: Vec<usize> = (0..self.bands.len()).collect();
        let goes_on = |one: &usize, next: &usize| !self.begins_anew(*one, *next);
        let mut ahead = Ahead::default();
        for days in days.chunk_by(goes_on) {
            let along = |value: fn(&Band) -> f64| self.along(days, value, time, values);
            ahead.bands.push(Within {
                high: clipped(&along(|band| band.high), values.top()),
                low: clipped(&along(|band| band.low), values.top()),
            });
            let likely = clipped(&along(|band| band.likely), values.top());
            ahead.likely.push(until_top(likely, values.top()));
        }
        ahead.bands.retain(|band| band.high.len() > 1);
        ahead.likely.retain(|line| line.len() > 1);
        ahead.crossing = outlook
            .zip(now.total)
            .and_then(|(outlook, total)| crossing(outlook, total, time, values));
        ahead
    }

    fn begins_anew(&self, one: usize, next: usize) -> bool {
        let likely = |day: usize| self.bands.get(day).map_or(0.0, |band| band.likely);
        let most = self.bands.iter().map(|band| band.high).fold(0.0, f64::max);
        likely(next) < likely(one) * ANEW && likely(one) - likely(next) > most / 50.0
    }

    fn along(
        &self,
        days: &[usize],
        value: fn(&Band) -> f64,
        time: &TimeAxis,
        values: &ValueAxis,
    ) -> Vec<Point> {
        let point = |day: &usize| {
            let x = time.at(self.day(*day)) + time.length(0.5);
            let band = self.bands.get(*day)?;
            Some((x, values.unbounded(value(band))))
        };
        days.iter().filter_map(point).collect()
    }

    fn day(&self, ahead: usize) -> NaiveDate {
        let ahead = Days::new(ahead as u64);
        self.last.checked_add_days(ahead).unwrap_or(self.last)
    }
}

/// Nothing where the total is reached only beyond what can be seen.
fn crossing(
    outlook: Crossing,
    total: f64,
    time: &TimeAxis,
    values: &ValueAxis,
) -> Option<CrossingMark> {
    let Crossing::FullOn {
        first,
        likely,
        last,
        ..
    } = outlook
    else {
        return None;
    };
    let seen = |day: &NaiveDate| time.visible.contains(*day);
    let middle = |day: NaiveDate| time.at(day) + time.length(0.5);
    if !seen(&first) || !values.shows(total) {
        return None;
    }
    Some(CrossingMark {
        y: values.at(total),
        from: middle(first),
        to: last.filter(seen).map_or(time.right(), middle),
        likely: likely.filter(seen).map(|day| (middle(day), day)),
    })
}

/// What is above the top goes along it.
fn clipped(points: &[Point], top: f64) -> Vec<Point> {
    let mut clipped: Vec<Point> = Vec::new();
    let mut before: Option<Point> = None;
    for (x, y) in points.iter().copied() {
        if let Some(before) = before.filter(|before| (before.1 < top) != (y < top)) {
            let share = (top - before.1) / (y - before.1);
            clipped.push((before.0 + (x - before.0) * share.clamp(0.0, 1.0), top));
        }
        clipped.push((x, y.max(top)));
        before = Some((x, y));
    }
    clipped
}

/// Up to where the line first reaches the top.
fn until_top(line: Vec<Point>, top: f64) -> Vec<Point> {
    let within = line.iter().take_while(|point| point.1 > top).count();
    line.into_iter().take(within + 1).collect()
}
