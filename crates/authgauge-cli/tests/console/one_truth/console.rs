//! Tables, CSV and assistants beside the documents, and documents beside each other.

use authgauge_core::calendar::vendor_day;
use chrono::{DateTime, NaiveDate, Utc};
use genauth::plain_text;
use serde_json::Value;

use super::super::fixture::now;
use super::super::mcp::plain;
use super::case::Case;
use super::figure::{LANGUAGES, Words, day_of, entries, left, percent, text};
use super::printed::{csv_rows, days_in};

pub(super) fn tables(case: &Case) -> usize {
    let mut figures = 0;
    for words in &LANGUAGES {
        for command in case.commands() {
            let expected = expected_rows(command, case.document(command), words);
            let rows = case.table(command, words.lang).0;
            // Sentences may follow.
            assert!(rows.len() >= expected.len(), "{command}: {rows:?}");
            for (row, expected) in rows.iter().zip(&expected) {
                expected.assert_is(row, words);
                figures += row.len();
            }
        }
    }
    figures
}

/// The cells of a row by column; of one with a forecast its day.
struct Expected<'a> {
    cells: Vec<(usize, String)>,
    outlook: Option<(usize, &'a Value)>,
}

impl<'a> Expected<'a> {
    fn new<const N: usize>(cells: [(usize, String); N]) -> Self {
        Self {
            cells: cells.into(),
            outlook: None,
        }
    }

    fn with_outlook(self, column: usize, outlook: &'a Value) -> Self {
        Self {
            outlook: Some((column, outlook)).filter(|(_, outlook)| !outlook.is_null()),
            ..self
        }
    }

    fn assert_is(&self, row: &[String], words: &Words) {
        for (column, cell) in &self.cells {
            assert_eq!(
                row[*column].replace(',', ""),
                cell.replace(',', ""),
                "{row:?}"
            );
        }
        let Some((column, outlook)) = self.outlook else {
            return;
        };
        let days: Vec<&str> = day_of(outlook).into_iter().collect();
        assert_eq!(days_in(&row[column]), days, "{row:?}: {outlook}");
        let is_full = outlook["kind"] == "full";
        assert_eq!(words.is_used_up(&row[column]), is_full, "{row:?}");
    }
}

fn expected_rows<'a>(command: &str, document: &'a Value, words: &Words) -> Vec<Expected<'a>> {
    match command {
        "usage" => rows_of(document, "benefits", |pool, entry| {
            usage(pool, entry, words)
        }),
        "mau" => rows_of(document, "periods", |pool, entry| mau(pool, entry, words)),
        "forecast" => rows_of(document, "forecasts", |pool, entry| {
            Expected::new([
                (0, name(pool)),
                (2, words.amount(&entry["used"])),
                (3, words.amount(&entry["limit"])),
            ])
            .with_outlook(4, &entry["outlook"])
        }),
        "plan" => {
            let pools = document["pools"].as_array().unwrap().iter();
            let known = pools.filter(|pool| !pool["plan"].is_null());
            known.map(|pool| plan(pool, words)).collect()
        }
        _ => {
            let pools = document["pools"].as_array().unwrap().iter();
            pools.map(|pool| overview(pool, words)).collect()
        }
    }
}

fn rows_of<'a>(
    document: &'a Value,
    list: &str,
    row: impl Fn(&'a Value, &'a Value) -> Expected<'a>,
) -> Vec<Expected<'a>> {
    let entries = entries(document, list).into_iter();
    entries.map(|(pool, entry)| row(pool, entry)).collect()
}

fn name(named: &Value) -> String {
    plain_text(text(&named["name"])).trim().to_owned()
}

fn usage<'a>(pool: &Value, entry: &'a Value, words: &Words) -> Expected<'a> {
    let trial = if entry["trial"] == true {
        words.trial
    } else {
        ""
    };
    Expected::new([
        (0, name(pool)),
        (1, name(entry)),
        (2, plain_text(text(&entry["code"]))),
        (3, words.amount(&entry["used"])),
        (4, words.amount(&entry["limit"])),
        (5, left(entry)),
        (6, percent(&entry["percent"])),
        (7, words.level(&entry["level"]).to_owned()),
        (8, trial.to_owned()),
    ])
    .with_outlook(9, &entry["outlook"])
}

/// Level and forecast are of the running period.
fn mau<'a>(pool: &'a Value, period: &Value, words: &Words) -> Expected<'a> {
    let of_running = |field: &str| match period["running"] == true {
        true => &pool[field],
        false => &Value::Null,
    };
    Expected::new([
        (0, name(pool)),
        (2, words.amount(&period["used"])),
        (3, words.amount(&period["limit"])),
        (4, percent(of_running("percent"))),
    ])
    .with_outlook(5, of_running("outlook"))
}

fn plan<'a>(pool: &Value, words: &Words) -> Expected<'a> {
    let plan = &pool["plan"];
    let raw = plan["ends_raw"].as_str().map(|raw| format!("? {raw}"));
    let ends = plan["ends_on"].as_str().map(str::to_owned).or(raw);
    Expected::new([
        (0, name(pool)),
        (3, words.amount(&plan["mau"])),
        (4, ends.unwrap_or_else(|| "–".to_owned())),
    ])
}

fn overview<'a>(pool: &Value, words: &Words) -> Expected<'a> {
    let level = match &pool["level"] {
        Value::Null => words.not_read,
        level => words.level(level),
    };
    let ends = pool["plan_ends_at"].as_str().map(vendor_day_of);
    Expected::new([
        (0, name(pool)),
        (1, text(&pool["host"]).to_owned()),
        (2, level.to_owned()),
        (5, ends.unwrap_or_else(|| "–".to_owned())),
    ])
}

fn vendor_day_of(moment: &str) -> String {
    vendor_day(moment.parse::<DateTime<Utc>>().unwrap()).to_string()
}

/// Forecasts, the overview and plans say of each benefit what the usage says.
pub(super) fn documents(case: &Case) -> usize {
    let [usage, forecasts, overview, plans, mau] =
        ["usage", "forecast", "overview", "plan", "mau"].map(|command| case.document(command));
    let mut figures = 0;
    for (pool, forecast) in entries(forecasts, "forecasts") {
        let subject = &forecast["subject"];
        let outlook = match subject["kind"] == "mau" {
            true => &entry_of(mau, pool)["outlook"],
            false => &benefit(usage, pool, forecast)["outlook"],
        };
        assert_eq!(forecast["outlook"], *outlook, "{subject}");
        figures += 3;
    }
    for pool in overview["pools"].as_array().unwrap() {
        let plan = &entry_of(plans, pool)["plan"];
        assert_eq!(pool["plan_ends_at"], plan["ends_at"]);
        let condition = &pool["condition"];
        let worst = match text_or_empty(&condition["kind"]) {
            "benefit" => worst_of(usage, pool, &condition["code"]),
            "mau" => entry_of(mau, pool),
            _ => continue,
        };
        for field in ["level", "percent"] {
            assert_eq!(condition[field], worst[field], "{pool}");
        }
        assert_eq!(pool["level"], worst["level"]);
        figures += 4 + runs_out(pool, usage);
    }
    figures
}

fn text_or_empty(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What a document says of the same pool.
pub(super) fn entry_of<'a>(document: &'a Value, pool: &Value) -> &'a Value {
    let mut pools = document["pools"].as_array().unwrap().iter();
    pools.find(|other| other["id"] == pool["id"]).unwrap()
}

/// The benefit of a forecast, which has its figures.
fn benefit<'a>(usage: &'a Value, pool: &Value, forecast: &Value) -> &'a Value {
    let mut benefits = entries(usage, "benefits").into_iter();
    let is_it = |(of, it): &(&Value, &Value)| {
        let same = |field: &str| it[field] == forecast[field];
        of["id"] == pool["id"]
            && it["code"] == forecast["subject"]["code"]
            && same("used")
            && same("limit")
    };
    let found = benefits.find(is_it);
    found.unwrap_or_else(|| panic!("{forecast}: {usage}")).1
}

/// Of benefits of one code the one of the highest percentage.
fn worst_of<'a>(usage: &'a Value, pool: &Value, code: &Value) -> &'a Value {
    let benefits = entries(usage, "benefits").into_iter();
    let of_code = benefits.filter(|(of, it)| of["id"] == pool["id"] && it["code"] == *code);
    let worst = of_code.max_by_key(|(_, it)| it["percent"].as_u64());
    worst.unwrap().1
}

/// The days until something runs out are those until the day of its forecast.
fn runs_out(pool: &Value, usage: &Value) -> usize {
    let first = &pool["runs_out"];
    if first["subject"]["kind"] != "benefit" || first["days"] == 0 {
        return 0;
    }
    let benefit = worst_of(usage, pool, &first["subject"]["code"]);
    let likely = benefit["outlook"]["likely"].as_str();
    let days = likely.map(|day| {
        let day: NaiveDate = day.parse().unwrap();
        (day - vendor_day(now())).num_days()
    });
    assert_eq!(first["days"].as_i64(), days, "{first}: {benefit}");
    1
}

pub(super) fn csv(case: &Case) -> usize {
    let rows = csv_rows(&case.csv());
    let of_kind =
        |kind: &str| -> Vec<&Vec<String>> { rows.iter().filter(|row| row[0] == kind).collect() };
    let (usage, mau) = (of_kind("usage"), of_kind("mau"));
    let benefits = entries(case.document("usage"), "benefits");
    assert_eq!(usage.len(), benefits.len());
    for (row, (pool, entry)) in usage.iter().zip(&benefits) {
        assert_eq!(row[2], text(&entry["code"]));
        assert_csv_row(row, pool, entry);
    }
    // The export has earlier ones too.
    let periods = entries(case.document("mau"), "periods");
    for (pool, period) in &periods {
        let days = ["first_day", "last_day"].map(|field| text(&period[field]));
        let is_it =
            |row: &&&Vec<String>| row[1] == text(&pool["name"]) && [&*row[4], &*row[5]] == days;
        assert_csv_row(mau.iter().find(is_it).unwrap(), pool, period);
    }
    (benefits.len() + periods.len()) * 4
}

fn assert_csv_row(row: &[String], pool: &Value, entry: &Value) {
    assert_eq!(row[1], text(&pool["name"]));
    assert_eq!(row[9], csv_amount(&entry["used"]), "{entry}");
    assert_eq!(row[10], csv_amount(&entry["limit"]), "{entry}");
    let taken_at: DateTime<Utc> = row[11].parse().unwrap();
    let taken_at = serde_json::to_value(taken_at).unwrap();
    assert_eq!(taken_at, entry["used"]["taken_at"]);
}

fn csv_amount(figure: &Value) -> &str {
    match text(&figure["kind"]) {
        "value" => text(&figure["value"]),
        "unlimited" => "unlimited",
        _ => "",
    }
}

pub(super) fn assistants(case: &Case) -> usize {
    let mut figures = 0;
    for (answer, document) in case.answers() {
        assert_eq!(plain(answer), plain(document.clone()));
        figures += leaves(&document["pools"]);
    }
    figures
}

fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(values) => values.iter().map(leaves).sum(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        _ => 1,
    }
}
