//! Random histories: skipped days, clocks set forward and back, equal readings, one transaction or many.

use std::collections::BTreeMap;
use std::io::{Write as _, stdout};

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use authgauge_core::history::{Day, DaySummary};

use super::*;

/// The limit of the store.
const MAX_RUN_DAYS: usize = 90;

/// The expected history.
#[derive(Default)]
struct Model {
    days: BTreeMap<NaiveDate, DaySummary>,
    runs: BTreeMap<NaiveDate, Day>,
}

impl Model {
    fn add(&mut self, samples: &[Sample]) {
        let mut is_new_day = false;
        for sample in samples {
            let (day, figures) = (sample.at.day, sample.figures[0].1);
            let summary = self.days.entry(day).and_modify(|day| day.add(figures));
            summary.or_insert(DaySummary::begin(day, figures));
            is_new_day |= !self.runs.contains_key(&day);
            let runs = self.runs.entry(day).or_default();
            runs.add(sample.at.minute, figures, MAX_GAP);
        }
        while is_new_day && self.runs.len() > MAX_RUN_DAYS {
            self.runs.pop_first();
        }
    }
}

#[test]
fn random_histories_match_the_model() {
    let long = std::env::var_os("AUTHGAUGE_TORTURE").is_some_and(|value| value == "1");
    let (histories, mut readings) = (if long { 2_000 } else { 20 }, 0);
    for seed in 0..histories {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let store = Store::in_memory().unwrap();
        let pool = pool();
        store.add_pool(&pool).unwrap();
        let mut model = Model::default();
        for samples in batches(&mut rng) {
            readings += samples.len();
            store
                .save_refresh(&pool.id, &batch(samples.clone()))
                .unwrap();
            model.add(&samples);
        }
        let days = store
            .days_of(&pool.id, &sms_series(), NaiveDate::MIN)
            .unwrap();
        let runs = store
            .runs_of(&pool.id, &sms_series(), NaiveDate::MIN)
            .unwrap();
        assert!(days.iter().eq(model.days.values()), "{seed}");
        assert!(runs.into_iter().eq(model.runs), "{seed}");
    }
    let mut out = stdout().lock();
    writeln!(out, "count: {readings} readings kept for later").unwrap();
}

/// Random batches of samples.
fn batches(rng: &mut ChaCha8Rng) -> Vec<Vec<Sample>> {
    let (mut number, mut minute, mut used) = (500_u64, 0_u16, 0);
    let mut next_sample = |rng: &mut ChaCha8Rng| {
        match rng.random_range(0..100) {
            0..60 => minute += 15,
            60..95 => (number, minute) = (number + rng.random_range(1..4), minute / 2),
            95..98 => number -= rng.random_range(0..3),
            _ => number = rng.random_range(100..1_000),
        }
        minute %= 1_440;
        if rng.random_bool(0.3) {
            used = rng.random_range(0..1_000);
        }
        sample(number, minute, used)
    };
    let mut batch = |rng: &mut ChaCha8Rng| {
        let samples = rng.random_range(1..6);
        (0..samples).map(|_| next_sample(rng)).collect()
    };
    (0..200).map(|_| batch(rng)).collect()
}
