//! Measures refreshing 50 pools of a server that takes 50 ms for each answer: part of `cargo xtask bench`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed measurement aborts the program"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use authgauge_app::keychain::{InMemory, Keychain};
use authgauge_app::{Application, KeyStorage, Parts, PoolDraft};
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_store::{Role, Store};
use chrono::Utc;
use genauth::{AccessKey, AccessKeySecret};
use genauth_sim::{Sim, SimOptions};
use tokio::task::JoinSet;

const POOLS: u32 = 50;
const LATENCY: Duration = Duration::from_millis(50);

/// As many pools are refreshed at the same time.
const AT_ONCE: u32 = 4;
const RUNS: usize = 5;

#[tokio::main]
async fn main() {
    let options = SimOptions {
        latency: LATENCY,
        ..SimOptions::default()
    };
    let sim = Sim::start(options).await.unwrap();
    let dir = tempfile::tempdir().unwrap();
    let application = open(dir.path());
    let mut pools = Vec::new();
    for _ in 0..POOLS {
        pools.push(add_pool(&application, &sim).await);
    }
    refresh_all(&application, &pools).await;
    let mut times = Vec::new();
    for _ in 0..RUNS {
        times.push(refresh_all(&application, &pools).await.as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    // A pool's three calls are made at the same time, with a token that it has already.
    let ideal = (LATENCY * POOLS.div_ceil(AT_ONCE)).as_secs_f64();
    let (median, max) = (times[RUNS / 2], times[RUNS - 1]);
    println!("Refreshing {POOLS} pools, {AT_ONCE} at a time, {LATENCY:?} per answer, {RUNS} times");
    println!(
        "  median {:.0} ms (maximum {:.0}), {:.2} of the ideal {:.0} ms; goal ≤ 1.20",
        median * 1000.0,
        max * 1000.0,
        median / ideal,
        ideal * 1000.0
    );
}

async fn refresh_all(application: &Application, pools: &[PoolId]) -> Duration {
    let started = Instant::now();
    let mut refreshes = JoinSet::new();
    for pool in pools {
        let (application, pool) = (application.clone(), pool.clone());
        refreshes.spawn(async move { application.refreshed(&pool).await });
    }
    refreshes.join_all().await;
    started.elapsed()
}

fn open(dir: &std::path::Path) -> Application {
    let (store, store_trouble) = Store::open(dir, Role::Owner, Utc::now()).unwrap();
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    Application::open(Parts {
        store_trouble,
        ..Parts::new(store, keychain, Arc::new(Utc::now))
    })
    .unwrap()
}

async fn add_pool(application: &Application, sim: &Sim) -> PoolId {
    let pool = sim.pools().remove(0);
    let secret = AccessKeySecret::new(pool.access_key_secret);
    let key = AccessKey::new(pool.access_key_id, secret).unwrap();
    let draft = PoolDraft {
        name: pool.name,
        service: Service::Private,
        host: Some(sim.url()),
        sign_in: SignInWay::Automatic,
        ca_file: None,
    };
    let added = application.add_pool(draft, key, KeyStorage::Keychain).await;
    let id = added.unwrap();
    application.refreshed(&id).await;
    id
}
