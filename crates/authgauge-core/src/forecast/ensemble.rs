//! A combination of the models, weighted by their errors in a rolling-origin evaluation.

use std::ops::Range;

use super::increments::Increments;
use super::models::{MODELS, Model, Predictions, predict};
use super::season::Season;

/// The horizons that are evaluated, in days.
pub const HORIZONS: [usize; 6] = [1, 3, 7, 14, 21, 30];

/// The first origin.
const FIRST_ORIGIN: usize = 7;

/// After this many days an error counts half for a model's weight, and for the interval.
const HALF_LIVES: (f64, f64) = (30.0, 60.0);

/// The prior error of a model: its weight in evaluations, and its size in mean absolute increments.
const PRIOR: (f64, f64) = (2.0, 0.3);

/// The least usual error of a day, in mean absolute increments.
const LEAST_DAY_ERROR: f64 = 0.02;

/// A model's weight is the inverse of its error to this power.
const WEIGHT_EXPONENT: i32 = 6;

/// How much a model's error at other horizons counts: those of 30 days overlap too much to tell by themselves.
const OTHER_HORIZONS: f64 = 0.5;

/// The share of the weights that is left out at either end when predictions are averaged.
const TRIMMED: f64 = 0.25;

/// The evaluated models, and their predictions.
#[derive(Debug)]
pub(super) struct Ensemble {
    predictions: Predictions,
    /// For each of [`HORIZONS`].
    evaluations: Vec<Evaluation>,
}

#[derive(Debug)]
struct Evaluation {
    horizon: usize,
    weights: Weights,
    errors: Vec<PastError>,
}

/// One number per model.
type Weights = [f64; MODELS.len()];

/// An actual value less what the combination would have predicted.
#[derive(Debug, Clone, Copy)]
pub(super) struct PastError {
    pub(super) error: f64,
    /// Overlapping and old errors count less.
    pub(super) weight: f64,
}

/// The models run on past data.
struct Holdout {
    origin: usize,
    predictions: Predictions,
}

impl Ensemble {
    pub(super) fn of(increments: &Increments, season: Option<&Season>, horizon: usize) -> Self {
        let days = increments.days();
        let longest = HORIZONS.iter().max().copied().unwrap_or_default();
        let origins = FIRST_ORIGIN..days;
        let holdouts = origins.map(|origin| Holdout {
            origin,
            predictions: predict(increments, season, origin, longest.min(days - origin)),
        });
        let holdouts: Vec<_> = holdouts.collect();
        let relative = HORIZONS.map(|horizon| relative_errors(increments, &holdouts, horizon));
        let evaluations = HORIZONS.iter().enumerate().map(|(index, horizon)| {
            Evaluation::of(increments, &holdouts, *horizon, weights(&relative, index))
        });
        Self {
            predictions: predict(increments, season, days, horizon),
            evaluations: evaluations.collect(),
        }
    }

    /// Predicts the sum of the increments of some of the next days.
    pub(super) fn predict(&self, days: Range<usize>) -> f64 {
        let after = self.evaluations.partition_point(|it| it.horizon < days.end);
        let (before, after) = self.evaluations.split_at(after);
        let combined = |it: &Evaluation| combine(&self.predictions, &it.weights, &days);
        match (before.last(), after.first()) {
            (Some(one), Some(next)) => {
                let share = (days.end - one.horizon) as f64 / (next.horizon - one.horizon) as f64;
                combined(one) * (1.0 - share) + combined(next) * share
            }
            (Some(one), None) | (None, Some(one)) => combined(one),
            (None, None) => 0.0,
        }
    }

    /// The errors of the combined predictions, by horizon.
    pub(super) fn errors(&self) -> impl Iterator<Item = (usize, &[PastError])> {
        let evaluations = self.evaluations.iter();
        evaluations.map(|evaluation| (evaluation.horizon, evaluation.errors.as_slice()))
    }

    /// The usual error of a prediction for one day. With few tests that is mostly the prior error.
    pub(super) fn day_error(&self, mean_absolute: f64) -> f64 {
        let tests = self.evaluations.first().map(|it| it.errors.as_slice());
        let prior = (PRIOR.0 * PRIOR.1 * mean_absolute, PRIOR.0);
        let (sum, weights) = tests.unwrap_or_default().iter().fold(prior, |sum, it| {
            (sum.0 + it.weight * it.error.abs(), sum.1 + it.weight)
        });
        (sum / weights).max(LEAST_DAY_ERROR * mean_absolute)
    }

    /// The share of each model in predictions for this many days.
    pub(super) fn shares(&self, horizon: usize) -> Vec<(Model, f64)> {
        let nearest = self.evaluations.iter();
        let Some(nearest) = nearest.min_by_key(|it| it.horizon.abs_diff(horizon)) else {
            return Vec::new();
        };
        let models = MODELS.iter().zip(&self.predictions).zip(nearest.weights);
        let usable = models.filter(|((_, prediction), _)| prediction.is_some());
        let shares: Vec<_> = usable
            .map(|((model, _), weight)| (*model, weight))
            .collect();
        let sum: f64 = shares.iter().map(|(_, weight)| weight).sum();
        shares
            .into_iter()
            .map(|(model, weight)| (model, weight / sum))
            .collect()
    }
}

impl Evaluation {
    fn of(increments: &Increments, holdouts: &[Holdout], horizon: usize, weights: Weights) -> Self {
        let last = increments.days().saturating_sub(horizon);
        let error = |it: &Holdout| PastError {
            error: it.actual(increments, horizon)
                - combine(&it.predictions, &weights, &(0..horizon)),
            weight: 0.5_f64.powf((last - it.origin) as f64 / HALF_LIVES.1) / horizon as f64,
        };
        let known = holdouts
            .iter()
            .filter(|it| it.is_known(increments, horizon));
        Self {
            horizon,
            weights,
            errors: known.map(error).collect(),
        }
    }
}

impl Holdout {
    fn is_known(&self, increments: &Increments, horizon: usize) -> bool {
        increments.is_known(self.origin..self.origin + horizon)
    }

    fn actual(&self, increments: &Increments, horizon: usize) -> f64 {
        increments.sum(self.origin..self.origin + horizon)
    }
}

/// The logarithms of the models' mean absolute errors at a horizon, relative to the least.
fn relative_errors(increments: &Increments, holdouts: &[Holdout], horizon: usize) -> Weights {
    let last = increments.days().saturating_sub(horizon);
    let prior = PRIOR.0 * increments.mean_absolute() * PRIOR.1;
    let mut sums = [(prior, PRIOR.0); MODELS.len()];
    for holdout in holdouts
        .iter()
        .filter(|it| it.is_known(increments, horizon))
    {
        let weight = 0.5_f64.powf((last - holdout.origin) as f64 / HALF_LIVES.0);
        let actual = holdout.actual(increments, horizon);
        for (sum, prediction) in sums.iter_mut().zip(&holdout.predictions) {
            if let Some(predicted) = prediction.as_ref().and_then(|sums| sums.get(horizon)) {
                sum.0 += weight * (predicted - actual).abs() / horizon as f64;
                sum.1 += weight;
            }
        }
    }
    let errors = sums.map(|(error, weight)| error / weight);
    let least = errors.iter().copied().fold(f64::INFINITY, f64::min);
    errors.map(|error| (error / least).ln())
}

/// The models' weights at one of the horizons, by the geometric mean of their relative errors at all of them.
fn weights(relative: &[Weights], horizon: usize) -> Weights {
    let mut sums = [(0.0, 0.0); MODELS.len()];
    for (index, errors) in relative.iter().enumerate() {
        let weight = if index == horizon {
            1.0
        } else {
            OTHER_HORIZONS
        };
        for (sum, error) in sums.iter_mut().zip(errors) {
            sum.0 += weight * error;
            sum.1 += weight;
        }
    }
    sums.map(|(error, weight)| (-error / weight).exp().powi(WEIGHT_EXPONENT))
}

/// The weighted mean of the predictions in the middle of the weights: a single model can't spoil it.
fn combine(predictions: &Predictions, weights: &Weights, days: &Range<usize>) -> f64 {
    let mut weighted = [(0.0, 0.0); MODELS.len()];
    for ((slot, prediction), weight) in weighted.iter_mut().zip(predictions).zip(weights) {
        let at = |day: usize| prediction.as_ref()?.get(day).copied();
        if let Some((start, end)) = at(days.start).zip(at(days.end)) {
            *slot = (end - start, *weight);
        }
    }
    weighted.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let all: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    let (mut below, mut sum, mut weights) = (0.0, 0.0, 0.0);
    for (prediction, weight) in weighted {
        let from = below / all;
        below += weight;
        let part = (below / all).min(1.0 - TRIMMED) - from.max(TRIMMED);
        sum += prediction * part.max(0.0);
        weights += part.max(0.0);
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}
