//! Prediction intervals from the quantiles of the residuals.

use super::Band;
use super::ensemble::Ensemble;

/// A horizon counts if it has at least this many residuals, and as many as it has days.
const MIN_RESIDUALS: usize = 7;

/// Residuals overlap and so understate the error: intervals are widened by this factor over the square root of the
/// number of residuals that do not.
const WIDENING: f64 = 0.8;

/// Beyond the last horizon, intervals widen with this power of the days.
const GROWTH_EXPONENT: f64 = 0.8;

/// The least half width, in mean absolute increments a day.
const MIN_HALF_WIDTH: f64 = 0.02;

/// The 90 % quantile of the standard normal distribution.
const NORMAL_90: f64 = 1.2816;

/// The logistic function of this multiple is within 0.01 of the normal distribution function.
const LOGISTIC_SCALE: f64 = 1.702;

/// The 10 % and 90 % quantiles of the residuals by horizon.
#[derive(Debug)]
pub(super) struct ResidualQuantiles {
    quantiles: Vec<Quantiles>,
    /// The least half width a day.
    min_half_width: f64,
}

#[derive(Debug, Clone, Copy)]
struct Quantiles {
    horizon: f64,
    low: f64,
    high: f64,
}

impl ResidualQuantiles {
    pub(super) fn of(ensemble: &Ensemble<'_>, mean_absolute: f64) -> Self {
        let residuals = ensemble.residuals();
        let usable = residuals.filter(|(horizon, all)| all.len() >= (*horizon).max(MIN_RESIDUALS));
        Self {
            quantiles: usable
                .map(|(horizon, residuals)| Quantiles::of(horizon as f64, residuals))
                .collect(),
            min_half_width: MIN_HALF_WIDTH * mean_absolute,
        }
    }

    /// The interval around a prediction. Its bounds are never negative.
    pub(super) fn around(&self, likely: f64, horizon: usize) -> Band {
        let days = horizon.max(1) as f64;
        let (low, high) = self.at(days);
        let min = self.min_half_width * days;
        Band {
            low: (likely + low - min).max(0.0),
            likely: likely.max(0.0),
            high: (likely + high + min).max(0.0),
        }
    }

    /// Interpolates between horizons, and extrapolates beyond the last.
    fn at(&self, days: f64) -> (f64, f64) {
        let split = self.quantiles.partition_point(|it| it.horizon < days);
        let (before, after) = self.quantiles.split_at(split);
        match (before.last(), after.first()) {
            (Some(a), Some(b)) => {
                let share = (days - a.horizon) / (b.horizon - a.horizon);
                let between = |a: f64, b: f64| a + (b - a) * share;
                (between(a.low, b.low), between(a.high, b.high))
            }
            (Some(last), None) => {
                let factor = (days / last.horizon).powf(GROWTH_EXPONENT);
                (last.low * factor, last.high * factor)
            }
            (None, Some(first)) => (first.low, first.high),
            (None, None) => (0.0, 0.0),
        }
    }
}

impl Quantiles {
    fn of(horizon: f64, residuals: &[f64]) -> Self {
        let mut sorted = residuals.to_vec();
        sorted.sort_by(f64::total_cmp);
        let independent = (sorted.len() as f64 / horizon).max(1.0);
        let factor = 1.0 + WIDENING / independent.sqrt();
        Self {
            horizon,
            low: quantile(&sorted, 0.1).min(0.0) * factor,
            high: quantile(&sorted, 0.9).max(0.0) * factor,
        }
    }
}

impl Band {
    /// The probability that at least `total` is used: 0 to 1. Each side of the band is half of a normal distribution.
    pub(super) fn chance_of(self, total: f64) -> f64 {
        let half_width = if total >= self.likely {
            self.high - self.likely
        } else {
            self.likely - self.low
        };
        let deviation = (half_width / NORMAL_90).max(f64::MIN_POSITIVE);
        1.0 / (1.0 + (LOGISTIC_SCALE * (total - self.likely) / deviation).exp())
    }
}

/// Linearly interpolated.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let position = share * sorted.len().saturating_sub(1) as f64;
    let at = |index: f64| sorted.get(index as usize).copied().unwrap_or_default();
    let (lower, upper) = (at(position.floor()), at(position.ceil()));
    lower + (upper - lower) * position.fract()
}
