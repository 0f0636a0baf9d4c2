//! Sample histories.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use authgauge_chart::{ChartTheme, HistoryInput, draw_history};
use authgauge_core::forecast::{self, DayEnd, Forecast};
use authgauge_core::history::{DaySummary, MarkedDay};
use authgauge_core::language::WordsLanguage;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

/// The known days, and the number of visible ones.
pub(crate) struct History {
    pub(crate) name: &'static str,
    days: Vec<DaySummary>,
    range: u64,
}

impl History {
    /// The chart as SVG.
    pub(crate) fn draw(&self, theme: ChartTheme, language: WordsLanguage) -> String {
        let ends: Vec<DayEnd> = self.days.iter().map(end).collect();
        let forecast = Forecast::from(&ends, None);
        let days = MarkedDay::mark(&self.days, &forecast::resets(&ends));
        let chart = draw_history(&HistoryInput {
            days: &days,
            forecast: forecast.as_ref(),
            from: TODAY - Days::new(self.range - 1),
            today: TODAY,
            theme,
            language,
            width: 798,
            height: 260,
            numbers: true,
        });
        chart.svg
    }
}

pub(crate) fn all() -> Vec<History> {
    vec![
        history("growing-30", 30, days(400, |day| (growing(day), 12_000))),
        history("growing-90", 90, days(400, |day| (growing(day), 12_000))),
        history("growing-365", 365, days(400, |day| (growing(day), 12_000))),
        history(
            "filling-30",
            30,
            days(90, |day| (7_000 + day * 50 + noise(day) / 4, 12_000)),
        ),
        history(
            "filling-90",
            90,
            days(90, |day| (7_000 + day * 45 + noise(day), 12_000)),
        ),
        history(
            "monthly-90",
            90,
            days(200, |day| ((day % 30) * 300 + noise(day), 10_000)),
        ),
        history(
            "monthly-365",
            365,
            days(365, |day| ((day % 30) * 300 + noise(day), 10_000)),
        ),
        history(
            "plan-change-90",
            90,
            days(90, |day| {
                (
                    3_000 + day * 60 + noise(day),
                    if day < 50 { 7_000 } else { 12_000 },
                )
            }),
        ),
        history("over-30", 30, days(30, |day| (9_000 + day * 80, 10_000))),
        history(
            "noisy-90",
            90,
            days(90, |day| (4_000 + noise(day) * 8, 12_000)),
        ),
        history("dwarfed-90", 90, days(90, |day| (300 + day, 2_500_000))),
        history("unlimited-90", 90, days(90, |day| (growing(day), -1))),
        history("zero-30", 30, days(30, |_| (0, 100))),
        history("few-of-few-90", 90, days(90, |day| (1 + day / 40, 5))),
        history(
            "gaps-90",
            90,
            gaps(days(90, |day| (5_000 + day * 60, 12_000))),
        ),
        history(
            "sparse-365",
            365,
            sparse(days(365, |day| (1_000 + day * 20, 12_000))),
        ),
        history("young-90", 90, days(5, |day| (4_000 + day * 60, 12_000))),
        history(
            "stale-30",
            30,
            stale(days(60, |day| (4_000 + day * 90, 12_000))),
        ),
        history("one-day", 30, days(1, |_| (4_000, 12_000))),
        history("empty", 30, Vec::new()),
        history(
            "huge",
            30,
            days(30, |day| {
                (day * 1_000_000_000_000_000, 40_000_000_000_000_000)
            }),
        ),
    ]
}

fn history(name: &'static str, range: u64, days: Vec<DaySummary>) -> History {
    History { name, days, range }
}

/// Days up to today, from use and total by index. A total of −1 is unlimited.
fn days(count: i64, figures: impl Fn(i64) -> (i64, i64)) -> Vec<DaySummary> {
    let first = TODAY - Days::new(count.unsigned_abs() - 1);
    let day = |(index, day)| {
        let (used, total) = figures(index);
        let first_reading = if index % 30 == 0 {
            used
        } else {
            figures((index - 1).max(0)).0
        };
        let swing = noise(index * 31) / 6;
        DaySummary {
            day,
            first: first_reading.into(),
            last: used.into(),
            least: (first_reading.min(used) - swing).max(0).into(),
            most: (first_reading.max(used) + swing).into(),
            total: (total >= 0).then(|| Decimal::from(total)),
        }
    };
    (0..count).zip(first.iter_days()).map(day).collect()
}

fn growing(day: i64) -> i64 {
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
    DayEnd::whole(day.day, day.last.to_f64().unwrap_or(0.0))
}
