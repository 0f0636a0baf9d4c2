//! The width of the range: as wrong as the guesses were on the past, and a little more.

use super::Band;
use super::trials::{TRIED, Trials};

/// Tries overlap, so the past shows less of what can happen than there are tries: wider by this share
/// of one over the square root of those that do not overlap.
const LITTLE_PAST: f64 = 0.8;

/// Beyond the days that could be tried, the width grows with this power of the days.
const BEYOND: f64 = 0.8;

/// A tenth of a normal distribution is farther than this from its middle.
const TENTH: f64 = 1.2816;

/// Errors below which one in ten was, and above which one in ten was, by the days ahead.
#[derive(Debug)]
pub(super) struct Spread {
    tried: Vec<(f64, f64, f64)>,
    /// What even the steadiest benefit may move in a day.
    least: f64,
}

impl Spread {
    pub(super) fn of(trials: &Trials, usual: f64) -> Self {
        let enough = trials
            .errors()
            .filter(|(ahead, errors)| errors.len() >= (*ahead).max(TRIED[2]));
        let tried = enough.map(|(ahead, errors)| {
            let mut errors = errors.to_vec();
            errors.sort_by(f64::total_cmp);
            let apart = (errors.len() as f64 / ahead as f64).max(1.0);
            let wider = 1.0 + LITTLE_PAST / apart.sqrt();
            let (low, high) = (
                quantile(&errors, 0.1).min(0.0),
                quantile(&errors, 0.9).max(0.0),
            );
            (ahead as f64, low * wider, high * wider)
        });
        Self {
            tried: tried.collect(),
            least: 0.02 * usual,
        }
    }

    /// The range around what is likely, so many days on. Nothing is used less than not at all.
    pub(super) fn around(&self, likely: f64, days: usize) -> Band {
        let days = days.max(1) as f64;
        let (low, high) = self.at(days);
        let least = self.least * days;
        Band {
            low: (likely + low - least).max(0.0),
            likely: likely.max(0.0),
            high: (likely + high + least).max(0.0),
        }
    }

    fn at(&self, days: f64) -> (f64, f64) {
        let after = self.tried.iter().position(|(ahead, ..)| *ahead >= days);
        let before = after
            .unwrap_or(self.tried.len())
            .checked_sub(1)
            .and_then(|place| self.tried.get(place));
        let after = after.and_then(|place| self.tried.get(place));
        match (before, after) {
            (Some(a), Some(b)) => {
                let share = (days - a.0) / (b.0 - a.0);
                (a.1 + (b.1 - a.1) * share, a.2 + (b.2 - a.2) * share)
            }
            (Some(last), None) => {
                let wider = (days / last.0).powf(BEYOND);
                (last.1 * wider, last.2 * wider)
            }
            (None, Some(first)) => (first.1, first.2),
            (None, None) => (0.0, 0.0),
        }
    }
}

impl Band {
    /// How likely at least `total` is used: 0 to 1. The range's two sides are taken for halves of two
    /// normal distributions.
    pub(super) fn chance_of(self, total: f64) -> f64 {
        let side = if total >= self.likely {
            self.high - self.likely
        } else {
            self.likely - self.low
        };
        let unit = (side / TENTH).max(f64::MIN_POSITIVE);
        // The logistic curve is within 0.01 of the normal one.
        1.0 / (1.0 + (1.702 * (total - self.likely) / unit).exp())
    }
}

/// Between the values that stand around that share of a sorted list.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or_default();
    let (lower, upper) = (at(place.floor()), at(place.ceil()));
    lower + (upper - lower) * place.fract()
}
