//! What each whole day added, across missing days, resets and the running day.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::reading::DayEnd;
use super::resets::{Kind, kind_and_resets};

/// An outlier is larger than any other increment by this factor.
const OUTLIER_FACTOR: f64 = 5.0;

/// The days among which an outlier is searched: at least and at most.
const OUTLIER_WINDOW: (usize, usize) = (8, 90);

/// A gauge drifts if it changes by this many times as much in a week as in a day.
const DRIFT: f64 = 2.0;

/// Days that were interpolated over a longer gap than this say nothing about errors.
const KNOWN_GAP: i64 = 8;

/// The days whose mean stands for the last hours before a reset.
const LOCAL_DAYS: usize = 14;

/// What each whole day added.
#[derive(Debug)]
pub(super) struct Increments {
    pub(super) kind: Kind,
    first_date: NaiveDate,
    daily: Vec<f64>,
    /// Whether the increment was read.
    known: Vec<bool>,
    /// Entry n is the sum of the first n increments.
    prefix_sums: Vec<f64>,
    /// The indices of the first days after a reset.
    pub(super) cycle_starts: Vec<usize>,
    /// The dates of the first readings after a reset.
    pub(super) reset_dates: Vec<NaiveDate>,
    /// The share of the last reading's day that is over; None if that is a whole day.
    pub(super) running_share: Option<f64>,
    /// The figure at the end of the last whole day, if that is not the last reading.
    last_used: f64,
}

impl Increments {
    pub(super) fn of(days: &[DayEnd]) -> Self {
        let (kind, reset_dates) = kind_and_resets(days);
        let mut builder = Builder::new(days, kind);
        for (one, next) in days.iter().zip(days.iter().skip(1)) {
            if reset_dates.contains(&next.day) {
                builder.push_reset(*one, *next);
            } else {
                builder.push(next.used - one.used, *one, *next);
            }
        }
        builder.finish(kind, reset_dates, days)
    }

    pub(super) fn days(&self) -> usize {
        self.daily.len()
    }

    pub(super) fn sum(&self, days: Range<usize>) -> f64 {
        self.prefix_sum(days.end) - self.prefix_sum(days.start)
    }

    /// The number of days that were read.
    pub(super) fn known_days(&self) -> usize {
        self.known.iter().filter(|known| **known).count()
    }

    /// Whether all of these days were read.
    pub(super) fn is_known(&self, days: Range<usize>) -> bool {
        self.known
            .get(days)
            .is_some_and(|days| days.iter().all(|known| *known))
    }

    pub(super) fn daily(&self) -> &[f64] {
        &self.daily
    }

    /// The figure at the end of the first `days` days, if nothing was reset.
    pub(super) fn used_after(&self, days: usize) -> f64 {
        self.last_used - self.sum(days..self.days())
    }

    /// The weekday of a day, which may be in the future.
    pub(super) fn weekday(&self, day: usize) -> usize {
        (self.first_date.weekday().num_days_from_monday() as usize + day) % 7
    }

    /// The last whole day.
    pub(super) fn last_date(&self) -> NaiveDate {
        self.first_date + TimeDelta::days(self.days() as i64 - 1)
    }

    /// The mean absolute increment. At least 0.02, since a constant series may still change.
    pub(super) fn mean_absolute(&self) -> f64 {
        let sum: f64 = self.daily.iter().map(|increment| increment.abs()).sum();
        (sum / self.days().max(1) as f64).max(0.02)
    }

    /// Whether a week changes the figure by much more than a day does.
    pub(super) fn drifts(&self) -> bool {
        let weeks = (7..=self.days()).map(|day| self.sum(day - 7..day).abs());
        let count = self.days().saturating_sub(6).max(1) as f64;
        weeks.sum::<f64>() / count > DRIFT * self.mean_absolute()
    }

    /// The day before `day` whose increment is an outlier, such as an import.
    pub(super) fn outlier(&self, day: usize) -> Option<usize> {
        let first = day.saturating_sub(OUTLIER_WINDOW.1);
        let window = self.daily.get(first..day).unwrap_or_default();
        let (mut largest, mut second) = ((0, 0.0), 0.0);
        for (index, size) in window.iter().map(|increment| increment.abs()).enumerate() {
            if size > largest.1 {
                second = largest.1;
                largest = (index, size);
            } else if size > second {
                second = size;
            }
        }
        let is_outlier = largest.1 > OUTLIER_FACTOR * second && window.len() >= OUTLIER_WINDOW.0;
        is_outlier.then_some(first + largest.0)
    }

    /// Forecasts that met an outlier tell neither models apart nor the usual error.
    fn ignore_outlier(&mut self) {
        let outlier = self.outlier(self.days());
        if let Some(known) = outlier.and_then(|day| self.known.get_mut(day)) {
            *known = false;
        }
    }

    fn prefix_sum(&self, days: usize) -> f64 {
        self.prefix_sums.get(days).copied().unwrap_or_default()
    }
}

/// Sums the differences of readings. Between two readings the use is spread evenly, except that nights count little.
struct Builder {
    first: NaiveDate,
    is_gauge: bool,
    /// Since the start of the first day.
    increments: Vec<f64>,
    known: Vec<bool>,
    cycle_starts: Vec<usize>,
}

impl Builder {
    fn new(days: &[DayEnd], kind: Kind) -> Self {
        Self {
            first: days.first().map_or(NaiveDate::MIN, |first| first.day),
            is_gauge: kind == Kind::Gauge,
            increments: vec![0.0],
            known: vec![false],
            cycle_starts: Vec::new(),
        }
    }

    /// When a reading was taken, in days since the start of the first one.
    fn time(&self, reading: DayEnd) -> f64 {
        let share = if self.is_gauge { 1.0 } else { reading.share() };
        (reading.day - self.first).num_days() as f64 + share
    }

    fn push(&mut self, increment: f64, one: DayEnd, next: DayEnd) {
        let gap = (next.day - one.day).num_days();
        let is_known = gap <= KNOWN_GAP && next.minute.is_some();
        self.add(increment, self.time(one)..self.time(next), is_known);
    }

    /// What was used between the reading before a reset and the reset is unknown.
    fn push_reset(&mut self, one: DayEnd, next: DayEnd) {
        let mut days = one
            .day
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= next.day);
        let reset = days.find(|day| day.day() == 1).or(one.day.succ_opt());
        let reset = reset.unwrap_or(next.day);
        let start = usize::try_from((reset - self.first).num_days()).unwrap_or(0);
        let (before, after) = (self.time(one), self.time(next));
        let whole = (before as usize).min(self.increments.len());
        let local = self.increments.get(..whole).unwrap_or_default();
        let local = local.get(local.len().saturating_sub(LOCAL_DAYS)..);
        let local = local.unwrap_or_default();
        let mean = local.iter().sum::<f64>() / local.len().max(1) as f64;
        let lost = start as f64 - before;
        self.add(mean * lost, before..start as f64, lost <= 0.0);
        self.add(next.used, start as f64..after, next.minute.is_some());
        self.cycle_starts.push(start);
    }

    fn add(&mut self, increment: f64, time: Range<f64>, is_known: bool) {
        let length = time.end - time.start;
        if length <= 0.0 {
            return;
        }
        self.increments
            .resize(self.increments.len().max(time.end.ceil() as usize), 0.0);
        self.known.resize(self.increments.len(), true);
        let days = self.increments.iter_mut().zip(&mut self.known).enumerate();
        for (day, (sum, known)) in days.skip(time.start as usize) {
            let day = day as f64;
            let part = (time.end.min(day + 1.0) - time.start.max(day)).max(0.0);
            *sum += increment * part / length;
            *known &= is_known || part <= 0.0;
        }
    }

    /// Without the first day, of which only the end is known, and the running one.
    fn finish(mut self, kind: Kind, reset_dates: Vec<NaiveDate>, days: &[DayEnd]) -> Increments {
        let last = days.last().copied();
        let share = last.map_or(1.0, |last| if self.is_gauge { 1.0 } else { last.share() });
        let last_used = last.map_or(0.0, |last| last.used);
        let running_share = (share < 1.0).then_some(share);
        if running_share.is_some() {
            self.increments.pop();
            self.known.pop();
        }
        let daily: Vec<f64> = self.increments.into_iter().skip(1).collect();
        let mut prefix_sums = vec![0.0];
        prefix_sums.extend(daily.iter().scan(0.0, |sum, increment| {
            *sum += increment;
            Some(*sum)
        }));
        let mut increments = Increments {
            kind,
            first_date: self.first + TimeDelta::days(1),
            known: self.known.into_iter().skip(1).collect(),
            daily,
            prefix_sums,
            cycle_starts: self
                .cycle_starts
                .iter()
                .map(|start| start.saturating_sub(1))
                .collect(),
            reset_dates,
            running_share,
            last_used,
        };
        increments.ignore_outlier();
        increments
    }
}
