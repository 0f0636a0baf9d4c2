//! Families of simulated benefits.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::history::{Day, History};
use crate::random::Random;

/// Generates the history of a kind of benefit.
pub(crate) type Family = fn(&mut Random) -> Vec<Day>;

pub(crate) const FAMILIES: [(&str, Family); 14] = [
    ("steady", steady),
    ("weekly", weekly),
    ("growth", growth),
    ("weekly growth", weekly_growth),
    ("bursts", bursts),
    ("monthly reset", monthly_reset),
    ("active users", active_users),
    ("step", step),
    ("flat", flat),
    ("declining", declining),
    ("noisy", noisy),
    ("sparse", sparse),
    ("plan change", plan_change),
    ("near the limit", near_the_limit),
];

/// The length of each history.
const DAYS: usize = 210;

/// The share of days without a reading.
const MISSING: f64 = 0.03;

pub(crate) fn history(family: Family, seed: u64) -> History {
    History {
        days: family(&mut Random::from(seed)),
    }
}

/// The state of a simulated benefit.
struct Counter {
    /// The mean daily increment.
    mean: f64,
    used: f64,
    total: f64,
    first: NaiveDate,
}

impl Counter {
    fn new(random: &mut Random) -> Self {
        let mean = 10_f64.powf(random.uniform(0.5, 2.5));
        let used = (mean * random.uniform(0.0, 60.0)).round();
        let total = (used + mean * random.uniform(60.0, 260.0)).round();
        let year = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        Self {
            mean,
            used,
            total,
            first: year + Days::new(random.integer(0, 365) as u64),
        }
    }

    /// Simulates the days. `step` changes the state on each.
    fn simulate(
        mut self,
        random: &mut Random,
        mut step: impl FnMut(&mut Self, &mut Random, usize, NaiveDate),
    ) -> Vec<Day> {
        let days = (0..DAYS).map(|number| {
            let day = self.first + Days::new(number as u64);
            step(&mut self, random, number, day);
            self.used = self.used.max(0.0);
            let read = number == 0 || !random.bernoulli(MISSING);
            Day {
                day,
                used: self.used,
                total: self.total,
                read,
            }
        });
        days.collect()
    }

    fn add(&mut self, random: &mut Random, mean: f64) {
        self.used += random.poisson(mean.max(f64::MIN_POSITIVE));
    }
}

fn steady(random: &mut Random) -> Vec<Day> {
    Counter::new(random).simulate(random, |it, random, _, _| it.add(random, it.mean))
}

fn weekly(random: &mut Random) -> Vec<Day> {
    Counter::new(random).simulate(random, |it, random, _, day| {
        it.add(random, it.mean * weekday_factor(day))
    })
}

fn growth(random: &mut Random) -> Vec<Day> {
    let rate = random.uniform(0.004, 0.016);
    Counter::new(random).simulate(random, |it, random, number, _| {
        it.add(random, 0.35 * it.mean * (rate * number as f64).exp());
    })
}

fn weekly_growth(random: &mut Random) -> Vec<Day> {
    let rate = random.uniform(0.004, 0.016);
    Counter::new(random).simulate(random, |it, random, number, day| {
        it.add(
            random,
            0.35 * it.mean * (rate * number as f64).exp() * weekday_factor(day),
        );
    })
}

/// Campaigns on some days.
fn bursts(random: &mut Random) -> Vec<Day> {
    Counter::new(random).simulate(random, |it, random, _, _| {
        let campaign = if random.bernoulli(0.06) {
            random.uniform(4.0, 16.0)
        } else {
            0.0
        };
        it.add(random, it.mean * (0.3 + campaign));
    })
}

fn monthly_reset(random: &mut Random) -> Vec<Day> {
    let mut it = Counter::new(random);
    it.used = (it.mean * f64::from(it.first.day0())).round();
    it.total = (it.mean * random.uniform(25.0, 37.0)).round();
    it.simulate(random, |it, random, _, day| {
        if day.day() == 1 {
            it.used = 0.0;
        }
        it.add(random, it.mean);
    })
}

/// Resets monthly; most users are active early in the month.
fn active_users(random: &mut Random) -> Vec<Day> {
    let mut it = Counter::new(random);
    it.total = (it.mean * 46.0).round();
    let mut month = it.mean * 40.0;
    it.simulate(random, |it, random, number, day| {
        if number > 0 && day.day() == 1 {
            month *= 1.03 + 0.03 * random.normal();
        }
        let over = f64::from(day.day()) / f64::from(day.num_days_in_month());
        it.used = (month * (1.0 - (-3.0 * over).exp()) / (1.0 - (-3.0_f64).exp())).round();
    })
}

/// An import on one day.
fn step(random: &mut Random) -> Vec<Day> {
    let import = random.integer(60, 150);
    Counter::new(random).simulate(random, |it, random, number, _| {
        it.add(random, 0.6 * it.mean);
        if number == import {
            it.used += (it.total * random.uniform(0.1, 0.3)).round();
        }
    })
}

fn flat(random: &mut Random) -> Vec<Day> {
    Counter::new(random).simulate(random, |it, random, _, _| {
        if random.bernoulli(0.02) {
            it.used += 1.0;
        }
    })
}

fn declining(random: &mut Random) -> Vec<Day> {
    let mut it = Counter::new(random);
    it.used = (it.total * 0.8).round();
    it.simulate(random, |it, random, _, _| {
        it.add(random, 0.15 * it.mean);
        it.used -= random.poisson(0.5 * it.mean);
    })
}

/// Varies by more than it grows.
fn noisy(random: &mut Random) -> Vec<Day> {
    let mut it = Counter::new(random);
    let mut level = it.total * 0.6;
    it.used = level.round();
    it.simulate(random, |it, random, _, _| {
        level += 0.3 * it.mean;
        it.used = (level + 3.0 * it.mean * random.normal()).round();
    })
}

/// Readings every few days.
fn sparse(random: &mut Random) -> Vec<Day> {
    let mut days = steady(random);
    let mut next = 0;
    for (number, day) in days.iter_mut().enumerate() {
        day.read = number == next;
        if day.read {
            next += random.integer(2, 8);
        }
    }
    days
}

/// A change of the total.
fn plan_change(random: &mut Random) -> Vec<Day> {
    let change = random.integer(60, 150);
    let times = if random.bernoulli(0.5) { 2.0 } else { 0.6 };
    Counter::new(random).simulate(random, |it, random, number, _| {
        it.add(random, it.mean);
        if number == change {
            it.total = (it.total * times).round();
        }
    })
}

/// Growth slows down close to the total.
fn near_the_limit(random: &mut Random) -> Vec<Day> {
    let mut it = Counter::new(random);
    it.total = (it.used + 100.0 * it.mean).round();
    it.simulate(random, |it, random, _, _| {
        let left = (it.total - it.used) / it.total;
        it.add(random, it.mean * (left / 0.25).clamp(0.0, 1.0));
    })
}

/// The factor of a weekday: low on weekends.
fn weekday_factor(day: NaiveDate) -> f64 {
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        0.2
    } else {
        1.32
    }
}
