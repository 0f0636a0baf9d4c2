//! Forecasts held against what came: made-up benefits of many kinds and the simulator's pools, told
//! from each of their days, beside two lines drawn with a ruler.
//!
//! `cargo run --release -p authgauge-app --example backtest -- docs/forecast.md` puts the table into that
//! file. Fails when the forecast is not better than both lines, or its band is too narrow or too wide.

#![allow(
    clippy::indexing_slicing,
    reason = "days that this program makes itself: a place that is not there is a bug to be seen"
)]

mod baselines;
mod chance;
mod families;
mod history;
mod report;
mod score;
mod simulated;

use std::error::Error;
use std::io::Write as _;
use std::{env, fs, io};

use families::FAMILIES;
use score::{Score, median};

/// None of these was looked at while the method was chosen.
const SEEDS: std::ops::Range<u64> = 1_001..1_021;

/// In percent, how often the truth should be within the band that is said to hold it in 80 of 100 cases.
const COVERAGE: std::ops::RangeInclusive<f64> = 75.0..=90.0;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut rows = Vec::new();
    let mut all = Score::default();
    for (name, family) in FAMILIES {
        let histories: Vec<_> = SEEDS.map(|seed| families::history(family, seed)).collect();
        rows.push((name.to_owned(), scored(&histories, &mut all)));
    }
    let simulated = simulated::histories(7).await?;
    rows.push(("simulated pools".to_owned(), scored(&simulated, &mut all)));
    let verdict = verdict(&all);
    rows.push(("**all**".to_owned(), all));
    let table = report::markdown(&rows);
    io::stdout().write_all(table.as_bytes())?;
    if let Some(document) = env::args_os().nth(1) {
        let text = fs::read_to_string(&document)?;
        fs::write(
            &document,
            report::put_into(&text, &table).ok_or("no place for the table")?,
        )?;
    }
    verdict.map_err(Into::into)
}

fn scored(histories: &[history::History], all: &mut Score) -> Score {
    let mut score = Score::default();
    for history in histories {
        score.hold(history);
        all.hold(history);
    }
    score
}

/// What must hold over all of them together.
fn verdict(all: &Score) -> Result<(), String> {
    let of = |errors: &[f64]| median(errors).unwrap_or(f64::NAN);
    for (what, errors) in [("used", &all.used), ("full", &all.full)] {
        let (ours, line, week) = (
            of(&errors.forecast),
            of(&errors.straight_line),
            of(&errors.last_week),
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
