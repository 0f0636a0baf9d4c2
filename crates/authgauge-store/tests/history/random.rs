//! Random histories: skipped days, clocks set forward and back, equal readings, one transaction or many.

use std::{
    collections::BTreeMap,
    io::{Write as _, stdout},
};

use authgauge_core::history::{Day, DaySummary};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::*;

/// As in the store.
const RAW_DAYS: usize = 90;

#[derive(Default)]
struct Model {
    days: BTreeMap<NaiveDate, DaySummary>,
    runs: BTreeMap<NaiveDate, Day>,
}

impl Model {
    fn take(&mut self, taken: &[Sample]) {
        let mut is_another = false;
        for taken in taken {
            let (day, figures) = (taken.at.day, taken.figures[0].1);
            let summary = self.days.entry(day).and_modify(|day| day.take(figures));
            summary.or_insert(DaySummary::begin(day, figures));
            is_another |= !self.runs.contains_key(&day);
            let runs = self.runs.entry(day).or_default();
            runs.take(taken.at.minute, figures, MAX_GAP);
        }
        while is_another && self.runs.len() > RAW_DAYS {
            self.runs.pop_first();
        }
    }
}

#[test]
fn random_histories_match_the_model() {
    let long = std::env::var_os("AUTHGAUGE_TORTURE").is_some_and(|value| value == "1");
    let (histories, mut readings) = (if long { 2_000 } else { 20 }, 0);
    for seed in 0..histories {
        let mut chances = ChaCha8Rng::seed_from_u64(seed);
        let store = Store::in_memory().unwrap();
        let pool = pool();
        store.add_pool(&pool).unwrap();
        let mut model = Model::default();
        for part in parts(&mut chances) {
            readings += part.len();
            store.take(&pool.id, &brought(part.clone())).unwrap();
            model.take(&part);
        }
        let days = store.days_of(&pool.id, &sms(), NaiveDate::MIN).unwrap();
        let runs = store.runs_of(&pool.id, &sms(), NaiveDate::MIN).unwrap();
        assert!(days.iter().eq(model.days.values()), "{seed}");
        assert!(runs.into_iter().eq(model.runs), "{seed}");
    }
    let mut out = stdout().lock();
    writeln!(out, "count: {readings} readings kept for later").unwrap();
}

/// Batches of samples.
fn parts(chances: &mut ChaCha8Rng) -> Vec<Vec<Sample>> {
    let (mut number, mut minute, mut used) = (500_u64, 0_u16, 0);
    let mut reading = |chances: &mut ChaCha8Rng| {
        match chances.random_range(0..100) {
            0..60 => minute += 15,
            60..95 => (number, minute) = (number + chances.random_range(1..4), minute / 2),
            95..98 => number -= chances.random_range(0..3),
            _ => number = chances.random_range(100..1_000),
        }
        minute %= 1_440;
        if chances.random_bool(0.3) {
            used = chances.random_range(0..1_000);
        }
        taken(number, minute, used)
    };
    let mut part = |chances: &mut ChaCha8Rng| {
        let readings = chances.random_range(1..6);
        (0..readings).map(|_| reading(chances)).collect()
    };
    (0..200).map(|_| part(chances)).collect()
}
