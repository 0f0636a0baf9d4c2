//! The distribution of a future figure, from past errors of this series and of others.

use super::Band;
use super::ensemble::{Ensemble, PastError};
use super::pooled_errors::pooled_errors;
use super::series_kind::{LEVELS, PoolKind};

/// One value for each of [`LEVELS`].
pub(super) type Quantiles = [f64; LEVELS.len()];

/// How many errors of this series the errors of other series count as.
const POOLED_WEIGHT: f64 = 4.0;

/// The models' weights were chosen by the same past, so that own errors understate those to come: by this share at the
/// horizon of 30 days, whose errors overlap most.
const WIDENING: (f64, f64) = (0.25, 30.0);

/// A prediction is corrected by this share of the median error: past errors overlap, so that some of it is chance.
const CORRECTION: f64 = 0.75;

/// The errors of other series are represented by this many.
const POOLED_STEPS: u16 = 100;

/// Beyond the last horizon, errors grow with this power of the days.
const GROWTH_EXPONENT: f64 = 0.8;

/// The quantiles of the error by horizon.
#[derive(Debug)]
pub(super) struct ErrorQuantiles(Vec<(f64, Quantiles)>);

/// The distribution of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Distribution(Quantiles);

impl ErrorQuantiles {
    /// `scale` is the usual error of a day, and `age` the days of history.
    pub(super) fn of(ensemble: &Ensemble, kind: PoolKind, scale: f64, age: usize) -> Self {
        let pooled = pooled_errors(kind, age);
        let horizons = ensemble.errors().zip(pooled);
        let quantiles = horizons.map(|((horizon, own), pooled)| {
            let pooled = pooled.map(|error| f64::from(error) / 100.0 * scale);
            let widening = 1.0 + WIDENING.0 * (horizon as f64 / WIDENING.1).sqrt();
            let errors = mixed(own, widening, &pooled);
            let chance = (1.0 - CORRECTION) * Distribution(errors).band().likely;
            (horizon as f64, errors.map(|error| error - chance))
        });
        Self(quantiles.collect())
    }

    /// The distribution around a prediction for so many days, but not below `floor`.
    pub(super) fn around(&self, likely: f64, days: usize, floor: f64) -> Distribution {
        let errors = self.at(days.max(1) as f64);
        Distribution(errors.map(|error| (likely + error).max(floor)))
    }

    /// Interpolates between horizons, and extrapolates beyond the last.
    fn at(&self, days: f64) -> Quantiles {
        let split = self.0.partition_point(|(horizon, _)| *horizon < days);
        let (before, after) = self.0.split_at(split);
        match (before.last(), after.first()) {
            (Some((from, one)), Some((to, next))) => {
                let share = (days - from) / (to - from);
                let mut between = *one;
                for (error, next) in between.iter_mut().zip(next) {
                    *error += (next - *error) * share;
                }
                between
            }
            (Some((last, errors)), None) => {
                let factor = (days / last).powf(GROWTH_EXPONENT);
                errors.map(|error| error * factor)
            }
            (None, Some((_, errors))) => *errors,
            (None, None) => [0.0; LEVELS.len()],
        }
    }
}

/// The quantiles of own errors together with those of others.
fn mixed(own: &[PastError], widening: f64, pooled: &Quantiles) -> Quantiles {
    let own = own.iter().map(|it| (widening * it.error, it.weight));
    let pooled = (0..POOLED_STEPS).map(|step| {
        let level = (f64::from(step) + 0.5) / f64::from(POOLED_STEPS);
        (
            interpolate(&LEVELS, pooled, level),
            POOLED_WEIGHT / f64::from(POOLED_STEPS),
        )
    });
    let mut all: Vec<(f64, f64)> = own.chain(pooled).collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let sum: f64 = all.iter().map(|(_, weight)| weight).sum();
    let mut below = 0.0;
    // The level in the middle of each error's weight.
    let levels: Vec<f64> = all
        .iter()
        .map(|(_, weight)| {
            below += weight;
            (below - weight / 2.0) / sum
        })
        .collect();
    let errors: Vec<f64> = all.iter().map(|(error, _)| *error).collect();
    LEVELS.map(|level| interpolate(&levels, &errors, level))
}

/// The value at a place between ascending ones; the first or last beyond them.
fn interpolate(places: &[f64], values: &[f64], place: f64) -> f64 {
    let after = places.partition_point(|it| *it < place);
    let at = |index: usize| Some((*places.get(index)?, *values.get(index)?));
    match (after.checked_sub(1).and_then(at), at(after)) {
        (Some((from, low)), Some((to, high))) if to > from => {
            low + (high - low) * (place - from) / (to - from)
        }
        (_, Some((_, value))) | (Some((_, value)), None) => value,
        (None, None) => 0.0,
    }
}

impl Distribution {
    pub(super) fn certain(used: f64) -> Self {
        Self([used; LEVELS.len()])
    }

    pub(super) fn band(self) -> Band {
        let Self([_, _, low, _, _, likely, _, _, high, _, _]) = self;
        Band { low, likely, high }
    }

    /// The probability that at least `total` is used: at most 0.99, since no forecast is certain.
    pub(super) fn chance_of(self, total: f64) -> f64 {
        let Self(quantiles) = self;
        let [least, .., most] = quantiles;
        if total <= least {
            return 0.99;
        }
        if total > most {
            return 0.0;
        }
        1.0 - interpolate(&quantiles, &LEVELS, total)
    }
}
