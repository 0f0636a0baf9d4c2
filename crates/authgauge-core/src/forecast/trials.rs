//! The guesses tried on the past: which to trust how much, and how wrong they were together.

use super::cycle::Cycle;
use super::growth::Growth;
use super::guesses::{WAYS, guesses};

/// Days ahead at which the guesses are tried.
pub(super) const TRIED: [usize; 6] = [1, 3, 7, 14, 21, 28];

/// The first day from which a guess is tried.
const FIRST: usize = 7;

/// After so many days a trial counts half.
const HALF_AFTER: f64 = 30.0;

/// Before its first trial, a way is taken to be wrong by as much as a day usually moves; that counts as two trials.
const DOUBT: f64 = 2.0;

/// The guesses tried on the past.
#[derive(Debug)]
pub(super) struct Trials {
    /// By how much each way was wrong, a day; one row for each of [`TRIED`].
    wrong: Vec<[f64; WAYS]>,
    /// What was added less what was guessed, of all ways together.
    errors: Vec<Vec<f64>>,
}

impl Trials {
    pub(super) fn of(growth: &Growth, cycle: Option<Cycle>) -> Self {
        let wrong: Vec<_> = TRIED
            .iter()
            .map(|ahead| how_wrong(growth, cycle, *ahead))
            .collect();
        let errors = TRIED.iter().zip(&wrong).map(|(ahead, wrong)| {
            each_try(growth, cycle, *ahead)
                .map(|(_, guesses, truth)| truth - together(&guesses, wrong))
                .collect()
        });
        let errors = errors.collect();
        Self { wrong, errors }
    }

    /// What the next `ahead` days will add.
    pub(super) fn guess(&self, growth: &Growth, cycle: Option<Cycle>, ahead: usize) -> f64 {
        if ahead == 0 {
            return 0.0;
        }
        let tried = TRIED
            .iter()
            .zip(&self.wrong)
            .zip(&self.errors)
            .filter(|(_, errors)| errors.len() >= FIRST);
        let nearest = tried.min_by_key(|((tried, _), _)| tried.abs_diff(ahead));
        let guesses = guesses(growth, cycle, growth.days(), ahead);
        nearest.map_or(0.0, |((_, wrong), _)| together(&guesses, wrong))
    }

    /// The days ahead that were tried, with what came out.
    pub(super) fn errors(&self) -> impl Iterator<Item = (usize, &[f64])> {
        TRIED
            .iter()
            .copied()
            .zip(self.errors.iter().map(Vec::as_slice))
    }
}

/// Every day of the past whose guess has come true since: the days that passed since, the guesses, the truth.
fn each_try(
    growth: &Growth,
    cycle: Option<Cycle>,
    ahead: usize,
) -> impl Iterator<Item = (usize, [Option<f64>; WAYS], f64)> {
    let last = growth.days().saturating_sub(ahead);
    (FIRST..=last).map(move |now| {
        (
            last - now,
            guesses(growth, cycle, now, ahead),
            growth.between(now, now + ahead),
        )
    })
}

fn how_wrong(growth: &Growth, cycle: Option<Cycle>, ahead: usize) -> [f64; WAYS] {
    let mut sums = [(DOUBT * growth.usual() * 0.3, DOUBT); WAYS];
    for (ago, guesses, truth) in each_try(growth, cycle, ahead) {
        let weight = 0.5_f64.powf(ago as f64 / HALF_AFTER);
        for (sum, guess) in sums.iter_mut().zip(guesses) {
            if let Some(guess) = guess {
                sum.0 += weight * (guess - truth).abs() / ahead as f64;
                sum.1 += weight;
            }
        }
    }
    sums.map(|(wrong, weight)| wrong / weight)
}

/// A way that is half as wrong counts four times as much.
fn together(guesses: &[Option<f64>; WAYS], wrong: &[f64; WAYS]) -> f64 {
    let known = guesses
        .iter()
        .zip(wrong)
        .filter_map(|(guess, wrong)| Some(((*guess)?, 1.0 / (wrong * wrong))));
    let (sum, weight) = known.fold((0.0, 0.0), |(sum, all), (guess, weight)| {
        (sum + guess * weight, all + weight)
    });
    if weight > 0.0 { sum / weight } else { 0.0 }
}
