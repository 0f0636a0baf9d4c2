//! Forecasts of real daily series, as a plan's counters would have shown them.

mod alerts;
mod baselines;
mod counter;
mod evaluate;
mod learn;
mod readings;
mod report;
mod series;
mod speed;
mod tally;

use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use counter::Counter;
pub(crate) use tally::Tally;

/// Scores the forecasts of all series of a folder.
pub(crate) fn tally(folder: &Path) -> Result<Tally, Box<dyn Error>> {
    let counters = counters(folder)?;
    let mut sum = Tally::default();
    for tally in of_each(&counters, evaluate::counter)? {
        sum.merge(tally);
    }
    Ok(sum)
}

fn counters(folder: &Path) -> Result<Vec<Counter>, Box<dyn Error>> {
    let series = series::read(folder)?;
    Ok(series.iter().flat_map(counter::of).collect())
}

/// Runs on all processors.
fn of_each<T: Send>(
    counters: &[Counter],
    result: impl Fn(&Counter) -> T + Sync,
) -> Result<Vec<T>, Box<dyn Error>> {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(counter) = counters.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = result(counter);
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.push(result);
        }
    };
    let threads = thread::available_parallelism()?.get();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    Ok(results.into_inner().unwrap_or_else(PoisonError::into_inner))
}

pub(crate) use learn::pooled_errors;
pub(crate) use report::{check, figures, markdown};
pub(crate) use speed::figure as time_figure;
