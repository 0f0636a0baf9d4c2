//! How large a year of readings is, and how fast it is read: part of `cargo xtask bench`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that cannot be made says so by ending"
)]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use authgauge_core::forecast::{DayEnd, Forecast};
use authgauge_core::history::{Figures, Moment, Sample, Subject};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_store::{RefreshBatch, Role, Store};
use chrono::{DateTime, Days, NaiveDate};
use genauth::Host;

const POOLS: usize = 50;
const BENEFITS: usize = 40;
const DAYS: u64 = 365;

/// Of these every change is kept; of those before it is enough to have read them now and then.
const RAW_DAYS: u64 = 90;

/// Minutes between two readings.
const INTERVAL: usize = 15;

fn main() {
    println!(
        "History: a year of {INTERVAL}-minute readings, {POOLS} pools × {BENEFITS} benefits (in brackets: the longest)\n"
    );
    println!(
        "| a reading changes | file | open | a card's 90 days | a pool's | forecasts of a pool | a day's readings |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (name, per_mille) in [("one time in ten", 100), ("every time", 1_000)] {
        println!("| {name} | {}", measured(per_mille));
    }
}

fn measured(per_mille: u16) -> String {
    // Eighteen thousand changes wait for no disk; what is read afterwards would be in its cache anyway.
    let dir = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    let (store, _) = Store::open(dir.path(), Role::Owner, DateTime::UNIX_EPOCH).unwrap();
    let pools: Vec<PoolId> = (0..POOLS).map(|_| added(&store)).collect();
    let filled = fill(&store, &pools, per_mille);
    drop(store);
    let size = size(dir.path());
    let began = Instant::now();
    let (store, trouble) = Store::open(dir.path(), Role::Owner, DateTime::UNIX_EPOCH).unwrap();
    let opened = began.elapsed();
    assert_eq!(trouble, None);
    let from = first_day() + Days::new(DAYS - RAW_DAYS);
    let one = timed(pools.iter().map(|pool| {
        let known = store.days_of(pool, &benefit(BENEFITS / 2), from).unwrap();
        assert_eq!(known.len() as u64, RAW_DAYS);
    }));
    let all = timed(pools.iter().map(|pool| {
        let known = store.days_of_all(pool, from).unwrap();
        assert_eq!(known.len(), BENEFITS);
    }));
    let known = store.days_of_all(&pools[0], from).unwrap();
    let forecasts = timed((0..5).map(|_| {
        for (_, days) in &known {
            let end = |day: &authgauge_core::history::DaySummary| DayEnd {
                day: day.day,
                used: day.last.to_string().parse().unwrap(),
            };
            let ends: Vec<DayEnd> = days.iter().map(end).collect();
            assert!(Forecast::from(&ends, None).is_some());
        }
    }));
    let day = filled / u32::try_from(DAYS).unwrap() / u32::try_from(POOLS).unwrap();
    format!(
        "{:.0} MB | {opened:.0?} | {one} | {all} | {forecasts} | {day:.1?} |",
        size as f64 / 1e6
    )
}

/// How long the steps of an iterator take: the middle one, and the longest.
fn timed(mut steps: impl Iterator<Item = ()>) -> String {
    let mut times = Vec::new();
    loop {
        let began = Instant::now();
        if steps.next().is_none() {
            break;
        }
        times.push(began.elapsed());
    }
    times.sort();
    let (middle, longest) = (times[times.len() / 2], times[times.len() - 1]);
    format!("{middle:.1?} ({longest:.1?})")
}

/// As it goes, day after day: what is too old is forgotten on the way. How long it took.
fn fill(store: &Store, pools: &[PoolId], per_mille: u16) -> Duration {
    let mut chances = Chances(7);
    let mut used = vec![1_000_000_i64; POOLS * BENEFITS];
    let began = Instant::now();
    for number in 0..DAYS {
        let raw = DAYS - number <= RAW_DAYS;
        let (parts, interval) = if raw { (2, INTERVAL) } else { (1, 360) };
        for part in 0..parts {
            for (pool, used) in pools.iter().zip(used.chunks_mut(BENEFITS)) {
                let minutes = (part * 1440 / parts..(part + 1) * 1440 / parts).step_by(interval);
                let mut at = |minute| {
                    grow(used, per_mille, &mut chances);
                    taken(number, minute, used)
                };
                let taken = minutes.map(|minute| at(u16::try_from(minute).unwrap()));
                let brought = RefreshBatch {
                    taken: taken.collect(),
                    near: 40,
                    ..RefreshBatch::default()
                };
                store.take(pool, &brought).unwrap();
            }
        }
    }
    began.elapsed()
}

fn grow(used: &mut [i64], per_mille: u16, chances: &mut Chances) {
    for used in used {
        if chances.next(1_000) < i64::from(per_mille) {
            *used += 1 + chances.next(2_000);
        }
    }
}

/// Numbers that look like chance, the same each time.
struct Chances(u64);

impl Chances {
    /// Below `end`.
    fn next(&mut self, end: u64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % end).unwrap()
    }
}

fn taken(day: u64, minute: u16, used: &[i64]) -> Sample {
    let figures = |(number, used): (usize, &i64)| {
        let figures = Figures {
            used: (*used).into(),
            total: Some(100_000_000.into()),
        };
        (benefit(number), figures)
    };
    Sample {
        at: Moment {
            day: first_day() + Days::new(day),
            minute,
        },
        figures: used.iter().enumerate().map(figures).collect(),
    }
}

fn benefit(number: usize) -> Subject {
    Subject::Benefit(format!("BenefitOfTheVendor{number}"))
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

fn added(store: &Store) -> PoolId {
    let pool = Pool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        service: Service::GenAuth,
        host: Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    };
    store.add_pool(&pool).unwrap();
    pool.id
}

/// Of all files.
fn size(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum()
}
