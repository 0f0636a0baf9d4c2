//! The vendor's own Node and Python clients, unchanged, against the simulator.
//!
//! They are installed once into `target/vendor-clients` from the lock files in `vendor-clients/`, with the system's
//! npm and pip.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "failures abort the test; clippy exempts test functions only"
)]

#[path = "clients/installation.rs"]
mod installation;

use std::path::Path;
use std::process::Command;

use chrono::{DateTime, NaiveDate, Utc};
use genauth_sim::{Language, ServedBenefit, ServedPeriod, Sim, SimClock, SimOptions};
use serde_json::Value;

use installation::{Installation, run};

const FROM: &str = "20240101";
const TO: &str = "20261121";

#[tokio::test]
async fn node_client_reads_what_is_served() {
    let install = installation("node");
    install.node();
    install.copy("node.mjs");
    let script = install.path.join("node.mjs");
    check(|| {
        let mut node = Command::new("node");
        node.arg(&script);
        node
    })
    .await;
}

#[tokio::test]
async fn python_client_reads_what_is_served() {
    let install = installation("python");
    let python = install.python();
    install.copy("python.py");
    let script = install.path.join("python.py");
    check(|| {
        let mut command = Command::new(&python);
        command.arg(&script);
        command
    })
    .await;
}

fn installation(name: &str) -> Installation {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("vendor-clients");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    Installation::new(target, name, sources)
}

/// Compares what the client reads from every pool, in both languages, with what is served.
async fn check(client: impl Fn() -> Command) {
    let now: DateTime<Utc> = "2026-11-21T09:00:00Z".parse().unwrap();
    let options = SimOptions {
        clock: SimClock::fixed(now),
        ..SimOptions::default()
    };
    let sim = Sim::start(options).await.unwrap();
    let pools = sim.pools();
    let keys: Vec<_> = pools
        .iter()
        .map(|p| [&p.access_key_id, &p.access_key_secret])
        .collect();
    let keys = serde_json::to_string(&keys).unwrap();

    for (tag, language) in [("en-US", Language::English), ("zh-CN", Language::Chinese)] {
        let mut client = client();
        client
            .env("SIM_URL", sim.url())
            .env("SIM_KEYS", &keys)
            .env("SIM_LANG", tag);
        client
            .env("SIM_FROM", FROM)
            .env("SIM_TO", TO)
            .env("NO_PROXY", "127.0.0.1");
        let documents: Vec<Value> = serde_json::from_str(&run(&mut client)).unwrap();
        assert_eq!(documents.len(), pools.len());
        for (document, pool) in documents.iter().zip(&pools) {
            compare(document, &sim, &pool.access_key_id, language);
        }
    }
    assert!(
        sim.requests()
            .iter()
            .all(|request| request.access_key_id.is_some())
    );
}

fn compare(document: &Value, sim: &Sim, key: &str, language: Language) {
    for (call, response) in document.as_object().unwrap() {
        assert_eq!(response["statusCode"], 200, "{call}: {response}");
    }
    let usages = listed(&document["usage"]["data"]["usages"]);
    let served = sim.served_usage_in(key, language);
    assert_eq!(usages.iter().map(benefit).collect::<Vec<_>>(), served);

    let day = |text| NaiveDate::parse_from_str(text, "%Y%m%d").unwrap();
    let records = listed(&document["mau"]["data"]["records"]);
    let served = sim.served_mau(key, day(FROM), day(TO));
    assert_eq!(records.iter().map(period).collect::<Vec<_>>(), served);

    let plan = sim.served_plan(key).unwrap();
    let package = &document["plan"]["data"];
    assert_eq!(text(&package["code"]), plan.code);
    assert_eq!(package["endTime"].as_str(), plan.end_time.as_deref());
    assert_eq!(text(&package["goodsPackage"]["nameEn"]), plan.name_en);
}

fn benefit(usage: &Value) -> ServedBenefit {
    let code = text(&usage["modelCode"]);
    let name = usage["modelName"].as_str().unwrap_or(&code);
    let label = name
        .trim_start_matches(&code)
        .trim_start_matches(['：', ':', ' ']);
    ServedBenefit {
        label: if label.is_empty() {
            code.clone()
        } else {
            label.to_owned()
        },
        used: text(&usage["current"]),
        total: text(&usage["amount"]),
        trial: usage["experience"].as_bool().unwrap_or_default(),
        code,
    }
}

fn period(record: &Value) -> ServedPeriod {
    ServedPeriod {
        start: text(&record["periodStartTime"]),
        end: text(&record["periodEndTime"]),
        used: text(&record["current"]),
        total: text(&record["amount"]),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        value => value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    }
}

fn listed(collection: &Value) -> Vec<Value> {
    match collection {
        Value::Null => Vec::new(),
        Value::Array(items) => items.clone(),
        bare => vec![bare.clone()],
    }
}
