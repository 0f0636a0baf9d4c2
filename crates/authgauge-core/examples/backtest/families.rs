//! Made-up benefits of every kind an owner has.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::chance::Chance;
use crate::history::{Day, History};

/// How one kind of benefit is used.
pub(crate) type Family = fn(&mut Chance) -> Vec<Day>;

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

/// How many days each is followed.
const FOLLOWED: usize = 210;

/// Of a hundred days, three have no reading.
const MISSED: f64 = 0.03;

pub(crate) fn history(family: Family, seed: u64) -> History {
    History {
        days: family(&mut Chance::from(seed)),
    }
}

/// A benefit that counts up: what it begins with, and how many are added a day.
struct Counter {
    pace: f64,
    used: f64,
    total: f64,
    first: NaiveDate,
}

impl Counter {
    fn new(chance: &mut Chance) -> Self {
        let pace = 10_f64.powf(chance.between(0.5, 2.5));
        let used = (pace * chance.between(0.0, 60.0)).round();
        let total = (used + pace * chance.between(60.0, 260.0)).round();
        let year = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        Self {
            pace,
            used,
            total,
            first: year + Days::new(chance.number(0, 365) as u64),
        }
    }

    /// Follows it: `live` changes it on each day.
    fn follow(
        mut self,
        chance: &mut Chance,
        mut live: impl FnMut(&mut Self, &mut Chance, usize, NaiveDate),
    ) -> Vec<Day> {
        let days = (0..FOLLOWED).map(|number| {
            let day = self.first + Days::new(number as u64);
            live(&mut self, chance, number, day);
            self.used = self.used.max(0.0);
            let read = number == 0 || !chance.happens(MISSED);
            Day {
                day,
                used: self.used,
                total: self.total,
                read,
            }
        });
        days.collect()
    }

    fn add(&mut self, chance: &mut Chance, mean: f64) {
        self.used += chance.count(mean.max(f64::MIN_POSITIVE));
    }
}

fn steady(chance: &mut Chance) -> Vec<Day> {
    Counter::new(chance).follow(chance, |it, chance, _, _| it.add(chance, it.pace))
}

fn weekly(chance: &mut Chance) -> Vec<Day> {
    Counter::new(chance).follow(chance, |it, chance, _, day| {
        it.add(chance, it.pace * of_weekday(day))
    })
}

fn growth(chance: &mut Chance) -> Vec<Day> {
    let rate = chance.between(0.004, 0.016);
    Counter::new(chance).follow(chance, |it, chance, number, _| {
        it.add(chance, 0.35 * it.pace * (rate * number as f64).exp());
    })
}

fn weekly_growth(chance: &mut Chance) -> Vec<Day> {
    let rate = chance.between(0.004, 0.016);
    Counter::new(chance).follow(chance, |it, chance, number, day| {
        it.add(
            chance,
            0.35 * it.pace * (rate * number as f64).exp() * of_weekday(day),
        );
    })
}

/// Little on most days, a campaign now and then.
fn bursts(chance: &mut Chance) -> Vec<Day> {
    Counter::new(chance).follow(chance, |it, chance, _, _| {
        let campaign = if chance.happens(0.06) {
            chance.between(4.0, 16.0)
        } else {
            0.0
        };
        it.add(chance, it.pace * (0.3 + campaign));
    })
}

fn monthly_reset(chance: &mut Chance) -> Vec<Day> {
    let mut it = Counter::new(chance);
    it.used = (it.pace * f64::from(it.first.day0())).round();
    it.total = (it.pace * chance.between(25.0, 37.0)).round();
    it.follow(chance, |it, chance, _, day| {
        if day.day() == 1 {
            it.used = 0.0;
        }
        it.add(chance, it.pace);
    })
}

/// Each month anew; most users come early in it.
fn active_users(chance: &mut Chance) -> Vec<Day> {
    let mut it = Counter::new(chance);
    it.total = (it.pace * 46.0).round();
    let mut month = it.pace * 40.0;
    it.follow(chance, |it, chance, number, day| {
        if number > 0 && day.day() == 1 {
            month *= 1.03 + 0.03 * chance.around_zero();
        }
        let over = f64::from(day.day()) / f64::from(day.num_days_in_month());
        it.used = (month * (1.0 - (-3.0 * over).exp()) / (1.0 - (-3.0_f64).exp())).round();
    })
}

/// Many users are imported on one day.
fn step(chance: &mut Chance) -> Vec<Day> {
    let import = chance.number(60, 150);
    Counter::new(chance).follow(chance, |it, chance, number, _| {
        it.add(chance, 0.6 * it.pace);
        if number == import {
            it.used += (it.total * chance.between(0.1, 0.3)).round();
        }
    })
}

fn flat(chance: &mut Chance) -> Vec<Day> {
    Counter::new(chance).follow(chance, |it, chance, _, _| {
        if chance.happens(0.02) {
            it.used += 1.0;
        }
    })
}

fn declining(chance: &mut Chance) -> Vec<Day> {
    let mut it = Counter::new(chance);
    it.used = (it.total * 0.8).round();
    it.follow(chance, |it, chance, _, _| {
        it.add(chance, 0.15 * it.pace);
        it.used -= chance.count(0.5 * it.pace);
    })
}

/// Goes up and down by more than it grows.
fn noisy(chance: &mut Chance) -> Vec<Day> {
    let mut it = Counter::new(chance);
    let mut level = it.total * 0.6;
    it.used = level.round();
    it.follow(chance, |it, chance, _, _| {
        level += 0.3 * it.pace;
        it.used = (level + 3.0 * it.pace * chance.around_zero()).round();
    })
}

/// Authgauge is opened every few days only.
fn sparse(chance: &mut Chance) -> Vec<Day> {
    let mut days = steady(chance);
    let mut next = 0;
    for (number, day) in days.iter_mut().enumerate() {
        day.read = number == next;
        if day.read {
            next += chance.number(2, 8);
        }
    }
    days
}

/// A bigger or a smaller plan from one day on.
fn plan_change(chance: &mut Chance) -> Vec<Day> {
    let change = chance.number(60, 150);
    let times = if chance.happens(0.5) { 2.0 } else { 0.6 };
    Counter::new(chance).follow(chance, |it, chance, number, _| {
        it.add(chance, it.pace);
        if number == change {
            it.total = (it.total * times).round();
        }
    })
}

/// Its owner is careful with what is left.
fn near_the_limit(chance: &mut Chance) -> Vec<Day> {
    let mut it = Counter::new(chance);
    it.total = (it.used + 100.0 * it.pace).round();
    it.follow(chance, |it, chance, _, _| {
        let left = (it.total - it.used) / it.total;
        it.add(chance, it.pace * (left / 0.25).clamp(0.0, 1.0));
    })
}

/// Weekends are quiet.
fn of_weekday(day: NaiveDate) -> f64 {
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        0.2
    } else {
        1.32
    }
}
