//! The simulator's pools as the open window reads them: a month of history, then a refresh a day for two weeks.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use authgauge_app::keychain::{InMemory, Keychain};
use authgauge_app::{Application, Parts};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_store::{Role, Store};
use chrono::{DateTime, TimeDelta, Utc};
use genauth::{AccessKey, AccessKeySecret, Benefit, Host};
use genauth_sim::{Sim, SimClock, SimOptions, SimPool};
use serde_json::Value;
use tokio::runtime::Runtime;

use super::super::fixture::{Fixture, now};

const HISTORY: i32 = 120;
const REFRESHES: i32 = 14;
const BETWEEN: TimeDelta = TimeDelta::days(1);

pub(super) struct Simulation {
    fixture: Fixture,
    application: Application,
    _sim: Sim,
    clock: SimClock,
    runtime: Runtime,
}

impl Simulation {
    /// Each alert is given to a program.
    pub(super) fn start() -> Self {
        let fixture = Fixture::empty();
        let clock = SimClock::fixed(now() - BETWEEN * REFRESHES);
        let options = SimOptions {
            clock: clock.clone(),
            auth_clock: clock.clone(),
            ..SimOptions::default()
        };
        let runtime = Runtime::new().unwrap();
        let entered = runtime.enter();
        let sim = runtime.block_on(Sim::start(options)).unwrap();
        let config = name_a_program(fixture.path());
        let application = open(&fixture.path().join("data"), config, clock.clone());
        application
            .update_settings(|settings| settings.assistants = true)
            .unwrap();
        for pool in sim.pools() {
            add(&application, &sim, &pool, clock.now());
        }
        drop(entered);
        Self {
            fixture,
            application,
            _sim: sim,
            clock,
            runtime,
        }
    }

    pub(super) fn is_running(&self) -> bool {
        self.clock.now() < now()
    }

    /// Refreshes all pools a day later, and answers what the program was given.
    pub(super) fn refresh(&mut self) -> Vec<Value> {
        self.clock.advance(BETWEEN);
        self.runtime.block_on(async {
            for pool in self.application.snapshot().pools {
                self.application.refreshed(&pool.pool.id).await;
            }
            self.application.testing().hooks_called().await;
        });
        received(&self.fixture.path().join("notes"))
    }

    /// What a command prints at this time.
    pub(super) fn document(&self, command: &str) -> Value {
        let mut command = self.fixture.command(&[command, "--json"]);
        command.env("AUTHGAUGE_TEST_NOW", self.clock.now().to_rfc3339());
        serde_json::from_slice(&command.output().unwrap().stdout).unwrap()
    }
}

impl From<Simulation> for Fixture {
    fn from(simulation: Simulation) -> Self {
        simulation.fixture
    }
}

/// Names a program that writes what it reads to a file of its own in `notes`.
fn name_a_program(folder: &Path) -> PathBuf {
    let (config, notes) = (folder.join("config"), folder.join("notes"));
    for new in [&config, &notes] {
        fs::create_dir(new).unwrap();
    }
    let arguments = serde_json::json!(["-c", "cat > \"$1/$$\"", "sh", notes]);
    let text = format!("[[program]]\npath = '/bin/sh'\narguments = {arguments}\n");
    let file = config.join("hooks.toml");
    fs::write(&file, text).unwrap();
    for (path, mode) in [(&config, 0o700), (&file, 0o600)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    config
}

fn received(folder: &Path) -> Vec<Value> {
    let files = fs::read_dir(folder).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            let note = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            fs::remove_file(path).unwrap();
            note
        })
        .collect()
}

fn open(data: &Path, config: PathBuf, clock: SimClock) -> Application {
    let (store, store_trouble) = Store::open(data, Role::Owner, clock.now()).unwrap();
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    let parts = Parts {
        store_trouble,
        session_only: true,
        config_folder: Some(config),
        ..Parts::new(store, keychain, Arc::new(move || clock.now()))
    };
    Application::open(parts).unwrap()
}

/// With the host and the ID that it has each time.
fn add(application: &Application, sim: &Sim, pool: &SimPool, until: DateTime<Utc>) {
    let added = Pool {
        id: PoolId(format!("pool-of-{}", pool.slug)),
        name: pool.name.clone(),
        service: Service::Private,
        host: Host::parse(&format!("{}.example", pool.slug)).unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    };
    let secret = AccessKeySecret::new(pool.access_key_secret.clone());
    let key = AccessKey::new(pool.access_key_id.clone(), secret).unwrap();
    let past: Vec<_> = (1..=HISTORY)
        .rev()
        .map(|ago| reading(sim, pool, until - TimeDelta::hours(6) * ago))
        .collect();
    let server = Host::parse(&sim.url()).unwrap();
    application
        .add_demo_pool(added, key, &past, server)
        .unwrap();
}

fn reading(sim: &Sim, pool: &SimPool, taken_at: DateTime<Utc>) -> Reading<Vec<Benefit>> {
    let data = sim.usage_data_at(&pool.access_key_id, taken_at);
    Reading {
        value: Benefit::from_usage_data(data).unwrap(),
        taken_at,
        source: Source::Live,
    }
}
