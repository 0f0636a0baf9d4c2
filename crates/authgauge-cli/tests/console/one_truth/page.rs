//! The figures that the page's test renders.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::super::fixture::now;
use super::case::{Case, Window};

/// View models for the page, and what documents say of the same pools.
pub(super) fn assert_current(case: &Case, window: Window) {
    let documents = ["usage", "mau", "plan", "overview"]
        .map(|command| (command.to_owned(), case.document(command)["pools"].clone()));
    let figures = json!({
        "at": now(),
        "summaries": window.summaries,
        "views": window.pools.into_iter().map(for_the_page).collect::<Vec<_>>(),
        "portfolio": without_changes(window.portfolio),
        "documents": Map::from_iter(documents),
    });
    let file = format!("../../ui/tests/figures/{}.json", case.name);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_FIGURES").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let text = serde_json::to_string_pretty(&figures).unwrap() + "\n";
        fs::write(&file, text).unwrap();
        return;
    }
    // Not as text: other crates decide whether serde_json keeps the order of keys.
    let committed = fs::read_to_string(&file).unwrap_or_default();
    let committed = serde_json::from_str(&committed).unwrap_or(Value::Null);
    let hint = "run this test with UPDATE_FIGURES=1";
    assert!(
        committed == figures,
        "{} is not current: {hint}",
        file.display()
    );
}

/// Without the number of changes, which other tests of this process make too.
fn without_changes(mut view: Value) -> Value {
    view["revision"] = json!(1);
    view
}

/// Without the lines of cards, which have no figure that is read.
fn for_the_page(view: Value) -> Value {
    let mut view = without_changes(view);
    view["mau_revision"] = json!(1);
    for card in view["cards"].as_array_mut().into_iter().flatten() {
        card["trend"] = Value::Null;
    }
    if view["mau"].is_object() {
        view["mau"]["trend"] = Value::Null;
    }
    view
}
