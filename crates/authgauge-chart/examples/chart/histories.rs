//! Every kind of history of one benefit.

use authgauge_chart::ChartTheme;
use authgauge_chart::{HistoryInput, draw_history};
use authgauge_core::forecast::{self, DayEnd, Forecast};
use authgauge_core::history::{DaySummary, MarkedDay};
use authgauge_core::language::WordsLanguage;
use chrono::{Days, NaiveDate};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

/// Days that are known, and how many are shown.
pub(crate) struct History {
    pub(crate) name: &'static str,
    days: Vec<DaySummary>,
    range: u64,
}

impl History {
    /// The picture as SVG.
    pub(crate) fn draw(&self, theme: ChartTheme, language: WordsLanguage) -> String {
        let ends: Vec<DayEnd> = self.days.iter().map(end).collect();
        let forecast = Forecast::from(&ends, None);
        let days = MarkedDay::mark(&self.days, &forecast::resets(&ends));
        let drawn = draw_history(&HistoryInput {
            days: &days,
            forecast: forecast.as_ref(),
            from: TODAY - Days::new(self.range - 1),
            today: TODAY,
            theme,
            language,
            width: 798,
            height: 260,
        });
        drawn.svg
    }
}

pub(crate) fn all() -> Vec<History> {
    vec![
        shown("growing-30", 30, days(400, |day| (grown(day), 12_000))),
        shown("growing-90", 90, days(400, |day| (grown(day), 12_000))),
        shown("growing-365", 365, days(400, |day| (grown(day), 12_000))),
        shown(
            "filling-30",
            30,
            days(90, |day| (7_000 + day * 50 + noise(day) / 4, 12_000)),
        ),
        shown(
            "filling-90",
            90,
            days(90, |day| (7_000 + day * 45 + noise(day), 12_000)),
        ),
        shown(
            "monthly-90",
            90,
            days(200, |day| ((day % 30) * 300 + noise(day), 10_000)),
        ),
        shown(
            "monthly-365",
            365,
            days(365, |day| ((day % 30) * 300 + noise(day), 10_000)),
        ),
        shown(
            "plan-change-90",
            90,
            days(90, |day| {
                (
                    3_000 + day * 60 + noise(day),
                    if day < 50 { 7_000 } else { 12_000 },
                )
            }),
        ),
        shown("over-30", 30, days(30, |day| (9_000 + day * 80, 10_000))),
        shown(
            "noisy-90",
            90,
            days(90, |day| (4_000 + noise(day) * 8, 12_000)),
        ),
        shown("dwarfed-90", 90, days(90, |day| (300 + day, 2_500_000))),
        shown("unlimited-90", 90, days(90, |day| (grown(day), -1))),
        shown("zero-30", 30, days(30, |_| (0, 100))),
        shown("few-of-few-90", 90, days(90, |day| (1 + day / 40, 5))),
        shown(
            "gaps-90",
            90,
            gaps(days(90, |day| (5_000 + day * 60, 12_000))),
        ),
        shown(
            "sparse-365",
            365,
            sparse(days(365, |day| (1_000 + day * 20, 12_000))),
        ),
        shown("young-90", 90, days(5, |day| (4_000 + day * 60, 12_000))),
        shown(
            "stale-30",
            30,
            stale(days(60, |day| (4_000 + day * 90, 12_000))),
        ),
        shown("one-day", 30, days(1, |_| (4_000, 12_000))),
        shown("empty", 30, Vec::new()),
        shown(
            "huge",
            30,
            days(30, |day| {
                (day * 1_000_000_000_000_000, 40_000_000_000_000_000)
            }),
        ),
    ]
}

fn shown(name: &'static str, range: u64, days: Vec<DaySummary>) -> History {
    History { name, days, range }
}

/// Days up to today: what is used of how much; −1 is no limit.
fn days(count: i64, figures: impl Fn(i64) -> (i64, i64)) -> Vec<DaySummary> {
    let first = TODAY - Days::new(count.unsigned_abs() - 1);
    let day = |(index, day)| {
        let (used, total) = figures(index);
        let begun = if index % 30 == 0 {
            used
        } else {
            figures((index - 1).max(0)).0
        };
        let swing = noise(index * 31) / 6;
        DaySummary {
            day,
            first: begun.into(),
            last: used.into(),
            least: (begun.min(used) - swing).max(0).into(),
            most: (begun.max(used) + swing).into(),
            total: (total >= 0).then(|| Decimal::from(total)),
        }
    };
    (0..count).zip(first.iter_days()).map(day).collect()
}

fn grown(day: i64) -> i64 {
    let weekday = day % 7;
    2_000 + day / 7 * 110 + weekday.min(5) * 20 + noise(day)
}

fn noise(day: i64) -> i64 {
    (day * 7_919 + day * day * 31) % 211
}

fn gaps(mut days: Vec<DaySummary>) -> Vec<DaySummary> {
    days.drain(60..70);
    days.remove(40);
    days.drain(20..24);
    days.remove(18);
    days
}

fn sparse(days: Vec<DaySummary>) -> Vec<DaySummary> {
    let kept = |(index, _): &(usize, DaySummary)| index % 9 == 0 || index % 31 < 2;
    days.into_iter()
        .enumerate()
        .filter(kept)
        .map(|(_, day)| day)
        .collect()
}

fn stale(mut days: Vec<DaySummary>) -> Vec<DaySummary> {
    days.truncate(days.len() - 6);
    days
}

fn end(day: &DaySummary) -> DayEnd {
    DayEnd {
        day: day.day,
        used: day.last.to_f64().unwrap_or(0.0),
    }
}
