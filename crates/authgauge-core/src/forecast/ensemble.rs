//! A combination of the models, weighted by their errors in a rolling-origin evaluation.

use super::increments::Increments;
use super::models::{MODELS, Predictions, predict};
use super::season::Season;

/// The horizons that are evaluated, in days.
pub(super) const HORIZONS: [usize; 6] = [1, 3, 7, 14, 21, 28];

/// The first origin, and the origins that a horizon's weights need.
const FIRST_ORIGIN: usize = 7;

/// After this many days an error counts half.
const HALF_LIFE: f64 = 30.0;

/// The prior error of a model: its weight in evaluations, and its size in mean absolute increments.
const PRIOR: (f64, f64) = (2.0, 0.3);

/// The evaluated models.
#[derive(Debug)]
pub(super) struct Ensemble<'a> {
    increments: &'a Increments,
    season: Option<Season>,
    /// For each of [`HORIZONS`].
    evaluations: Vec<Evaluation>,
}

#[derive(Debug)]
struct Evaluation {
    horizon: usize,
    /// The weighted mean absolute error of each model, per day.
    errors: [f64; MODELS],
    /// Actual values less combined predictions.
    residuals: Vec<f64>,
}

/// A model run on past data.
struct Holdout {
    predictions: Predictions,
    actual: f64,
    /// Days since the actual value became known.
    age: usize,
}

impl<'a> Ensemble<'a> {
    pub(super) fn of(increments: &'a Increments, season: Option<Season>) -> Self {
        let evaluate = |horizon| Evaluation::of(increments, season, horizon);
        Self {
            increments,
            season,
            evaluations: HORIZONS.into_iter().map(evaluate).collect(),
        }
    }

    /// Predicts the sum of the next `horizon` increments.
    pub(super) fn predict(&self, horizon: usize) -> f64 {
        if horizon == 0 {
            return 0.0;
        }
        let evaluations = self.evaluations.iter();
        let nearest = evaluations
            .filter(|evaluation| evaluation.residuals.len() >= FIRST_ORIGIN)
            .min_by_key(|evaluation| evaluation.horizon.abs_diff(horizon));
        let origin = self.increments.days();
        let predictions = predict(self.increments, self.season, origin, horizon);
        nearest.map_or(0.0, |evaluation| combine(&predictions, &evaluation.errors))
    }

    /// The residuals of the combined predictions, by horizon.
    pub(super) fn residuals(&self) -> impl Iterator<Item = (usize, &[f64])> {
        let evaluations = self.evaluations.iter();
        evaluations.map(|evaluation| (evaluation.horizon, evaluation.residuals.as_slice()))
    }
}

impl Evaluation {
    fn of(increments: &Increments, season: Option<Season>, horizon: usize) -> Self {
        let holdouts: Vec<_> = holdouts(increments, season, horizon).collect();
        let errors = mean_errors(&holdouts, horizon, increments.mean_absolute());
        let residual = |holdout: &Holdout| holdout.actual - combine(&holdout.predictions, &errors);
        Self {
            horizon,
            errors,
            residuals: holdouts.iter().map(residual).collect(),
        }
    }
}

/// One holdout for each origin whose actual value is known.
fn holdouts(
    increments: &Increments,
    season: Option<Season>,
    horizon: usize,
) -> impl Iterator<Item = Holdout> {
    let last = increments.days().saturating_sub(horizon);
    (FIRST_ORIGIN..=last).map(move |origin| Holdout {
        predictions: predict(increments, season, origin, horizon),
        actual: increments.sum(origin..origin + horizon),
        age: last - origin,
    })
}

fn mean_errors(holdouts: &[Holdout], horizon: usize, mean_absolute: f64) -> [f64; MODELS] {
    let mut sums = [(PRIOR.0 * mean_absolute * PRIOR.1, PRIOR.0); MODELS];
    for holdout in holdouts {
        let weight = 0.5_f64.powf(holdout.age as f64 / HALF_LIFE);
        for (sum, prediction) in sums.iter_mut().zip(holdout.predictions) {
            if let Some(prediction) = prediction {
                sum.0 += weight * (prediction - holdout.actual).abs() / horizon as f64;
                sum.1 += weight;
            }
        }
    }
    sums.map(|(error, weight)| error / weight)
}

/// The mean of the predictions, weighted by the inverse squares of the errors.
fn combine(predictions: &Predictions, errors: &[f64; MODELS]) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (prediction, error) in predictions.iter().zip(errors) {
        if let Some(prediction) = prediction {
            let weight = 1.0 / (error * error);
            sum += prediction * weight;
            weights += weight;
        }
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}
