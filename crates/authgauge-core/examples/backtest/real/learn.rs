//! The errors of forecasts of real series, as the table that other series' forecasts begin with.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use authgauge_core::forecast::pool;

use super::counter::{Counter, Kind};
use super::readings::{Pattern, forecast, readings};
use super::{counters, of_each};

/// The readings that each part of the table is made from, and the most days of history that it is for.
const HISTORIES: [(Pattern, &str); 4] = [
    (Pattern::Young(8), "10"),
    (Pattern::Young(14), "17"),
    (Pattern::Young(28), "45"),
    (Pattern::Full, "_"),
];

/// The first day that a forecast is made on, and the days from one to the next.
const ORIGINS: (usize, usize) = (40, 3);

/// The farthest horizon in days.
const FARTHEST: usize = 35;

/// The kinds of series as the forecast tells them apart.
const POOLS: [&str; 5] = ["Stock", "Resetting", "ActiveUsers", "Gauge", "SlowGauge"];

/// The error of a forecast, as a multiple of the usual error for one day.
struct PastError {
    pool: usize,
    history: usize,
    /// The days over which the predicted sum accumulates.
    days: usize,
    error: f64,
    /// One over the number of errors of the series, so that each counts the same.
    weight: f64,
}

/// The start and the end of the source file around the table.
const FILE: (&str, &str) = (
    "\
//! Errors of forecasts of other series. Made by `cargo xtask backtest --learn` from the series in `examples/backtest/series`,
//! whose README names their sources.

use super::ensemble::HORIZONS;
use super::series_kind::{LEVELS, PoolKind};

/// The quantiles of the error by horizon less its median, in hundredths of the usual error of a day, after so many days of
/// history.
#[rustfmt::skip]
pub(super) fn pooled_errors(kind: PoolKind, days: usize) -> [[i32; LEVELS.len()]; HORIZONS.len()] {
    match (kind, days) {
",
    "    }\n}\n",
);

/// The table as Rust source.
pub(crate) fn pooled_errors(folder: &Path) -> Result<String, Box<dyn Error>> {
    let counters = counters(folder)?;
    let errors: Vec<PastError> = of_each(&counters, errors)?.into_iter().flatten().collect();
    let mut text = FILE.0.to_owned();
    for (pool, name) in POOLS.iter().enumerate() {
        for (history, (_, most)) in HISTORIES.iter().enumerate() {
            let _ = writeln!(text, "        (PoolKind::{name}, {}) => [", arm(most));
            for days in pool::HORIZONS {
                let tolerance = days / 6;
                let some = errors.iter().filter(|it| {
                    it.pool == pool && it.history == history && it.days.abs_diff(days) <= tolerance
                });
                let quantiles = quantiles(some.map(|it| (it.error, it.weight)).collect());
                let _ = writeln!(text, "            [{}],", quantiles.join(", "));
            }
            text.push_str("        ],\n");
        }
    }
    text.push_str(FILE.1);
    Ok(text)
}

fn arm(most: &str) -> String {
    if most == "_" {
        "_".to_owned()
    } else {
        format!("0..={most}")
    }
}

fn errors(counter: &Counter) -> Vec<PastError> {
    let pool = match counter.kind {
        Kind::Stock | Kind::Users => 0,
        Kind::Monthly => 1,
        Kind::Mau => 2,
        Kind::Gauge => 3,
        Kind::Gauge28 => 4,
    };
    let mut all = Vec::new();
    for (history, (pattern, _)) in HISTORIES.iter().enumerate() {
        for origin in (ORIGINS.0..counter.days.len()).step_by(ORIGINS.1) {
            let readings = readings(counter, *pattern, origin);
            let Some(forecast) = forecast(counter, &readings) else {
                continue;
            };
            for horizon in 1..=FARTHEST {
                let Some(actual) = counter.used.get(origin + horizon) else {
                    continue;
                };
                let start = counter.cycle_start(origin + horizon);
                let days = if start > origin {
                    origin + horizon + 1 - start
                } else {
                    horizon
                };
                let error = (actual - forecast.point(horizon)) / forecast.day_error();
                all.push(PastError {
                    pool,
                    history,
                    days,
                    error,
                    weight: 1.0,
                });
            }
        }
    }
    let weight = 1.0 / all.len().max(1) as f64;
    all.iter_mut().for_each(|it| it.weight = weight);
    all
}

/// Less the median: that these series grew says nothing of others.
fn quantiles(mut errors: Vec<(f64, f64)>) -> Vec<String> {
    errors.sort_by(|one, other| one.0.total_cmp(&other.0));
    let sum: f64 = errors.iter().map(|(_, weight)| weight).sum();
    let at = |level: f64| {
        let mut below = 0.0;
        let reached = errors.iter().find(|(_, weight)| {
            below += weight;
            below >= level * sum
        });
        reached.map_or(0.0, |(error, _)| *error)
    };
    let median = at(0.5);
    pool::LEVELS
        .iter()
        .map(|level| format!("{:.0}", 100.0 * (at(*level) - median)))
        .collect()
}
