//! Measures drawing the MAU chart with 24 and with 3,650 periods: part of `cargo xtask bench`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use authgauge_chart::ChartTheme;
use authgauge_chart::{ChartInput, draw};
use authgauge_core::language::WordsLanguage;
use chrono::{Days, Months, NaiveDate};
use genauth::{Allowance, MauPeriod, Quantity};

const RUNS: usize = 50;

#[expect(clippy::print_stdout, reason = "the result of the program")]
fn main() {
    let end = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default();
    let months = periods(
        (0..24).filter_map(|month| end.checked_sub_months(Months::new(24 - month))),
        end,
    );
    let days = periods(
        (0..3_650).filter_map(|day| end.checked_sub_days(Days::new(3_650 - day))),
        end,
    );
    println!("Drawing the chart, {RUNS} times each (median, minimum to maximum)");
    for periods in [&months, &days] {
        let mut times = measure(periods, end);
        times.sort();
        let at = |index: usize| times.get(index).map_or(0.0, |d| d.as_secs_f64() * 1000.0);
        let name = format!("  {} periods", periods.len());
        let (median, min, max) = (at(RUNS / 2), at(0), at(RUNS - 1));
        println!("{name:<34} {median:>9.2} ms   ({min:.2} to {max:.2})");
    }
}

fn measure(periods: &[MauPeriod], end: NaiveDate) -> Vec<Duration> {
    let input = ChartInput {
        periods,
        from: periods.first().map_or(end, |period| period.start),
        to: end,
        today: end,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 798,
        height: 236,
        numbers: true,
        estimate: None,
    };
    let draw_once = |_| {
        let started = Instant::now();
        black_box(draw(black_box(&input)));
        started.elapsed()
    };
    (0..RUNS).map(draw_once).collect()
}

/// A period from each start to the next, with varying usage.
fn periods(starts: impl Iterator<Item = NaiveDate>, end: NaiveDate) -> Vec<MauPeriod> {
    let starts: Vec<NaiveDate> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let periods = starts.iter().copied().zip(ends).enumerate();
    periods
        .map(|(index, (start, end))| period(start, end, (index * 7_919 % 4_000 + 4_000) as u32))
        .collect()
}

fn period(start: NaiveDate, end: NaiveDate, used: u32) -> MauPeriod {
    let total = Allowance::Limited(8_000.into());
    MauPeriod {
        start,
        end,
        used: Quantity::Known(used.into()),
        total,
    }
}
