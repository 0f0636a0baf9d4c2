//! Histories of the simulator's pools.

use std::error::Error;

use chrono::{DateTime, Days, Utc};
use genauth_sim::{Sim, SimClock, SimOptions};

use crate::history::{Day, History};

/// The length of each history.
const DAYS: u64 = 210;

/// 2026-01-15, noon.
const FIRST: i64 = 1_768_478_400;

/// The histories of all benefits with a numeric total.
pub(crate) async fn histories(seed: u64) -> Result<Vec<History>, Box<dyn Error>> {
    let first = DateTime::from_timestamp(FIRST, 0).ok_or("no such time")?;
    let clock = SimClock::fixed(first);
    let options = SimOptions {
        seed,
        clock: clock.clone(),
        ..SimOptions::default()
    };
    let sim = Sim::start(options).await?;
    let mut histories = Vec::new();
    for pool in sim.pools() {
        for benefit in sim.served_usage(&pool.access_key_id) {
            let days = (0..DAYS).map_while(|day| {
                clock.set(first + Days::new(day));
                self::day(&sim, &pool.access_key_id, &benefit.code, clock.now())
            });
            let days: Vec<Day> = days.collect();
            if days.len() as u64 == DAYS {
                histories.push(History { days });
            }
        }
    }
    Ok(histories)
}

/// None if a figure is not a number.
fn day(sim: &Sim, key: &str, code: &str, now: DateTime<Utc>) -> Option<Day> {
    let served = sim
        .served_usage(key)
        .into_iter()
        .find(|benefit| benefit.code == code)?;
    let (used, total) = (served.used.parse().ok()?, served.total.parse().ok()?);
    (total > 0.0).then(|| Day {
        day: now.date_naive(),
        used,
        total,
        read: true,
    })
}
