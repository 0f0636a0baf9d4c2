//! What webhooks and programs get of an alert, beside the documents of that moment.

use std::collections::BTreeMap;

use serde_json::Value;

use super::console::entry_of;
use super::figure::text;
use super::simulated::Simulation;

pub(super) fn compare_while_running(simulation: &mut Simulation) -> usize {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut figures = 0;
    while simulation.is_running() {
        let notes = simulation.refresh();
        if notes.is_empty() {
            continue;
        }
        let documents = ["usage", "plan", "mau", "alerts"].map(|it| simulation.document(it));
        for note in notes {
            figures += compare(&note, &documents);
            *kinds
                .entry(text(&note["alert"]["kind"]).to_owned())
                .or_default() += 1;
        }
    }
    for kind in ["threshold", "forecast", "plan_ends"] {
        assert!(kinds.contains_key(kind), "{kinds:?}");
    }
    figures
}

fn compare(note: &Value, [usage, plans, mau, alerts]: &[Value; 4]) -> usize {
    let (pool, alert) = (&note["pool"], &note["alert"]);
    assert_is_listed(note, entry_of(alerts, pool));
    let plan = &entry_of(plans, pool)["plan"];
    let figures = match text(&note["subject"]["kind"]) {
        "benefit" => use_of(alert, benefit(entry_of(usage, pool), note)),
        "mau" => use_of(alert, &running_period(entry_of(mau, pool))),
        _ => end_of(alert, plan),
    };
    3 + figures
}

fn assert_is_listed(note: &Value, pool: &Value) {
    for field in ["id", "name", "host"] {
        assert_eq!(note["pool"][field], pool[field]);
    }
    let mut alerts = pool["alerts"].as_array().unwrap().iter();
    let is_it = |alert: &&Value| {
        ["at", "subject", "alert"]
            .iter()
            .all(|field| alert[field] == note[field])
    };
    assert!(alerts.any(|alert| is_it(&alert)), "{note}: {pool}");
}

/// Of benefits of one code the one that was counted.
fn benefit<'a>(pool: &'a Value, note: &Value) -> &'a Value {
    let of_code = pool["benefits"].as_array().unwrap().iter();
    let of_code = of_code.filter(|it| it["code"] == note["subject"]["code"]);
    of_code.max_by_key(|it| it["percent"].as_u64()).unwrap()
}

/// With the level and forecast that stand beside the periods.
fn running_period(pool: &Value) -> Value {
    let mut periods = pool["periods"].as_array().unwrap().iter();
    let mut period = periods.find(|it| it["running"] == true).unwrap().clone();
    for field in ["level", "percent", "outlook"] {
        period[field] = pool[field].clone();
    }
    period
}

fn use_of(alert: &Value, entry: &Value) -> usize {
    if alert["kind"] == "forecast" {
        for field in ["likely", "first"] {
            assert_eq!(alert[field], entry["outlook"][field], "{alert}: {entry}");
        }
        return 2;
    }
    assert_eq!(alert["kind"], "threshold");
    assert_eq!(alert["used"], entry["used"]["value"], "{alert}: {entry}");
    assert_eq!(alert["total"], entry["limit"]["value"], "{alert}: {entry}");
    // The highest of the percentages that are alerted at, and the level that begins there.
    let percent = entry["percent"].as_u64().unwrap();
    let step = [100, 90, 80].into_iter().find(|step| percent >= *step);
    assert_eq!(alert["percent"].as_u64(), step, "{alert}: {entry}");
    let levels: &[&str] = match step {
        Some(100) => &["over", "critical"],
        Some(90) => &["critical"],
        _ => &["near"],
    };
    assert!(levels.contains(&text(&entry["level"])), "{alert}: {entry}");
    4
}

/// A plan's end, and what is on trial until then.
fn end_of(alert: &Value, plan: &Value) -> usize {
    assert_eq!(alert["on"], plan["ends_on"], "{alert}: {plan}");
    assert_eq!(alert["ends_at"], plan["ends_at"], "{alert}: {plan}");
    2
}
