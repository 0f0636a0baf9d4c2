//! Measures the console program: part of `cargo xtask bench`. The arguments are the program and cargo's target folder.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed measurement aborts the program"
)]

#[path = "../../genauth-sim/tests/clients/installation.rs"]
mod installation;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use authgauge_core::calendar::vendor_moment;
use authgauge_core::history::{Figures, Sample, Series};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_store::{Kind, RefreshBatch, Role, Store, StoredReading};
use chrono::{DateTime, TimeDelta, Utc};
use genauth::{Allowance, Benefit, Host, Quantity};
use genauth_sim::{Sim, SimOptions};
use installation::Installation;

const POOLS: usize = 50;
const BENEFITS: usize = 12;
const DAYS: i64 = 365;

/// Of so many runs the fastest counts: the others shared the processor.
const RUNS: usize = 15;

/// What the vendor's client may not be closer to, as parts of its time and memory.
const LIVE_TIME: f64 = 0.03;
const LIVE_MEMORY: f64 = 0.25;

/// Time and the most memory of a run.
#[derive(Clone, Copy)]
struct Cost {
    time: Duration,
    kib: u64,
}

fn main() {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let (program, target) = (paths.next().unwrap(), paths.next().unwrap());
    let dir = tempfile::tempdir().unwrap();
    fill(dir.path());
    println!("Console: a year of daily readings, {POOLS} pools × {BENEFITS} benefits\n");
    println!("| command | ms | MiB |\n|---|---|---|");
    for args in [
        &["--version"][..],
        &["pools", "list"],
        &["guard", "--need", "1"],
        &["guard", "--within", "14"],
        &["overview"],
        &["usage", "--json"],
        &["metrics"],
    ] {
        let cost = best(|| {
            let mut command = Command::new(&program);
            command.args(args).env("AUTHGAUGE_DATA_DIR", dir.path());
            command
        });
        let (ms, mib) = (cost.time.as_secs_f64() * 1e3, cost.kib as f64 / 1024.0);
        println!("| `authgauge {}` | {ms:.1} | {mib:.1} |", args.join(" "));
    }
    beside_the_vendors_client(&program, &target);
}

/// Both ask the simulator for usage and MAU of one pool, ours for the plan too.
fn beside_the_vendors_client(program: &Path, target: &Path) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sim = runtime.block_on(Sim::start(SimOptions::default())).unwrap();
    let pool = sim.pools().remove(0);
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), Role::Owner, Utc::now()).unwrap().0;
    store
        .add_pool(&new_pool("Acme", Service::Private, &sim.url()))
        .unwrap();
    drop(store);
    let ours = best(|| {
        let mut command = Command::new(program);
        command
            .args(["usage", "--live", "--json"])
            .env("AUTHGAUGE_DATA_DIR", dir.path())
            .env("AUTHGAUGE_ACCESS_KEY_ID", &pool.access_key_id)
            .env("AUTHGAUGE_ACCESS_KEY_SECRET", &pool.access_key_secret);
        command
    });
    let script = vendors_client(target);
    let theirs = best(|| {
        let mut command = Command::new("node");
        command
            .arg(&script)
            .env("SIM_URL", sim.url())
            .env("SIM_ID", &pool.access_key_id)
            .env("SIM_SECRET", &pool.access_key_secret)
            .env("SIM_FROM", "20240101")
            .env("SIM_TO", "20261121");
        command
    });
    let time = ours.time.as_secs_f64() / theirs.time.as_secs_f64();
    let memory = ours.kib as f64 / theirs.kib as f64;
    println!("\nfigure: {time:.3} of the time of the vendor's Node client, at most {LIVE_TIME}");
    println!("figure: {memory:.2} of its memory, at most {LIVE_MEMORY}");
    assert!(time <= LIVE_TIME && memory <= LIVE_MEMORY);
}

fn vendors_client(target: &Path) -> PathBuf {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../genauth-sim/vendor-clients");
    let install = Installation::new(target, "node", sources);
    install.node();
    install.copy("both.mjs");
    install.path.join("both.mjs")
}

fn best(command: impl Fn() -> Command) -> Cost {
    let costs: Vec<Cost> = (0..RUNS).map(|_| run(&mut command())).collect();
    Cost {
        time: costs.iter().map(|cost| cost.time).min().unwrap(),
        kib: costs.iter().map(|cost| cost.kib).max().unwrap(),
    }
}

fn run(command: &mut Command) -> Cost {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null());
    let started = Instant::now();
    let mut child = quiet.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut kib = 0;
    let code = loop {
        // The most so far: looked at until the end.
        let seen = fs::read_to_string(&status)
            .ok()
            .and_then(|text| most_memory(&text));
        kib = kib.max(seen.unwrap_or_default());
        if let Some(ended) = child.try_wait().unwrap() {
            break ended.code().unwrap();
        }
    };
    // A guard may say no.
    assert!(code <= 1, "{command:?}: {code}");
    Cost {
        time: started.elapsed(),
        kib,
    }
}

fn most_memory(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn fill(folder: &Path) {
    let store = Store::open(folder, Role::Owner, Utc::now()).unwrap().0;
    for number in 0..POOLS {
        let pool = new_pool(
            &format!("Pool {number}"),
            Service::GenAuth,
            "https://api.genauth.ai",
        );
        store.add_pool(&pool).unwrap();
        let samples = (0..DAYS).rev().map(sample).collect();
        let batch = RefreshBatch {
            readings: vec![StoredReading::of(Kind::Usage, &usage()).unwrap()],
            samples,
            ..RefreshBatch::default()
        };
        store.save_refresh(&pool.id, &batch).unwrap();
    }
}

fn new_pool(name: &str, service: Service, host: &str) -> Pool {
    Pool {
        id: PoolId::random(),
        name: name.to_owned(),
        service,
        host: Host::parse(host).unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    }
}

fn code(number: usize) -> String {
    format!("Benefit{number}")
}

fn used(number: usize, days_ago: i64) -> Quantity {
    let step = i64::try_from(number).unwrap() + 1;
    Quantity::Known((5_000 - step * days_ago).into())
}

const LIMIT: i64 = 10_000;

fn sample(days_ago: i64) -> Sample {
    let at: DateTime<Utc> = Utc::now() - TimeDelta::days(days_ago);
    let figures = |number| {
        let limit = Allowance::Limited(LIMIT.into());
        let figures = Figures::of(&used(number, days_ago), &limit).unwrap();
        (Series::Benefit(code(number)), figures)
    };
    Sample {
        at: vendor_moment(at),
        figures: (0..BENEFITS).map(figures).collect(),
    }
}

fn usage() -> Reading<Vec<Benefit>> {
    let benefit = |number| Benefit {
        code: code(number),
        name: format!("Benefit {number}"),
        used: used(number, 0),
        total: Allowance::Limited(LIMIT.into()),
        trial: false,
    };
    Reading {
        value: (0..BENEFITS).map(benefit).collect(),
        taken_at: Utc::now(),
        source: Source::Live,
    }
}
