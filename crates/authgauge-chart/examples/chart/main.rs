//! Writes sample charts as SVG and PNG, for inspection: `cargo run -p authgauge-chart --example chart -- FOLDER`.

mod histories;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use chrono::{Days, Months, NaiveDate};
use genauth::{Allowance, MauPeriod, Quantity};
use rust_decimal::Decimal;

use authgauge_chart::{ChartInput, ChartTheme, draw, png};
use authgauge_core::language::WordsLanguage;

/// A name, the periods, and the number of visible months.
type Sample = (&'static str, Vec<MauPeriod>, u32);

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let folder = env::args_os().nth(1).ok_or("usage: chart FOLDER")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for (name, periods, months) in samples() {
        write_variants(&folder.join(name), |theme, language| {
            draw(&input(&periods, months, theme, language)).svg
        })?;
    }
    for history in histories::all() {
        let file = folder.join(format!("history-{}", history.name));
        write_variants(&file, |theme, language| history.draw(theme, language))?;
    }
    Ok(())
}

fn write_variants(file: &Path, draw: impl Fn(ChartTheme, WordsLanguage) -> String) -> Outcome {
    for (theme, theme_name) in [(ChartTheme::Light, "light"), (ChartTheme::Dark, "dark")] {
        for (language, language_name) in [(WordsLanguage::En, "en"), (WordsLanguage::Zh, "zh")] {
            let svg = draw(theme, language);
            let image = png(&svg, 1.5).map_err(|failure| failure.to_string())?;
            let file = format!("{}-{theme_name}-{language_name}", file.display());
            fs::write(format!("{file}.svg"), &svg)?;
            fs::write(format!("{file}.png"), image)?;
        }
    }
    Ok(())
}

fn input(
    periods: &[MauPeriod],
    months: u32,
    theme: ChartTheme,
    language: WordsLanguage,
) -> ChartInput<'_> {
    let to = day(2026, 12, 1);
    ChartInput {
        periods,
        from: to - Months::new(months),
        to,
        today: day(2026, 11, 21),
        theme,
        language,
        estimate: None,
        width: 798,
        height: 236,
        numbers: true,
    }
}

fn samples() -> Vec<Sample> {
    vec![
        ("06-months", monthly(6, usual), 6),
        ("12-months", monthly(12, usual), 12),
        ("24-months", monthly(24, usual), 24),
        ("60-months", monthly(60, usual), 60),
        ("120-months", monthly(120, usual), 120),
        ("one-period", monthly(1, usual), 1),
        ("one-in-twelve", monthly(1, usual), 12),
        ("empty", Vec::new(), 12),
        ("empty-one-month", Vec::new(), 1),
        (
            "year-long",
            vec![period(day(2025, 9, 1), day(2026, 9, 1), "61200", "100000")],
            12,
        ),
        (
            "year-long-running",
            vec![period(
                day(2026, 2, 15),
                day(2027, 2, 15),
                "61200",
                "100000",
            )],
            12,
        ),
        ("overlapping", overlapping(), 12),
        (
            "over",
            monthly(12, |index| (3_600 + index % 12 * 600, 8_000)),
            12,
        ),
        (
            "dwarfed",
            monthly(12, |index| {
                (
                    300 + index % 12 * 9,
                    if index % 12 < 5 { 1_000_000 } else { 2_500_000 },
                )
            }),
            12,
        ),
        ("quarters", spans(3, 8), 24),
        ("years", spans(12, 5), 60),
        ("odd", odd(), 12),
        ("days", daily(45), 2),
        ("3650-days", daily(3_650), 120),
    ]
}

fn usual(index: u32) -> (u32, u32) {
    let used = [
        4_210, 4_470, 4_620, 5_120, 5_380, 5_890, 6_230, 6_310, 6_890, 7_340, 7_790, 8_120,
    ];
    let total = match index % 12 {
        0..4 => 5_000,
        4..10 => 8_000,
        _ => 10_000,
    };
    (
        used.iter()
            .cycle()
            .nth(index as usize)
            .copied()
            .unwrap_or(0),
        total,
    )
}

/// Months up to November 2026.
fn monthly(count: u32, figures: impl Fn(u32) -> (u32, u32)) -> Vec<MauPeriod> {
    let end = day(2026, 12, 1);
    (0..count)
        .map(|index| {
            let start = end - Months::new(count - index);
            let (used, total) = figures(index + 120 - count.min(120));
            period(
                start,
                start + Months::new(1),
                &used.to_string(),
                &total.to_string(),
            )
        })
        .collect()
}

fn spans(months: u32, count: u32) -> Vec<MauPeriod> {
    let end = day(2027, 1, 1);
    (0..count)
        .map(|index| {
            let start = end - Months::new((count - index) * months);
            let used = (2_000 + index * 700).to_string();
            period(start, start + Months::new(months), &used, "8000")
        })
        .collect()
}

/// A year and its months.
fn overlapping() -> Vec<MauPeriod> {
    let mut periods = vec![period(day(2026, 1, 1), day(2027, 1, 1), "9400", "12000")];
    periods.extend(monthly(10, |index| (4_000 + index % 12 * 300, 8_000)));
    periods
}

/// Unreported, unlimited, zero, missing, duplicate and short periods.
fn odd() -> Vec<MauPeriod> {
    let mut periods = monthly(12, usual);
    periods.truncate(9);
    periods.remove(5);
    for (index, odd) in periods.iter_mut().enumerate() {
        match index {
            1 => odd.used = Quantity::NotReported(Some("n/a".to_owned())),
            2 => odd.total = Allowance::NotReported(None),
            4 => odd.used = Quantity::Known(Decimal::ZERO),
            6 => odd.total = Allowance::Unlimited,
            _ => {}
        }
    }
    periods.push(period(day(2026, 9, 1), day(2026, 9, 11), "2000", "3000"));
    periods.push(period(day(2026, 9, 11), day(2026, 9, 12), "2500", "3000"));
    periods.push(period(day(2026, 10, 1), day(2026, 11, 1), "5200", "6000"));
    periods.push(period(day(2026, 10, 1), day(2026, 11, 1), "3200", "6000"));
    periods.push(period(day(2026, 11, 1), day(2026, 12, 1), "7", "6000"));
    periods
}

fn daily(count: u32) -> Vec<MauPeriod> {
    let first = day(2026, 12, 1) - Days::new(u64::from(count));
    first
        .iter_days()
        .take(count as usize)
        .enumerate()
        .map(|(index, start)| {
            let used = 900.0 + 300.0 * (index as f64 / 90.0).sin() + (index * 7_919 % 100) as f64;
            let total = if index < 1_800 { "1200" } else { "1500" };
            period(
                start,
                start.succ_opt().unwrap_or(start),
                &format!("{used:.0}"),
                total,
            )
        })
        .collect()
}

fn period(start: NaiveDate, end: NaiveDate, used: &str, total: &str) -> MauPeriod {
    MauPeriod {
        start,
        end,
        used: used
            .parse()
            .map_or(Quantity::NotReported(None), Quantity::Known),
        total: total
            .parse()
            .map_or(Allowance::NotReported(None), Allowance::Limited),
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
