//! Simple forecasts that know when a counter resets.

use authgauge_core::forecast::DayEnd;
use chrono::{Datelike, Days, NaiveDate};

use super::counter::Kind;

pub(crate) const NAMES: [&str; 4] = ["line", "week", "last period", "weekday average"];

/// The days of the last period that are compared: whole weeks.
fn period(kind: Kind) -> u64 {
    if kind.is_gauge() { 7 } else { 28 }
}

/// The baselines at the end of a day.
pub(crate) fn predict(kind: Kind, readings: &[DayEnd], target: NaiveDate) -> [f64; 4] {
    let Some(last) = readings.last() else {
        return [0.0; 4];
    };
    let history = History::of(kind, readings);
    let line = history.mean_since(0);
    let week = history.mean_since(history.increments.len().saturating_sub(7));
    let daily = |increment: &dyn Fn(NaiveDate) -> f64| {
        let mut used = last.used;
        for day in last
            .day
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= target)
        {
            if kind.resets_on(day) {
                used = 0.0;
            }
            used += increment(day);
        }
        used.max(0.0)
    };
    [
        daily(&|_| line),
        daily(&|_| week),
        daily(&|day| history.last_period(day, period(kind)).unwrap_or(line)),
        daily(&|day| history.weekday_average(day).unwrap_or(line)),
    ]
}

/// What each day added.
struct History {
    first: NaiveDate,
    increments: Vec<f64>,
}

impl History {
    /// Differences are spread evenly over the days without readings.
    fn of(kind: Kind, readings: &[DayEnd]) -> Self {
        let mut increments = Vec::new();
        for (one, next) in readings.iter().zip(readings.iter().skip(1)) {
            let days = (next.day - one.day).num_days().max(1);
            let mut between = one.day.iter_days().skip(1).take(days as usize);
            let start = if between.any(|day| kind.resets_on(day)) {
                0.0
            } else {
                one.used
            };
            let increment = (next.used - start) / days as f64;
            increments.extend((0..days).map(|_| increment));
        }
        let first = readings.first().map_or(NaiveDate::MIN, |first| first.day);
        Self {
            first: first + Days::new(1),
            increments,
        }
    }

    fn mean_since(&self, index: usize) -> f64 {
        let days = &self.increments[index..];
        days.iter().sum::<f64>() / days.len().max(1) as f64
    }

    fn on(&self, day: NaiveDate) -> Option<f64> {
        let index = usize::try_from((day - self.first).num_days()).ok()?;
        self.increments.get(index).copied()
    }

    /// The same day one or more periods ago.
    fn last_period(&self, day: NaiveDate, days: u64) -> Option<f64> {
        (1..20).find_map(|periods| self.on(day - Days::new(days * periods)))
    }

    /// The mean of the same weekday in the last four weeks.
    fn weekday_average(&self, day: NaiveDate) -> Option<f64> {
        let last = self.first + Days::new(self.increments.len() as u64) - Days::new(1);
        let (mut sum, mut count) = (0.0, 0.0);
        for back in last.iter_days().rev().take(28) {
            if back.weekday() == day.weekday()
                && let Some(increment) = self.on(back)
            {
                sum += increment;
                count += 1.0;
            }
        }
        (count > 0.0).then(|| sum / count)
    }
}
