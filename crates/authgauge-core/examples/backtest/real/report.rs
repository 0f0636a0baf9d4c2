//! The scores as a table, and as lines for machines.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use super::alerts::Outcome;
use super::baselines;
use super::counter::Kind;
use super::evaluate::HORIZONS;
use super::readings::Pattern;
use super::tally::{Summary, Tally};

/// The horizons that errors are compared at; the others are about the band.
const COMPARED: [usize; 3] = [7, 14, 30];

const CHANCES: [(f64, f64); 4] = [(0.0, 0.1), (0.1, 0.5), (0.5, 0.9), (0.9, 1.01)];

/// The most error of counters, as a share of the best baseline's.
const BEST_SHARE: f64 = 0.87;

/// The acceptable coverage of the 80 % prediction interval, in percent.
const COVERAGE: RangeInclusive<f64> = 77.0..=88.0;

struct Row {
    name: String,
    /// Some kinds with some readings.
    is_one: Box<dyn Fn(Kind, Pattern) -> bool>,
}

fn is_counter(kind: Kind) -> bool {
    !kind.is_gauge()
}

fn is_whole_history(pattern: Pattern) -> bool {
    !matches!(pattern, Pattern::Young(_))
}

fn rows() -> Vec<Row> {
    let row = |name: &str, is_one: fn(Kind, Pattern) -> bool| Row {
        name: name.to_owned(),
        is_one: Box::new(is_one),
    };
    let mut rows = vec![row("counters", |kind, pattern| {
        is_counter(kind) && pattern == Pattern::Full
    })];
    for kind in Kind::ALL {
        rows.push(Row {
            name: kind.name().to_owned(),
            is_one: Box::new(move |one, pattern| one == kind && pattern == Pattern::Full),
        });
    }
    for pattern in [
        Pattern::Office,
        Pattern::Morning,
        Pattern::Young(7),
        Pattern::Young(10),
        Pattern::Young(14),
        Pattern::Young(21),
    ] {
        for (of, is_kind) in [
            ("counters", is_counter as fn(Kind) -> bool),
            ("monthly", |kind| kind == Kind::Monthly),
            ("stock", |kind| matches!(kind, Kind::Stock | Kind::Users)),
            ("mau", |kind| kind == Kind::Mau),
            ("all", |_| true),
        ] {
            rows.push(Row {
                name: format!("{of}-{}", pattern.name()),
                is_one: Box::new(move |kind, one| is_kind(kind) && one == pattern),
            });
        }
    }
    rows
}

pub(crate) fn markdown(tally: &Tally) -> String {
    let mut text = String::new();
    text.push_str("| readings | forecasts | error | line | week | last period | weekday average | in band | above | interval score | answered |\n");
    text.push_str("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for row in rows() {
        let summary = tally.summary(|kind, pattern, _| (row.is_one)(kind, pattern));
        let Some(summary) = summary else { continue };
        let _ = writeln!(
            text,
            "| {} | {} | {:.2} % | {} | {:.0} % | {:.0} % | {:.1} | {:.0} % |",
            row.name,
            summary.count,
            summary.error,
            summary
                .baselines
                .map(|error| format!("{error:.2} %"))
                .join(" | "),
            summary.coverage,
            summary.above,
            summary.interval_score,
            tally.answered(&row.is_one),
        );
    }
    text.push_str("\n| in the band after | ");
    text.push_str(&HORIZONS.map(|days| format!("{days} d")).join(" | "));
    text.push_str(" |\n|---|---:|---:|---:|---:|---:|\n");
    for row in rows() {
        let cells = HORIZONS.map(|horizon| {
            let summary =
                tally.summary(|kind, pattern, one| (row.is_one)(kind, pattern) && one == horizon);
            summary.map_or("–".to_owned(), |it| format!("{:.0} %", it.coverage))
        });
        let _ = writeln!(text, "| {} | {} |", row.name, cells.join(" | "));
    }
    text.push_str("\n| full within 14 days | said | came | times | counters: said | came | times |\n|---|---:|---:|---:|---:|---:|---:|\n");
    for (from, to) in CHANCES {
        let all = tally.reliability((from, to), |_, pattern| is_whole_history(pattern));
        let counters = tally.reliability((from, to), |kind, pattern| {
            is_counter(kind) && is_whole_history(pattern)
        });
        let _ = writeln!(
            text,
            "| {from:.1} to {:.1} | {:.2} | {:.2} | {} | {:.2} | {:.2} | {} |",
            to.min(1.0),
            all.said,
            all.came,
            all.count,
            counters.said,
            counters.came,
            counters.count
        );
    }
    text.push_str("\n| alerts | times full | told 3 days ahead | full again on day 9–21 | told | alerts | full in 14 days | in 21 days | false a year |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (name, outcome) in outcomes(tally) {
        let _ = writeln!(
            text,
            "| {name} | {} | {:.1} % | {} | {:.1} % | {} | {:.0} % | {:.0} % | {:.2} |",
            outcome.fills,
            percent(outcome.told, outcome.fills),
            outcome.again,
            percent(outcome.again_told, outcome.again),
            outcome.alerts,
            percent(outcome.within_14, outcome.alerts),
            percent(outcome.within_21, outcome.alerts),
            outcome.false_per_year(),
        );
    }
    text
}

/// Whether the forecast of counters is better than each baseline, and its bands as wide as they should be.
pub(crate) fn check(tally: &Tally) -> Result<(), String> {
    let counters = tally.summary(|kind, pattern, _| is_counter(kind) && pattern == Pattern::Full);
    let counters = counters.ok_or("no series")?;
    let best = counters
        .baselines
        .iter()
        .copied()
        .fold(f64::INFINITY, f64::min);
    if counters.error > BEST_SHARE * best {
        return Err(format!("{:.3} % against {best:.3} %", counters.error));
    }
    for pattern in [
        Pattern::Full,
        Pattern::Office,
        Pattern::Morning,
        Pattern::Young(21),
    ] {
        let one = tally.summary(|kind, one, _| is_counter(kind) && one == pattern);
        let coverage = one.ok_or("no series")?.coverage;
        if !COVERAGE.contains(&coverage) {
            return Err(format!("{}: {coverage:.1} % in the band", pattern.name()));
        }
    }
    Ok(())
}

/// One line a figure.
pub(crate) fn figures(tally: &Tally) -> String {
    let mut text = String::new();
    for row in rows() {
        for (horizon, is_horizon) in horizons() {
            let summary =
                tally.summary(|kind, pattern, one| (row.is_one)(kind, pattern) && is_horizon(one));
            if let Some(summary) = summary {
                let _ = writeln!(text, "figure: {} {horizon} {}", row.name, values(&summary));
            }
        }
    }
    for (from, to) in CHANCES {
        for (name, is_kind) in [
            ("all", (|_| true) as fn(Kind) -> bool),
            ("counters", is_counter),
        ] {
            let it = tally.reliability((from, to), |kind, pattern| {
                is_kind(kind) && is_whole_history(pattern)
            });
            let _ = writeln!(
                text,
                "figure: chance-{name} 14 from {from} said {:.3} came {:.3} count {}",
                it.said, it.came, it.count
            );
        }
    }
    for (name, outcome) in outcomes(tally) {
        let _ = writeln!(
            text,
            "figure: alert-{name} 14 told_pct {:.1} of {} again_told_pct {:.1} of {} within_14_pct {:.1} within_21_pct {:.1} false_per_year {:.2}",
            percent(outcome.told, outcome.fills),
            outcome.fills,
            percent(outcome.again_told, outcome.again),
            outcome.again,
            percent(outcome.within_14, outcome.alerts),
            percent(outcome.within_21, outcome.alerts),
            outcome.false_per_year(),
        );
    }
    text
}

type IsHorizon = Box<dyn Fn(usize) -> bool>;

fn horizons() -> Vec<(String, IsHorizon)> {
    let mut all: Vec<(String, IsHorizon)> = vec![
        ("all".to_owned(), Box::new(|_| true)),
        ("7-30".to_owned(), Box::new(|one| COMPARED.contains(&one))),
    ];
    for days in HORIZONS {
        all.push((days.to_string(), Box::new(move |one| one == days)));
    }
    all
}

fn values(summary: &Summary) -> String {
    let mut text = format!(
        "error_pct {:.3} coverage_pct {:.1} above_pct {:.1} interval_score {:.2} forecasts {}",
        summary.error, summary.coverage, summary.above, summary.interval_score, summary.count
    );
    for (name, error) in baselines::NAMES.iter().zip(summary.baselines) {
        let _ = write!(text, " {}_pct {error:.3}", name.replace(' ', "_"));
    }
    text
}

fn outcomes(tally: &Tally) -> Vec<(&'static str, Outcome)> {
    let mut all = vec![("counters", tally.outcome(is_counter))];
    for kind in Kind::ALL.into_iter().filter(|kind| is_counter(*kind)) {
        all.push((kind.name(), tally.outcome(|one| one == kind)));
    }
    all.retain(|(_, outcome)| outcome.days > 0);
    all
}

fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}
