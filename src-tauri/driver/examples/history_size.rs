//! Measures the size of a year of readings and the time to read it: part of `cargo xtask bench`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed measurement aborts the program"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use authgauge_app::keychain::{InMemory, Keychain};
use authgauge_app::{Application, Parts};
use authgauge_core::forecast::{DayEnd, Forecast};
use authgauge_core::history::{DaySummary, Figures, Moment, Sample, Series};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_store::{RefreshBatch, Role, Store};
use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::Host;
use tempfile::TempDir;

const BENEFITS: usize = 40;
const DAYS: u64 = 365;

/// Of the last days, every reading is generated; of the days before, one every six hours.
const RAW_DAYS: u64 = 90;

const INTERVAL_MINUTES: usize = 15;

fn main() {
    println!(
        "History: a year of {INTERVAL_MINUTES}-minute readings of {BENEFITS} benefits (in brackets: the maximum)\n"
    );
    println!(
        "| pools | a benefit changes | file | start | of an empty one | 90 days of a benefit | of a pool | forecasts of a pool | storing a day of a pool |"
    );
    println!("|--:|---|--:|--:|--:|--:|--:|--:|--:|");
    for (pools, name, per_mille) in [
        (200, "in one reading of ten", 100),
        (50, "in every reading", 1_000),
    ] {
        println!("| {pools} | {name} | {}", measure(pools, per_mille));
    }
}

fn measure(pools: usize, per_mille: u16) -> String {
    let (dir, empty) = (folder(), folder());
    let (store, _) = Store::open(dir.path(), Role::Owner, DateTime::UNIX_EPOCH).unwrap();
    let pools: Vec<PoolId> = (0..pools).map(|_| add_pool(&store)).collect();
    let filling = fill(&store, &pools, per_mille);
    drop(store);
    let size = size(dir.path());
    // The first start of a process reads its own code.
    start(empty.path());
    let (start_empty, started) = (start(empty.path()), start(dir.path()));
    let (store, open_error) = Store::open(dir.path(), Role::Owner, DateTime::UNIX_EPOCH).unwrap();
    assert_eq!(open_error, None);
    let from = first_day() + Days::new(DAYS - RAW_DAYS);
    let one = time_steps(pools.iter().map(|pool| {
        let days = store.days_of(pool, &benefit(BENEFITS / 2), from).unwrap();
        assert_eq!(days.len() as u64, RAW_DAYS);
    }));
    let all = time_steps(pools.iter().map(|pool| {
        let days = store.days_of_all(pool, from).unwrap();
        assert_eq!(days.len(), BENEFITS);
    }));
    let days = store.days_of_all(&pools[0], from).unwrap();
    let forecasts = time_steps((0..5).map(|_| {
        for (_, days) in &days {
            let end =
                |day: &DaySummary| DayEnd::whole(day.day, day.last.to_string().parse().unwrap());
            let ends: Vec<DayEnd> = days.iter().map(end).collect();
            assert!(Forecast::from(&ends, None).is_some());
        }
    }));
    let days = u32::try_from(DAYS).unwrap() * u32::try_from(pools.len()).unwrap();
    let day = filling / days;
    format!(
        "{:.0} MB | {started:.0?} | {start_empty:.0?} | {one} | {all} | {forecasts} | {day:.1?} |",
        size as f64 / 1e6
    )
}

/// In memory if possible: the disk's speed is not measured.
fn folder() -> TempDir {
    let folder = tempfile::tempdir_in("/dev/shm");
    folder.or_else(|_| tempfile::tempdir()).unwrap()
}

/// The time from opening the database to what a window shows first.
fn start(dir: &Path) -> Duration {
    let started = Instant::now();
    let (store, store_trouble) = Store::open(dir, Role::Owner, DateTime::UNIX_EPOCH).unwrap();
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let application = Application::open(Parts {
        store_trouble,
        ..Parts::new(store, keychain, Arc::new(Utc::now))
    })
    .unwrap();
    black_box(application.portfolio());
    started.elapsed()
}

/// The median and the maximum time of the iterator's steps.
fn time_steps(mut steps: impl Iterator<Item = ()>) -> String {
    let mut times = Vec::new();
    loop {
        let started = Instant::now();
        if steps.next().is_none() {
            break;
        }
        times.push(started.elapsed());
    }
    times.sort();
    let (median, max) = (times[times.len() / 2], times[times.len() - 1]);
    format!("{median:.1?} ({max:.1?})")
}

/// Stores day after day, so that old readings expire on the way. Returns the time it took.
fn fill(store: &Store, pools: &[PoolId], per_mille: u16) -> Duration {
    let mut random = Random(7);
    let mut used = vec![1_000_000_i64; pools.len() * BENEFITS];
    let started = Instant::now();
    for day in 0..DAYS {
        let raw = DAYS - day <= RAW_DAYS;
        let (parts, interval) = if raw { (2, INTERVAL_MINUTES) } else { (1, 360) };
        for part in 0..parts {
            for (pool, used) in pools.iter().zip(used.chunks_mut(BENEFITS)) {
                let minutes = (part * 1440 / parts..(part + 1) * 1440 / parts).step_by(interval);
                let mut sample_at = |minute| {
                    grow(used, per_mille, &mut random);
                    sample(day, minute, used)
                };
                let samples = minutes.map(|minute| sample_at(u16::try_from(minute).unwrap()));
                let batch = RefreshBatch {
                    samples: samples.collect(),
                    max_gap: authgauge_core::history::MaxGap(40),
                    ..RefreshBatch::default()
                };
                store.save_refresh(pool, &batch).unwrap();
            }
        }
    }
    started.elapsed()
}

fn grow(used: &mut [i64], per_mille: u16, random: &mut Random) {
    for used in used {
        if random.below(1_000) < i64::from(per_mille) {
            *used += 1 + random.below(2_000);
        }
    }
}

/// A linear congruential generator, so that every run has the same data.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % end).unwrap()
    }
}

fn sample(day: u64, minute: u16, used: &[i64]) -> Sample {
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

fn benefit(number: usize) -> Series {
    Series::Benefit(format!("BenefitOfTheVendor{number}"))
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

fn add_pool(store: &Store) -> PoolId {
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

/// The size of all files in a folder.
fn size(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum()
}
