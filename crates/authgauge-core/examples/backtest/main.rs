//! Compares forecasts with the actual use of simulated benefits, and with two linear extrapolations.
//!
//! `cargo run --release -p authgauge-core --example backtest -- docs/forecast.md` writes the table to that file. Fails
//! if the forecast is not better than both baselines, or if the coverage of its prediction interval is wrong.

#![allow(
    clippy::indexing_slicing,
    reason = "an index out of bounds is a bug of this program"
)]

mod baselines;
mod families;
mod history;
mod random;
mod report;
mod score;
mod simulated;

use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::io::Write as _;
use std::ops::{Range, RangeInclusive};

use families::FAMILIES;
use score::{Score, median};

/// Seeds that were not used to choose the method.
const SEEDS: Range<u64> = 1_001..1_021;

/// The acceptable coverage of the 80 % prediction interval, in percent.
const COVERAGE: RangeInclusive<f64> = 75.0..=90.0;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut rows = Vec::new();
    let mut all = Score::default();
    for (name, family) in FAMILIES {
        let histories: Vec<_> = SEEDS.map(|seed| families::history(family, seed)).collect();
        rows.push((name.to_owned(), score(&histories, &mut all)));
    }
    let simulated = simulated::histories(7).await?;
    rows.push(("simulated pools".to_owned(), score(&simulated, &mut all)));
    let result = check(&all);
    rows.push(("**all**".to_owned(), all));
    let table = report::markdown(&rows);
    io::stdout().write_all(table.as_bytes())?;
    if let Some(document) = env::args_os().nth(1) {
        let text = fs::read_to_string(&document)?;
        fs::write(
            &document,
            report::replace_table(&text, &table).ok_or("no markers for the table")?,
        )?;
    }
    result.map_err(Into::into)
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
