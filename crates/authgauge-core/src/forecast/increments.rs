//! Daily increments of a series, across missing days and resets.

use std::ops::Range;

use chrono::{NaiveDate, TimeDelta};

use super::DayEnd;

/// A reset leaves less than this share of the previous figure.
const RESET_SHARE: f64 = 0.6;

/// A reset is larger than the typical decrease by this factor.
const RESET_FACTOR: f64 = 6.0;

/// A decrease from at most this figure is no reset: it is as likely a correction.
const MIN_BEFORE_RESET: f64 = 4.0;

/// A series has a typical decrease if at least this many days, and at least one in this many, are decreases.
const TYPICAL_DECREASES: usize = 5;

/// An outlier is larger than any other increment by this factor.
const OUTLIER_FACTOR: f64 = 5.0;

/// The days among which an outlier is searched: at least and at most.
const OUTLIER_WINDOW: (usize, usize) = (8, 90);

/// The increment of each day.
#[derive(Debug)]
pub(super) struct Increments {
    last_date: NaiveDate,
    daily: Vec<f64>,
    /// Entry n is the sum of the first n increments.
    prefix_sums: Vec<f64>,
    /// The days on which the count restarted, as the number of increments up to their end.
    resets: Vec<usize>,
}

impl Increments {
    pub(super) fn of(days: &[DayEnd]) -> Self {
        let typical_decrease = typical_decrease(days);
        let mut increments = Self {
            last_date: days.last().map_or(NaiveDate::MIN, |end| end.day),
            daily: Vec::new(),
            prefix_sums: vec![0.0],
            resets: Vec::new(),
        };
        for (previous, next) in days.iter().zip(days.iter().skip(1)) {
            increments.push(*previous, *next, typical_decrease);
        }
        increments
    }

    /// Spreads the difference of two readings evenly over the days between them.
    fn push(&mut self, previous: DayEnd, next: DayEnd, typical_decrease: f64) {
        let days = (next.day - previous.day).num_days().max(1);
        let is_reset = is_reset(previous.used, next.used, typical_decrease);
        let start = if is_reset { 0.0 } else { previous.used };
        let increment = (next.used - start) / days as f64;
        for _ in 0..days {
            self.prefix_sums
                .push(self.prefix_sum(self.days()) + increment);
            self.daily.push(increment);
        }
        if is_reset {
            self.resets.push(self.days());
        }
    }

    pub(super) fn days(&self) -> usize {
        self.daily.len()
    }

    pub(super) fn sum(&self, days: Range<usize>) -> f64 {
        self.prefix_sum(days.end) - self.prefix_sum(days.start)
    }

    /// The increments of the `count` days before `day`, or of as many as there are.
    pub(super) fn window(&self, day: usize, count: usize) -> &[f64] {
        self.daily
            .get(day.saturating_sub(count)..day)
            .unwrap_or_default()
    }

    /// The day before `day` whose increment is an outlier, such as an import.
    pub(super) fn outlier(&self, day: usize) -> Option<usize> {
        let window = self.window(day, OUTLIER_WINDOW.1);
        let first = day - window.len();
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

    /// The dates on which the count restarted.
    pub(super) fn reset_dates(&self) -> Vec<NaiveDate> {
        let before_last = |reset: &usize| TimeDelta::days(self.days() as i64 - *reset as i64);
        let resets = self.resets.iter();
        resets
            .map(|reset| self.last_date - before_last(reset))
            .collect()
    }

    pub(super) fn last_date(&self) -> NaiveDate {
        self.last_date
    }

    /// The mean absolute increment. At least 0.02, since a constant series may still change.
    pub(super) fn mean_absolute(&self) -> f64 {
        let sum: f64 = self.daily.iter().map(|increment| increment.abs()).sum();
        (sum / self.days().max(1) as f64).max(0.02)
    }

    fn prefix_sum(&self, days: usize) -> f64 {
        self.prefix_sums.get(days).copied().unwrap_or_default()
    }
}

fn is_reset(previous: f64, next: f64, typical_decrease: f64) -> bool {
    previous > MIN_BEFORE_RESET
        && next < RESET_SHARE * previous
        && previous - next > RESET_FACTOR * typical_decrease
}

/// The median decrease; 0 if decreases are rare.
fn typical_decrease(days: &[DayEnd]) -> f64 {
    let decreases = days
        .iter()
        .zip(days.iter().skip(1))
        .map(|(previous, next)| previous.used - next.used);
    let mut decreases: Vec<f64> = decreases.filter(|decrease| *decrease > 0.0).collect();
    // The weekly reset of a series is no typical decrease.
    let is_rare = decreases.len() * TYPICAL_DECREASES < days.len();
    if decreases.len() < TYPICAL_DECREASES || is_rare {
        return 0.0;
    }
    decreases.sort_by(f64::total_cmp);
    let median = decreases.get(decreases.len() / 2);
    median.copied().unwrap_or_default()
}
