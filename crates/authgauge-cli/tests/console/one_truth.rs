//! Every way out says the same: documents, tables in both languages, CSV and metrics, figure by figure.

use std::fs;

use authgauge_core::calendar::of_vendor_time;
use chrono::{NaiveDate, NaiveTime};
use serde_json::Value;

use super::fixture::Fixture;

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
