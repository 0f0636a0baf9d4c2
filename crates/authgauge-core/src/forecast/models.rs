//! Six simple forecasting models. Each uses only the days before its origin.

use super::increments::Increments;
use super::season::Season;

/// The number of models.
pub(super) const MODELS: usize = 6;

/// One prediction per model; None where the history is too short for it.
pub(super) type Predictions = [Option<f64>; MODELS];

/// The share of the trend that remains after each day.
const DAMPING: f64 = 0.97;

/// Predicts the sum of the `horizon` increments after the first `origin` ones.
pub(super) fn predict(
    increments: &Increments,
    season: Option<Season>,
    origin: usize,
    horizon: usize,
) -> Predictions {
    let past = Past {
        increments,
        origin,
        outlier: increments.outlier(origin),
    };
    let drift = |daily: Option<f64>| daily.map(|daily| daily * horizon as f64);
    [
        drift(past.mean(0, 90)),
        drift(past.weekly_mean(0, 4)),
        drift(past.weekly_mean(0, 1)),
        past.damped_trend(horizon),
        drift(median(increments.window(origin, 28))),
        season.and_then(|season| past.seasonal_naive(season, horizon)),
    ]
}

/// The increments before the origin.
#[derive(Clone, Copy)]
struct Past<'a> {
    increments: &'a Increments,
    origin: usize,
    outlier: Option<usize>,
}

impl Past<'_> {
    /// The mean increment, without the outlier, of up to `count` days that end `lag` days before the origin.
    fn mean(self, lag: usize, count: usize) -> Option<f64> {
        let end = self.origin.checked_sub(lag)?;
        let start = end.saturating_sub(count);
        let outlier = self.outlier.filter(|day| (start..end).contains(day));
        let excluded = outlier.map_or(0.0, |day| self.increments.sum(day..day + 1));
        let days = (end - start).checked_sub(usize::from(outlier.is_some()))?;
        (days > 0).then(|| (self.increments.sum(start..end) - excluded) / days as f64)
    }

    /// The mean increment of whole weeks, which removes the weekly pattern.
    fn weekly_mean(self, lag: usize, weeks: usize) -> Option<f64> {
        (self.origin >= 7 * (lag + weeks))
            .then(|| self.mean(7 * lag, 7 * weeks))
            .flatten()
    }

    /// A linear trend through the means of the last four weeks, damped.
    fn damped_trend(self, horizon: usize) -> Option<f64> {
        let week = |lag| self.weekly_mean(lag, 1);
        let (fourth, third, second, first) = (week(0)?, week(1)?, week(2)?, week(3)?);
        // The least squares slope. The centre of the four weeks is 14 days before the origin.
        let slope = ((fourth - first) * 3.0 + (third - second)) / 70.0;
        let at_origin = (fourth + third + second + first) / 4.0 + slope * 14.0;
        // A declining growth ends at 0 and does not become negative.
        let floor = at_origin.min(0.0);
        let daily = (1..=horizon).map(|day| (at_origin + slope * damped_days(day)).max(floor));
        Some(daily.sum())
    }

    /// The same days of the previous season.
    fn seasonal_naive(self, season: Season, horizon: usize) -> Option<f64> {
        let start = self.origin.checked_sub(season.length)?;
        let (seasons, rest) = (horizon / season.length, horizon % season.length);
        let sum = |days| self.increments.sum(days);
        Some(seasons as f64 * sum(start..self.origin) + sum(start..start + rest))
    }
}

/// The sum of the damping factors of the first `day` days.
fn damped_days(day: usize) -> f64 {
    DAMPING * (1.0 - DAMPING.powi(i32::try_from(day).unwrap_or(i32::MAX))) / (1.0 - DAMPING)
}

fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get(values.len().checked_sub(1)? / 2)?;
    Some(f64::midpoint(lower, upper))
}
