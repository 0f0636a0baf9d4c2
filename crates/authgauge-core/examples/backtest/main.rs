//! Compares forecasts with what happened: of simulated benefits and of real series.
//!
//! `--document FILE` writes the tables into that file; `--series FOLDER` scores the series of that folder only, as
//! `series/README.md` describes; `--learn FILE` writes the table of other series' errors. Fails if the forecast is not better
//! than the simple ones it is compared with, or if the coverage of its prediction interval is wrong.

#![allow(
    clippy::indexing_slicing,
    reason = "an index out of bounds is a bug of this program"
)]

mod baselines;
mod families;
mod history;
mod random;
mod real;
mod report;
mod score;
mod simulated;

use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::io::Write as _;
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};

use families::FAMILIES;
use score::{Score, median};

/// Seeds that were not used to choose the method.
const SEEDS: Range<u64> = 1_001..1_021;

/// The acceptable coverage of the 80 % prediction interval, in percent.
const COVERAGE: RangeInclusive<f64> = 75.0..=90.0;

/// The real series that are part of the project.
const SERIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/backtest/series");

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1);
    let option = arguments.next();
    let path = arguments.next().map(PathBuf::from);
    match (option.as_ref().and_then(|option| option.to_str()), path) {
        (None, _) => compare(None),
        (Some("--document"), Some(document)) => compare(Some(&document)),
        (Some("--series"), Some(folder)) => compare_series(&folder),
        (Some("--learn"), Some(file)) => {
            Ok(fs::write(file, real::pooled_errors(Path::new(SERIES))?)?)
        }
        _ => Err("expected --document FILE, --series FOLDER or --learn FILE".into()),
    }
}

fn compare_series(folder: &Path) -> Result<(), Box<dyn Error>> {
    let tally = real::tally(folder)?;
    let time = real::time_figure(folder)?;
    print(&[&real::markdown(&tally), "\n", &real::figures(&tally), &time])
}

fn compare(document: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let (simulated, result) = compare_simulated()?;
    let tally = real::tally(Path::new(SERIES))?;
    let real = real::markdown(&tally);
    let (figures, time) = (real::figures(&tally), real::time_figure(Path::new(SERIES))?);
    print(&[&simulated, "\n", &real, "\n", &figures, &time])?;
    if let Some(document) = document {
        let text = fs::read_to_string(document)?;
        let text = report::replace_table(&text, "simulated", &simulated);
        let text = text.and_then(|text| report::replace_table(&text, "real", &real));
        fs::write(document, text.ok_or("no markers for the tables")?)?;
    }
    result
        .and_then(|()| real::check(&tally))
        .map_err(Into::into)
}

fn print(parts: &[&str]) -> Result<(), Box<dyn Error>> {
    Ok(io::stdout().write_all(parts.concat().as_bytes())?)
}

/// The table, and whether the forecast is good enough.
fn compare_simulated() -> Result<(String, Result<(), String>), Box<dyn Error>> {
    let mut rows = Vec::new();
    let mut all = Score::default();
    for (name, family) in FAMILIES {
        let histories: Vec<_> = SEEDS.map(|seed| families::history(family, seed)).collect();
        rows.push((name.to_owned(), score(&histories, &mut all)));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let simulated = runtime.block_on(simulated::histories(7))?;
    rows.push(("simulated pools".to_owned(), score(&simulated, &mut all)));
    let result = check(&all);
    rows.push(("**all**".to_owned(), all));
    Ok((report::markdown(&rows), result))
}

fn score(histories: &[history::History], all: &mut Score) -> Score {
    let mut score = Score::default();
    for history in histories {
        score.add(history);
        all.add(history);
    }
    score
}

/// Checks the score of all families together.
fn check(all: &Score) -> Result<(), String> {
    let error = |errors: &[f64]| median(errors).unwrap_or(f64::NAN);
    for (what, errors) in [("used", &all.used), ("full", &all.full)] {
        let (ours, line, week) = (
            error(&errors.forecast),
            error(&errors.straight_line),
            error(&errors.last_week),
        );
        if !(ours < line && ours < week) {
            return Err(format!(
                "{what}: {ours:.2} is not better than {line:.2} and {week:.2}"
            ));
        }
        if !COVERAGE.contains(&errors.coverage()) {
            return Err(format!(
                "{what}: {:.1} % within the band",
                errors.coverage()
            ));
        }
    }
    Ok(())
}
