mod any_input;
mod document;
mod elements;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::HistoryInput;
use super::scene::Scene;
use crate::output::ChartTheme;
use authgauge_core::forecast::{DayEnd, Forecast};
use authgauge_core::history::{DaySummary, MarkedDay};
use authgauge_core::language::WordsLanguage;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();

fn ago(days: u64) -> NaiveDate {
    TODAY - Days::new(days)
}

fn known(day: NaiveDate, used: i64, total: Option<i64>) -> DaySummary {
    let last = Decimal::from(used);
    DaySummary {
        day,
        first: last,
        last,
        least: last,
        most: last,
        total: total.map(Decimal::from),
    }
}

/// Days up to today with their last readings.
fn days_of(used: impl IntoIterator<Item = i64>, total: Option<i64>) -> Vec<DaySummary> {
    let used: Vec<i64> = used.into_iter().collect();
    let first = ago(used.len() as u64 - 1);
    let known = |(day, used): (NaiveDate, &i64)| known(day, *used, total);
    first.iter_days().zip(&used).map(known).collect()
}

fn steady(count: i64, total: Option<i64>) -> Vec<DaySummary> {
    days_of((0..count).map(|day| day * 100), total)
}

fn marked(days: &[DaySummary]) -> Vec<MarkedDay> {
    MarkedDay::mark(days, &[])
}

fn forecast(days: &[DaySummary]) -> Option<Forecast> {
    use rust_decimal::prelude::ToPrimitive as _;
    let end = |day: &DaySummary| DayEnd::whole(day.day, day.last.to_f64().unwrap());
    let ends: Vec<DayEnd> = days.iter().map(end).collect();
    // A young counter has no forecast unless its period is known: without resets it is a year.
    let first = days.first()?.day;
    let has_reset = !authgauge_core::forecast::resets(&ends).is_empty();
    let year = (!has_reset).then(|| first..first + Days::new(365));
    Forecast::from(&ends, year)
}

/// The last 30 days, without a forecast.
fn month(days: &[MarkedDay]) -> HistoryInput<'_> {
    HistoryInput {
        days,
        forecast: None,
        from: ago(29),
        today: TODAY,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 800,
        height: 260,
        numbers: true,
    }
}

fn scene(days: &[MarkedDay]) -> Scene {
    Scene::of(&month(days))
}
