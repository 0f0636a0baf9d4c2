//! A database whose texts somebody edited: nothing but plain, short text reaches the page, the tray, notifications,
//! receivers of alerts and exports.

use std::collections::BTreeSet;

use authgauge_app::{HistoryDays, words};
use authgauge_core::alert::RuleScope;
use genauth::plain_text;
use rusqlite::Connection;
use rusqlite::types::Value as SqlValue;
use serde_json::Value;

use super::*;

const MARK: &str = "MARK";

/// Longer than any text that is shown, and what receivers of alerts add to it.
const LONGEST: usize = 400;

fn hostile(text: &str) -> String {
    let steering = "\n\u{202e}\u{200b}\u{7}\u{2028}\u{1b}[31m";
    format!("{text}{MARK}{steering}{}", "x".repeat(5_000))
}

/// One text of the database: a column, or a field of the JSON in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    table: String,
    column: String,
    field: Option<String>,
}

#[tokio::test]
async fn edited_texts_of_the_database_are_shown_plain_and_short() {
    let fixture = Fixture::new().await;
    let id = fixture.add(&fixture.pool()).await;
    let code = fixture.app.pool_view(&id).unwrap().cards.unwrap()[0]
        .code
        .clone();
    let scope = RuleScope::Benefit(code);
    fixture.app.mute(&id, &scope, true).unwrap();
    let update = fixture
        .app
        .update_settings(|settings| settings.notify = true);
    update.unwrap();
    assert!(!fixture.app.overview().alerts.is_empty());

    let (mut cases, mut shown) = (0, 0);
    for place in places(fixture.dir.path()) {
        let dir = copy_of(fixture.dir.path());
        plant(&dir, &place);
        fs::remove_file(dir.join("authgauge.backup")).unwrap();
        let store = Store::open(&dir, Role::Owner, Utc::now()).unwrap().0;
        let keychain = Keychain::start(|| Box::new(InMemory::default()));
        let app = App::open(Parts::new(store, keychain, Arc::new(Utc::now)));
        let texts = exits(&app).await;
        for text in &texts {
            assert_eq!(plain_text(text), *text, "{place:?}");
            assert!(text.chars().count() <= LONGEST, "{place:?}: {text}");
        }
        shown += usize::from(texts.iter().any(|text| text.contains(MARK)));
        cases += 1;
    }
    // Most edited rows can't be interpreted; names, codes and raw texts can.
    assert!(shown >= 5, "{shown} of {cases}");
    println!("count: {cases} edited texts of the database");
}

/// Every text of the database, once per column or field.
fn places(dir: &Path) -> BTreeSet<Place> {
    let database = Connection::open(copy_of(dir).join("authgauge.db")).unwrap();
    let tables = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.type = 'TEXT'";
    let mut tables = database.prepare(tables).unwrap();
    let columns = tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let columns: Vec<(String, String)> = columns.unwrap().map(Result::unwrap).collect();
    let mut places = BTreeSet::new();
    for (table, column) in columns {
        for text in texts_of(&database, &table, &column) {
            let mut fields = BTreeSet::from([None]);
            if let Ok(json) = serde_json::from_str::<Value>(&text) {
                edit(json, &mut |name, _| {
                    fields.insert(Some(name.to_owned()));
                });
            }
            let place = |field| Place {
                table: table.clone(),
                column: column.clone(),
                field,
            };
            places.extend(fields.into_iter().map(place));
        }
    }
    places
}

fn texts_of(database: &Connection, table: &str, column: &str) -> Vec<String> {
    let query = format!("SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL");
    let mut rows = database.prepare(&query).unwrap();
    let texts = rows.query_map([], |row| row.get(0)).unwrap();
    texts.map(Result::unwrap).collect()
}

fn plant(dir: &Path, place: &Place) {
    let database = Connection::open(dir.join("authgauge.db")).unwrap();
    database.pragma_update(None, "foreign_keys", false).unwrap();
    let Place { table, column, .. } = place;
    for text in texts_of(&database, table, column) {
        let edited = match (&place.field, serde_json::from_str::<Value>(&text)) {
            (Some(field), Ok(json)) => {
                let edited = edit(json, &mut |name, text| {
                    if name == field {
                        *text = hostile(text);
                    }
                });
                edited.to_string()
            }
            _ => hostile(&text),
        };
        let change = format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1");
        let values = [SqlValue::from(text), SqlValue::from(edited)];
        database.execute(&change, values).unwrap();
    }
}

/// Calls `change` with each text of a value and the name of its field.
fn edit(value: Value, change: &mut dyn FnMut(&str, &mut String)) -> Value {
    edit_field("", value, change)
}

fn edit_field(name: &str, value: Value, change: &mut dyn FnMut(&str, &mut String)) -> Value {
    match value {
        Value::String(mut text) => {
            change(name, &mut text);
            text.into()
        }
        Value::Array(items) => items
            .into_iter()
            .map(|item| edit_field(name, item, change))
            .collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                let edited = edit_field(&name, value, change);
                (name, edited)
            })
            .collect(),
        other => other,
    }
}

/// The texts that leave the application.
async fn exits(app: &App) -> Vec<String> {
    let mut texts = Vec::new();
    let mut add = |value: Value| {
        edit(value, &mut |name, text| {
            // A picture is drawn line by line; its labels are in the same view as texts.
            if name != "svg" {
                texts.push(text.clone());
            }
        });
    };
    let overview = app.overview();
    add(serde_json::to_value(&overview).unwrap());
    for alert in &overview.alerts {
        for language in [WordsLanguage::En, WordsLanguage::Zh] {
            let words = words::alert(
                &alert.pool_name,
                &alert.subject,
                &alert.kind,
                language,
                words::OwnerCalendar::local(Utc::now()),
            );
            add(vec![words.title, words.body].into());
        }
    }
    for pool in app.tray_summary().pools {
        add(vec![pool.id.0, pool.name].into());
        add(serde_json::to_value(pool.condition).unwrap());
    }
    for pool in &overview.pools {
        let view = app.pool_view(&pool.id).unwrap();
        for card in view.cards.iter().flatten().take(3) {
            let request = HistoryRequest {
                code: card.code.clone(),
                days: HistoryDays::try_from(30).unwrap(),
                pool: pool.id.clone(),
                theme: ChartTheme::Light,
                language: WordsLanguage::En,
                width: 800,
                height: 240,
            };
            if let Ok(history) = app.benefit_history(request).await {
                add(serde_json::to_value(history).unwrap());
            }
        }
        add(serde_json::to_value(view).unwrap());
        add(serde_json::to_value(app.alert_rules(&pool.id).unwrap()).unwrap());
        let chart = chart_of(&pool.id, MauRange::Months { count: 12 });
        if let Ok(csv) = app.export_mau(chart, ExportFormat::Csv).await {
            let csv = String::from_utf8(csv).unwrap();
            let csv = csv.trim_start_matches('\u{feff}');
            add(csv.lines().map(Value::from).collect());
        }
    }
    texts
}
