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

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, NaiveDate, Utc};
use genauth_sim::{Language, ServedBenefit, ServedPeriod, Sim, SimClock, SimOptions};
use serde_json::Value;

const FROM: &str = "20240101";
const TO: &str = "20261121";

#[tokio::test]
async fn node_client_reads_what_is_served() {
    let install = Installation::new("node");
    install.run(&["package.json", "package-lock.json", ".npmrc"], |at| {
        run(Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(at));
    });
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
    let install = Installation::new("python");
    let python = if cfg!(windows) {
        "venv/Scripts/python.exe"
    } else {
        "venv/bin/python"
    };
    let python = install.path.join(python);
    install.run(&["requirements.txt"], |at| {
        let system_python = if cfg!(windows) { "python" } else { "python3" };
        run(Command::new(system_python)
            .args(["-m", "venv", "--clear", "venv"])
            .current_dir(at));
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "-r",
            "requirements.txt",
        ];
        run(Command::new(&python).args(pip).current_dir(at));
    });
    install.copy("python.py");
    let script = install.path.join("python.py");
    check(|| {
        let mut command = Command::new(&python);
        command.arg(&script);
        command
    })
    .await;
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

/// The folder of a client under `target`, kept between runs.
struct Installation {
    path: PathBuf,
}

impl Installation {
    fn new(name: &str) -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let path = target.join("vendor-clients").join(name);
        fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    /// Copies the lock files and installs from them, unless the same ones are installed already.
    fn run(&self, lists: &[&str], install: impl FnOnce(&Path)) {
        let wanted: String = lists.iter().map(|list| source(list)).collect();
        let done = self.path.join("installed");
        if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
            return;
        }
        for list in lists {
            self.copy(list);
        }
        install(&self.path);
        fs::write(done, wanted).unwrap();
    }

    fn copy(&self, file: &str) {
        fs::write(self.path.join(file), source(file)).unwrap();
    }
}

fn source(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vendor-clients");
    fs::read_to_string(folder.join(file)).unwrap()
}

/// The output of a command, which must succeed.
fn run(command: &mut Command) -> String {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|error| {
        panic!("{name} cannot be run ({error}): the vendor's clients need Node with npm, and Python 3 with venv")
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{name} failed ({}): {errors}",
        output.status
    );
    String::from_utf8(output.stdout).unwrap()
}
