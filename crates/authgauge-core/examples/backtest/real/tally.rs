//! Sums of scores.

use std::collections::BTreeMap;

use super::alerts::Outcome;
use super::counter::Kind;
use super::readings::Pattern;

/// A forecast of one figure compared with what it came to, in percent of the total.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) error: f64,
    pub(crate) baselines: [f64; 4],
    /// How far the actual figure was below and above the 80 % prediction interval.
    pub(crate) below: f64,
    pub(crate) above: f64,
    pub(crate) width: f64,
}

/// What is known of all forecasts.
#[derive(Default)]
pub(crate) struct Tally {
    scored: BTreeMap<(Kind, Pattern, usize), Vec<Scored>>,
    chances: BTreeMap<(Kind, Pattern), Vec<(f64, bool)>>,
    /// How many origins had a forecast, of how many.
    forecasts: BTreeMap<(Kind, Pattern), (usize, usize)>,
    alerts: BTreeMap<Kind, Outcome>,
}

/// The scores of some forecasts together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Summary {
    pub(crate) count: usize,
    pub(crate) error: f64,
    pub(crate) baselines: [f64; 4],
    pub(crate) coverage: f64,
    /// The share of actual figures above the interval, in percent.
    pub(crate) above: f64,
    /// The mean interval score, in percent of the total.
    pub(crate) interval_score: f64,
}

/// The forecasts whose chance of being full was about the same.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Reliability {
    pub(crate) count: usize,
    pub(crate) said: f64,
    pub(crate) came: f64,
}

/// The interval score punishes a figure outside of an interval of 80 % by this factor of its distance.
const PENALTY: f64 = 2.0 / 0.2;

impl Tally {
    pub(crate) fn score(&mut self, key: (Kind, Pattern, usize), scored: Scored) {
        self.scored.entry(key).or_default().push(scored);
    }

    pub(crate) fn chance(&mut self, key: (Kind, Pattern), said: f64, came: bool) {
        self.chances.entry(key).or_default().push((said, came));
    }

    pub(crate) fn count(&mut self, kind: Kind, pattern: Pattern, has_forecast: bool) {
        let (with, all) = self.forecasts.entry((kind, pattern)).or_default();
        *with += usize::from(has_forecast);
        *all += 1;
    }

    pub(crate) fn alerts(&mut self, kind: Kind, outcome: Outcome) {
        let sum = self.alerts.entry(kind).or_default();
        *sum = sum.plus(outcome);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (key, scored) in other.scored {
            self.scored.entry(key).or_default().extend(scored);
        }
        for (key, chances) in other.chances {
            self.chances.entry(key).or_default().extend(chances);
        }
        for (key, (with, all)) in other.forecasts {
            let sum = self.forecasts.entry(key).or_default();
            *sum = (sum.0 + with, sum.1 + all);
        }
        for (kind, outcome) in other.alerts {
            self.alerts(kind, outcome);
        }
    }

    /// None without forecasts of these.
    pub(crate) fn summary(&self, is_one: impl Fn(Kind, Pattern, usize) -> bool) -> Option<Summary> {
        let some = self.scored.iter();
        let some = some.filter(|((kind, pattern, horizon), _)| is_one(*kind, *pattern, *horizon));
        let scored: Vec<Scored> = some.flat_map(|(_, scored)| scored).copied().collect();
        let count = scored.len() as f64;
        let mean = |of: &dyn Fn(&Scored) -> f64| scored.iter().map(of).sum::<f64>() / count;
        let share = |of: &dyn Fn(&Scored) -> bool| 100.0 * mean(&|it| f64::from(u8::from(of(it))));
        (!scored.is_empty()).then(|| Summary {
            count: scored.len(),
            error: median(scored.iter().map(|it| it.error)),
            baselines: std::array::from_fn(|index| {
                median(scored.iter().map(|it| it.baselines[index]))
            }),
            coverage: share(&|it| it.below + it.above <= 0.0),
            above: share(&|it| it.above > 0.0),
            interval_score: mean(&|it| it.width + PENALTY * (it.below + it.above)),
        })
    }

    pub(crate) fn reliability(
        &self,
        (from, to): (f64, f64),
        is_one: impl Fn(Kind, Pattern) -> bool,
    ) -> Reliability {
        let some = self.chances.iter();
        let some = some.filter(|((kind, pattern), _)| is_one(*kind, *pattern));
        let chances = some.flat_map(|(_, chances)| chances);
        let mut sum = Reliability::default();
        for (said, came) in chances.filter(|(said, _)| from <= *said && *said < to) {
            sum.count += 1;
            sum.said += said;
            sum.came += f64::from(u8::from(*came));
        }
        let count = sum.count.max(1) as f64;
        Reliability {
            said: sum.said / count,
            came: sum.came / count,
            ..sum
        }
    }

    /// The share of origins with a forecast, in percent.
    pub(crate) fn answered(&self, is_one: impl Fn(Kind, Pattern) -> bool) -> f64 {
        let some = self.forecasts.iter();
        let some = some.filter(|((kind, pattern), _)| is_one(*kind, *pattern));
        let (with, all) = some.fold((0, 0), |(with, all), (_, it)| (with + it.0, all + it.1));
        100.0 * with as f64 / all.max(1) as f64
    }

    pub(crate) fn outcome(&self, is_one: impl Fn(Kind) -> bool) -> Outcome {
        let some = self.alerts.iter().filter(|(kind, _)| is_one(**kind));
        some.fold(Outcome::default(), |sum, (_, it)| sum.plus(*it))
    }
}

impl Outcome {
    fn plus(self, other: Self) -> Self {
        Self {
            fills: self.fills + other.fills,
            told: self.told + other.told,
            again: self.again + other.again,
            again_told: self.again_told + other.again_told,
            alerts: self.alerts + other.alerts,
            within_14: self.within_14 + other.within_14,
            within_21: self.within_21 + other.within_21,
            days: self.days + other.days,
        }
    }

    /// False alerts of one benefit in a year.
    pub(crate) fn false_per_year(self) -> f64 {
        (self.alerts - self.within_21) as f64 * 365.0 / self.days.max(1) as f64
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
