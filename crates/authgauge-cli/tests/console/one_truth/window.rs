//! The view models of the window beside the documents.

use serde_json::Value;

use super::case::{Case, Window};
use super::console::entry_of;

pub(super) fn compare(case: &Case, window: &Window) -> usize {
    let [usage, plans, mau, overview] =
        ["usage", "plan", "mau", "overview"].map(|command| case.document(command));
    let mut figures = 0;
    for view in &window.pools {
        figures += cards(view, entry_of(usage, view))
            + plan(view, &entry_of(plans, view)["plan"])
            + running_period(view, entry_of(mau, view));
    }
    for pool in overview["pools"].as_array().unwrap() {
        figures += sidebar(&window.summaries, pool)
            + row(&window.portfolio, pool)
            + cells(&window.portfolio, entry_of(usage, pool));
    }
    figures
}

/// Compares the fields of these names.
fn same(shown: &Value, printed: &Value, fields: &[&str]) -> usize {
    for field in fields {
        assert_eq!(shown[field], printed[field], "{field}: {shown} {printed}");
    }
    fields.len()
}

fn same_figure(shown: &Value, printed: &Value) -> usize {
    let is_unlimited = |figure: &Value| figure["kind"] == "unlimited";
    assert_eq!(is_unlimited(shown), is_unlimited(printed));
    same(shown, printed, &["value", "raw"])
}

fn cards(view: &Value, document: &Value) -> usize {
    assert_eq!(view["name"], document["name"]);
    let cards = view["cards"].as_array().into_iter().flatten();
    let entries = document["benefits"].as_array().into_iter().flatten();
    assert_eq!(cards.clone().count(), entries.clone().count());
    let mut figures = 0;
    for (card, entry) in cards.zip(entries) {
        assert_eq!(entry["used"]["taken_at"], view["reading"]["taken_at"]);
        assert_eq!(card["unlisted"], entry["hidden"]);
        figures += 2
            + same_figure(&card["used"], &entry["used"])
            + same_figure(&card["total"], &entry["limit"]);
        let fields = [
            "code", "name", "left", "over", "percent", "level", "trial", "outlook",
        ];
        figures += same(card, entry, &fields);
    }
    figures
}

fn plan(view: &Value, plan: &Value) -> usize {
    let fields = [
        "name", "name_en", "edition", "scene", "ends_on", "ends_at", "ends_raw",
    ];
    same(&view["plan"], plan, &fields) + same_figure(&view["plan"]["mau"], &plan["mau"])
}

/// The running period: its card in the window, and its entry.
fn running_period(view: &Value, document: &Value) -> usize {
    let mut periods = document["periods"].as_array().into_iter().flatten();
    let Some(running) = periods.find(|period| period["running"] == true) else {
        assert!(view["mau"].is_null());
        return 1;
    };
    let card = &view["mau"];
    same_figure(&card["used"], &running["used"])
        + same_figure(&card["total"], &running["limit"])
        + same(card, document, &["level", "percent", "outlook"])
}

/// The pool in the sidebar.
fn sidebar(summaries: &Value, pool: &Value) -> usize {
    let mut summaries = summaries.as_array().unwrap().iter();
    let summary = summaries.find(|it| it["id"] == pool["id"]).unwrap();
    assert_eq!(summary["percent"], pool["condition"]["percent"]);
    1 + same(summary, pool, &["name", "host", "level", "condition"])
}

/// The pool's row in the overview, and the first of its rows in the runway.
fn row(portfolio: &Value, pool: &Value) -> usize {
    let row = row_of(portfolio, pool);
    let fields = ["name", "host", "level", "needs_attention", "has_room"];
    let figures = same(row, pool, &fields);
    assert_eq!(row["taken_at"], pool["reading"]["taken_at"]);
    assert_eq!(row["plan_end"]["at"], pool["plan_ends_at"]);
    let mut runway = portfolio["runway"].as_array().unwrap().iter();
    let first = runway.find(|row| row["pool"] == pool["id"]);
    let (first, printed) = (first.unwrap_or(&Value::Null), &pool["runs_out"]);
    assert_eq!(first["matter"]["code"], printed["subject"]["code"]);
    figures + 3 + same(first, printed, &["level", "days", "resets_on"])
}

fn row_of<'a>(portfolio: &'a Value, pool: &Value) -> &'a Value {
    let mut rows = portfolio["pools"].as_array().unwrap().iter();
    rows.find(|row| row["pool"] == pool["id"]).unwrap()
}

/// The cells of a pool's row.
fn cells(portfolio: &Value, document: &Value) -> usize {
    let columns = portfolio["columns"].as_array().unwrap().iter();
    let cells = row_of(portfolio, document)["cells"].as_array().unwrap();
    let mut figures = 0;
    for (column, cell) in columns.zip(cells) {
        let benefits = document["benefits"].as_array().into_iter().flatten();
        let of_code = benefits.filter(|it| it["code"] == column["code"]);
        let Some(entry) = of_code.max_by_key(|it| it["percent"].as_u64()) else {
            continue;
        };
        figures += same(cell, entry, &["level", "percent", "trial"])
            + same_figure(&cell["used"], &entry["used"])
            + same_figure(&cell["total"], &entry["limit"]);
    }
    figures
}
