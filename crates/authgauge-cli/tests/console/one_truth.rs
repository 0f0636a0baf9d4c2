//! Every way out says the same: documents, tables in both languages, CSV, metrics, assistants, and the view models that
//! the window shows, figure by figure.

use std::fs;
use std::sync::Arc;

use authgauge_api::{PoolView, PortfolioView};
use authgauge_app::Application;
use authgauge_app::startup::{self, DataDir};
use authgauge_core::calendar::of_vendor_time;
use chrono::{NaiveDate, NaiveTime};
use serde_json::Value;

use super::fixture::{Fixture, now};
use super::mcp::{plain, say};

/// What a benefit is, as `usage --json` says.
struct Benefit {
    pool: String,
    id: String,
    code: String,
    figures: Value,
}

impl Benefit {
    fn all(fixture: &Fixture) -> Vec<Self> {
        let document = fixture.json(&["usage"]);
        let mut all = Vec::new();
        for pool in document["pools"].as_array().unwrap() {
            for figures in pool["benefits"].as_array().into_iter().flatten() {
                all.push(Self {
                    pool: text(&pool["name"]),
                    id: text(&pool["id"]),
                    code: text(&figures["code"]),
                    figures: figures.clone(),
                });
            }
        }
        all
    }

    fn value(&self, name: &str) -> Option<String> {
        self.figures[name]["value"].as_str().map(str::to_owned)
    }

    fn labels(&self) -> String {
        format!("{{pool=\"{}\",benefit=\"{}\"}}", self.id, self.code)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn print(fixture: &Fixture, args: &[&str]) -> String {
    let output = fixture.command(args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The number of a series; None if it is absent.
fn metric(text: &str, series: &str) -> Option<f64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(series))?;
    Some(rest.trim().parse().unwrap())
}

fn number(value: Option<String>) -> Option<f64> {
    value.map(|value| value.parse().unwrap())
}

/// The line of a table with these cells.
fn line<'a>(table: &'a str, cells: [&str; 2]) -> &'a str {
    let holds = |line: &&str| {
        let words: Vec<&str> = line.split("  ").map(str::trim).collect();
        line.starts_with(cells[0]) && words.contains(&cells[1])
    };
    table
        .lines()
        .find(holds)
        .unwrap_or_else(|| panic!("{cells:?}: {table}"))
}

#[test]
fn every_way_out_has_the_same_figures() {
    let fixture = Fixture::new();
    let tables = ["en", "zh"].map(|lang| print(&fixture, &["usage", "--lang", lang]));
    let metrics = print(&fixture, &["metrics"]);
    print(&fixture, &["export", "csv", "--output", "all.csv"]);
    let csv = fs::read_to_string(fixture.path().join("all.csv")).unwrap();
    let forecasts = fixture.json(&["forecast"]);
    let overview = fixture.json(&["overview"]);
    let benefits = Benefit::all(&fixture);
    let mut figures = 0;
    for benefit in &benefits {
        let (used, limit) = (benefit.value("used"), benefit.value("limit"));
        let series = |name: &str| format!("authgauge_benefit_{name}{}", benefit.labels());
        assert_eq!(metric(&metrics, &series("used")), number(used.clone()));
        assert_eq!(metric(&metrics, &series("limit")), number(limit.clone()));
        let row = format!("usage,{},{},", benefit.pool, benefit.code);
        let row = csv.lines().find(|line| line.starts_with(&row)).unwrap();
        let unlimited = benefit.figures["limit"]["kind"] == "unlimited";
        let limit_cell = limit
            .clone()
            .or_else(|| unlimited.then(|| "unlimited".to_owned()));
        let cells = format!(
            ",{},{},",
            used.clone().unwrap_or_default(),
            limit_cell.unwrap_or_default()
        );
        assert!(row.contains(&cells), "{row}");
        for table in &tables {
            let line = line(table, [&benefit.pool, &benefit.code]).replace(',', "");
            for value in [&used, &limit].into_iter().flatten() {
                assert!(
                    line.split_whitespace().any(|word| word == value),
                    "{line}: {value}"
                );
            }
            if let Some(percent) = benefit.figures["percent"].as_u64() {
                assert!(line.contains(&format!(" {percent}%")), "{line}");
            }
        }
        let pools = forecasts["pools"].as_array().unwrap();
        let pool = pools
            .iter()
            .find(|pool| pool["id"] == benefit.id.as_str())
            .unwrap();
        let all = pool["forecasts"].as_array().unwrap();
        let forecast = all
            .iter()
            .find(|it| it["subject"]["code"] == benefit.code.as_str());
        assert_eq!(forecast.unwrap()["outlook"], benefit.figures["outlook"]);
        assert_eq!(
            likely(&metrics, benefit),
            likely_of(&benefit.figures["outlook"])
        );
        figures += 6;
    }
    for pool in overview["pools"].as_array().unwrap() {
        let Some(code) = pool["condition"]["code"].as_str() else {
            continue;
        };
        let worst = benefits
            .iter()
            .find(|it| it.code == code && it.id == text(&pool["id"]))
            .unwrap();
        for field in ["level", "percent"] {
            assert_eq!(pool["condition"][field], worst.figures[field]);
        }
        assert_eq!(pool["level"], worst.figures["level"]);
        figures += 3;
    }
    println!("count: {figures} figures that are the same in documents, tables, CSV and metrics");
}

/// The likely day of the metrics, in seconds.
fn likely(metrics: &str, benefit: &Benefit) -> Option<f64> {
    let labels = benefit.labels();
    let labels = labels.strip_suffix('}').unwrap();
    metric(
        metrics,
        &format!("authgauge_benefit_full_timestamp_seconds{labels},bound=\"likely\"}}"),
    )
}

fn likely_of(outlook: &Value) -> Option<f64> {
    let day: NaiveDate = outlook["likely"].as_str()?.parse().unwrap();
    let at = of_vendor_time(day.and_time(NaiveTime::MIN)).unwrap();
    Some(at.timestamp() as f64)
}

/// What the window knows of the same data folder.
fn window(fixture: &Fixture) -> Application {
    let data_dir = DataDir::persistent(Some(&fixture.path().join("data")));
    let application = startup::open_as_guest(&data_dir, "1", Arc::new(now)).unwrap();
    let pools = application.snapshot().pools.into_iter();
    let ids: Vec<_> = pools.map(|pool| pool.pool.id).collect();
    application.load_histories(&ids).unwrap();
    application
}

#[test]
fn the_window_shows_the_figures_of_documents() {
    let fixture = Fixture::new();
    let application = window(&fixture);
    let (usage, plans, mau) = (
        fixture.json(&["usage"]),
        fixture.json(&["plan"]),
        fixture.json(&["mau"]),
    );
    let mut figures = 0;
    for (index, pool) in application.snapshot().pools.iter().enumerate() {
        let view = serde_json::to_value(PoolView::from(pool)).unwrap();
        let document = &usage["pools"][index];
        assert_eq!(view["name"], document["name"]);
        let cards = view["cards"].as_array().cloned().unwrap_or_default();
        let entries = document["benefits"].as_array().cloned().unwrap_or_default();
        assert_eq!(cards.len(), entries.len());
        for (card, entry) in cards.iter().zip(&entries) {
            for (shown, printed) in [("used", "used"), ("total", "limit")] {
                let (shown, printed) = (&card[shown], &entry[printed]);
                assert_eq!(shown["value"], printed["value"], "{card}");
                assert_eq!(shown["raw"], printed["raw"], "{card}");
                assert_eq!(printed["taken_at"], view["reading"]["taken_at"]);
            }
            for field in [
                "code", "name", "left", "over", "percent", "level", "trial", "outlook",
            ] {
                assert_eq!(card[field], entry[field], "{field}: {card}");
                figures += 1;
            }
            figures += 6;
        }
        let plan = &plans["pools"][index]["plan"];
        for field in [
            "name", "name_en", "edition", "scene", "ends_on", "ends_at", "ends_raw",
        ] {
            assert_eq!(view["plan"][field], plan[field], "{field}");
            figures += 1;
        }
        assert_eq!(view["plan"]["mau"]["value"], plan["mau"]["value"]);
        figures += mau_of(&view, &mau["pools"][index]);
    }
    println!("count: {figures} figures of the window that documents have too");
}

/// The running period: its card in the window, and its entry.
fn mau_of(view: &Value, document: &Value) -> usize {
    let periods = document["periods"].as_array().into_iter().flatten();
    let Some(running) = periods.into_iter().find(|period| period["running"] == true) else {
        assert!(view["mau"].is_null());
        return 1;
    };
    let card = &view["mau"];
    assert_eq!(card["used"]["value"], running["used"]["value"]);
    assert_eq!(card["total"]["value"], running["limit"]["value"]);
    for field in ["level", "percent", "outlook"] {
        assert_eq!(card[field], document[field], "{field}: {document}");
    }
    5
}

#[test]
fn the_overview_of_the_window_is_that_of_documents() {
    let fixture = Fixture::new();
    let portfolio = PortfolioView::from(&window(&fixture).portfolio());
    let portfolio = serde_json::to_value(portfolio).unwrap();
    let document = fixture.json(&["overview"]);
    let rows = portfolio["pools"].as_array().unwrap();
    let mut figures = 0;
    for pool in document["pools"].as_array().unwrap() {
        let row = rows.iter().find(|row| row["pool"] == pool["id"]).unwrap();
        for field in ["name", "host", "level", "needs_attention", "has_room"] {
            assert_eq!(row[field], pool[field], "{field}: {pool}");
        }
        assert_eq!(row["taken_at"], pool["reading"]["taken_at"]);
        assert_eq!(row["plan_end"]["at"], pool["plan_ends_at"]);
        let mut runway = portfolio["runway"].as_array().unwrap().iter();
        let first = runway.find(|row| row["pool"] == pool["id"]);
        let first = first.unwrap_or(&Value::Null);
        let document = &pool["runs_out"];
        assert_eq!(first["matter"]["code"], document["subject"]["code"]);
        for field in ["level", "days", "resets_on"] {
            assert_eq!(first[field], document[field], "{field}: {pool}");
        }
        figures += 11;
    }
    println!("count: {figures} figures of the window's overview that documents have too");
}

/// Each number of a document is in the tables of both languages, and an assistant gets the same document; of stored
/// pools and of the demo's.
#[test]
fn tables_and_assistants_have_every_number_of_a_document() {
    let fixture = Fixture::with_assistants();
    let mut figures = 0;
    let stored: [(&str, &str); 5] = [
        ("get_overview", "overview"),
        ("get_usage", "usage"),
        ("get_mau", "mau"),
        ("get_plan", "plan"),
        ("get_forecast", "forecast"),
    ];
    // Each call makes a demo of its own, which takes seconds.
    let demos = [stored[1], stored[2]];
    for (extra, asked) in [(&[][..], &stored[..]), (&["--demo"], &demos)] {
        for (tool, command) in asked.iter().copied() {
            let with = |more: &[&'static str]| [&[command][..], extra, more].concat();
            let document = fixture.json(&with(&[]));
            let answered = say(&fixture.command(&[&["mcp"][..], extra].concat()), tool);
            assert_eq!(
                unnamed(answered),
                unnamed(plain(document.clone())),
                "{tool}"
            );
            let mut numbers = Vec::new();
            numbers_of(&document["pools"], &mut numbers);
            assert!(!numbers.is_empty(), "{command}");
            for lang in ["en", "zh"] {
                let table = print(&fixture, &with(&["--lang", lang])).replace(',', "");
                for number in &numbers {
                    assert!(
                        table.contains(number),
                        "{command} {lang}: {number}: {table}"
                    );
                }
            }
            figures += numbers.len() * 3;
        }
    }
    println!("count: {figures} numbers that tables and assistants have too");
}

/// Without the IDs of pools: each demo makes its own.
fn unnamed(mut document: Value) -> Value {
    for pool in document["pools"].as_array_mut().unwrap() {
        pool["id"] = Value::Null;
    }
    for error in document["errors"].as_array_mut().unwrap() {
        error["pool"] = Value::Null;
    }
    document
}

/// Quantities and percentages.
fn numbers_of(value: &Value, numbers: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| numbers_of(value, numbers)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match (&**name, value) {
                    ("value", Value::String(number)) => numbers.push(number.clone()),
                    ("percent", Value::Number(percent)) => numbers.push(format!("{percent}%")),
                    // A table shows its days.
                    ("outlook", _) => {}
                    _ => numbers_of(value, numbers),
                }
            }
        }
        _ => {}
    }
}
