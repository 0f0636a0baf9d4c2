//! Metrics beside the documents.

use std::collections::HashMap;

use authgauge_core::calendar::of_vendor_time;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::Value;

use super::case::Case;
use super::console::entry_of;
use super::figure::{entries, text};

/// The series of a scrape, by name and labels.
struct Scrape(HashMap<String, f64>);

impl Scrape {
    fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let series = lines.map(|line| {
            let (series, value) = line.rsplit_once(' ').unwrap();
            (series.to_owned(), value.parse().unwrap())
        });
        Self(series.collect())
    }

    /// The ID of a pool; a demo's is another one each time.
    fn id_of(&self, pool: &Value) -> String {
        let name = format!(",name=\"{}\",", text(&pool["name"]));
        let mut series = self.0.keys();
        let info = series.find(|it| it.starts_with("authgauge_pool_info{") && it.contains(&name));
        info.unwrap().split('"').nth(1).unwrap().to_owned()
    }

    /// Compares a series, or that there is none.
    fn assert(&self, name: &str, labels: &str, expected: Option<f64>) -> usize {
        let found = self
            .0
            .get(&format!("authgauge_{name}{{{labels}}}"))
            .copied();
        assert_eq!(found, expected, "{name} {labels}");
        1
    }

    fn assert_full(&self, name: &str, labels: &str, outlook: &Value) -> usize {
        let bounds = ["first", "likely"].map(|bound| {
            let labels = format!("{labels},bound=\"{bound}\"");
            self.assert(name, &labels, day(&outlook[bound]))
        });
        bounds.into_iter().sum()
    }
}

fn day(value: &Value) -> Option<f64> {
    let day: NaiveDate = value.as_str()?.parse().unwrap();
    seconds_of(day)
}

/// The midnight in China that a day begins with.
fn seconds_of(day: NaiveDate) -> Option<f64> {
    let at = of_vendor_time(day.and_time(NaiveTime::MIN))?;
    Some(at.timestamp() as f64)
}

fn moment(value: &Value) -> Option<f64> {
    let at: DateTime<Utc> = value.as_str()?.parse().unwrap();
    Some(at.timestamp() as f64)
}

fn amount(figure: &Value) -> Option<f64> {
    Some(figure["value"].as_str()?.parse().unwrap())
}

fn flag(set: bool) -> Option<f64> {
    Some(if set { 1.0 } else { 0.0 })
}

pub(super) fn compare(case: &Case) -> usize {
    let scrape = Scrape::parse(&case.metrics());
    let [usage, forecasts, plans, mau] =
        ["usage", "forecast", "plan", "mau"].map(|command| case.document(command));
    let mut figures = 0;
    // As the metrics, forecasts have each code once.
    for (pool, forecast) in entries(forecasts, "forecasts") {
        let labels = format!("pool=\"{}\"", scrape.id_of(pool));
        let outlook = &forecast["outlook"];
        if forecast["subject"]["kind"] == "mau" {
            figures += scrape.assert_full("mau_full_timestamp_seconds", &labels, outlook);
            continue;
        }
        let labels = format!(
            "{labels},benefit=\"{}\"",
            text(&forecast["subject"]["code"])
        );
        let (used, limit) = (&forecast["used"], &forecast["limit"]);
        let is_it = |entry: &&Value| {
            entry["code"] == forecast["subject"]["code"]
                && entry["used"] == *used
                && entry["limit"] == *limit
        };
        let mut benefits = entry_of(usage, pool)["benefits"].as_array().unwrap().iter();
        let benefit = benefits.find(is_it).unwrap();
        let (unlimited, reported) = (
            limit["kind"] == "unlimited",
            benefit["level"] != "not_reported",
        );
        figures += scrape.assert("benefit_used", &labels, amount(used))
            + scrape.assert("benefit_limit", &labels, amount(limit))
            + scrape.assert("benefit_unlimited", &labels, flag(unlimited))
            + scrape.assert("benefit_reported", &labels, flag(reported))
            + scrape.assert("benefit_trial", &labels, flag(benefit["trial"] == true))
            + scrape.assert_full("benefit_full_timestamp_seconds", &labels, outlook);
    }
    for pool in plans["pools"].as_array().unwrap() {
        let labels = format!("pool=\"{}\"", scrape.id_of(pool));
        let plan = &pool["plan"];
        figures += scrape.assert(
            "plan_end_timestamp_seconds",
            &labels,
            moment(&plan["ends_at"]),
        ) + scrape.assert("plan_mau", &labels, amount(&plan["mau"]))
            + running_period(&scrape, &labels, entry_of(mau, pool));
    }
    figures
}

fn running_period(scrape: &Scrape, labels: &str, pool: &Value) -> usize {
    let mut periods = pool["periods"].as_array().into_iter().flatten();
    let period = periods.find(|period| period["running"] == true);
    let period = period.unwrap_or(&Value::Null);
    let last: Option<NaiveDate> = period["last_day"].as_str().map(|day| day.parse().unwrap());
    let end = last.and_then(|day| seconds_of(day.succ_opt()?));
    scrape.assert("mau_used", labels, amount(&period["used"]))
        + scrape.assert("mau_limit", labels, amount(&period["limit"]))
        + scrape.assert(
            "mau_period_start_timestamp_seconds",
            labels,
            day(&period["first_day"]),
        )
        + scrape.assert("mau_period_end_timestamp_seconds", labels, end)
}
