//! How long drawing the MAU chart takes, for 24 and for 3,650 periods.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use authgauge_chart::ChartTheme;
use authgauge_chart::{ChartInput, draw};
use authgauge_core::language::WordsLanguage;
use chrono::{Days, Months, NaiveDate};
use genauth::{Allowance, MauPeriod, Quantity};

const TIMES: usize = 50;

#[expect(clippy::print_stdout, reason = "the table is this program's result")]
fn main() {
    let end = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default();
    let months = spans(
        (0..24).filter_map(|month| end.checked_sub_months(Months::new(24 - month))),
        end,
    );
    let days = spans(
        (0..3_650).filter_map(|day| end.checked_sub_days(Days::new(3_650 - day))),
        end,
    );
    println!("Drawing the chart, {TIMES} times each (median, least to most)");
    for periods in [&months, &days] {
        let mut took = drawn(periods, end);
        took.sort();
        let at = |place: usize| took.get(place).map_or(0.0, |d| d.as_secs_f64() * 1000.0);
        let name = format!("  {} periods", periods.len());
        let (median, least, most) = (at(TIMES / 2), at(0), at(TIMES - 1));
        println!("{name:<34} {median:>9.2} ms   ({least:.2} to {most:.2})");
    }
}

fn drawn(periods: &[MauPeriod], end: NaiveDate) -> Vec<Duration> {
    let input = ChartInput {
        periods,
        from: periods.first().map_or(end, |period| period.start),
        to: end,
        today: end,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 798,
        height: 236,
    };
    let draw_once = |_| {
        let begun = Instant::now();
        black_box(draw(black_box(&input)));
        begun.elapsed()
    };
    (0..TIMES).map(draw_once).collect()
}

/// A period from each day to the next, with figures that move.
fn spans(starts: impl Iterator<Item = NaiveDate>, end: NaiveDate) -> Vec<MauPeriod> {
    let starts: Vec<NaiveDate> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    let spans = starts.iter().copied().zip(ends).enumerate();
    spans
        .map(|(place, (start, end))| period(start, end, (place * 7_919 % 4_000 + 4_000) as u32))
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
