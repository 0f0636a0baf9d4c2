//! The application with a simulated GenAuth, a real database, and a keychain of the test's choice.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod agreement;
mod alerts;
mod benefit_history;
mod clocks;
mod damaged_store;
mod dates;
mod deliveries;
mod faults;
mod first_view;
#[cfg(unix)]
mod hook_programs;
mod hostile_store;
mod keys;
#[path = "../../../genauth/tests/client/local_proxy.rs"]
mod local_proxy;
mod many;
mod mau;
mod paused_time;
mod policy;
mod pools;
mod privacy;
mod proxies;
mod refresh;
mod schedule;
mod statements;
mod tray_summary;
mod trends;
mod unlisted;
mod webhook_changes;
mod webhook_consent;

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use authgauge_api::{
    AlertRulesView, Figure, HistoryView, MauView, Notice, Overview, PoolView, TraySummary,
};
use authgauge_app::keychain::{
    InMemory, Initiator, KeyPlace, Keychain, KeychainError, SecretStore,
};
use authgauge_app::{
    Application, ChartRequest, Event, ExportFormat, HistoryRequest, KeyStorage, MauRange, Parts,
    Policies, PoolDraft,
};
use authgauge_chart::ChartTheme;
use authgauge_core::clock::Clock;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::language::WordsLanguage;
use authgauge_core::level::Level;
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_core::reading::Source;
use authgauge_core::settings::{LanguageChoice, Settings};
use authgauge_store::{Role, Store, StoreError, StoreTrouble};
use chrono::Utc;
use genauth::{AccessKey, AccessKeySecret};
use genauth_sim::{Fault, Sim, SimOptions, SimPool};
use tempfile::TempDir;
use tokio::sync::broadcast;

/// The application, answering view models.
#[derive(Clone)]
struct App(Application);

impl App {
    fn open(parts: Parts) -> Self {
        Self(Application::open(parts).unwrap())
    }

    fn overview(&self) -> Overview {
        Overview::from(&self.snapshot())
    }

    fn pool_view(&self, id: &PoolId) -> Result<PoolView, Failure> {
        Ok(PoolView::from(&self.pool_snapshot(id)?))
    }

    fn tray_summary(&self) -> TraySummary {
        TraySummary::from(&self.snapshot())
    }

    fn alert_rules(&self, id: &PoolId) -> Result<AlertRulesView, Failure> {
        Ok(self.0.alert_rules(id)?.into())
    }

    async fn mau_view(&self, request: ChartRequest) -> Result<MauView, Failure> {
        Ok(self.0.mau_chart(request).await?.into())
    }

    async fn benefit_history(&self, request: HistoryRequest) -> Result<HistoryView, Failure> {
        Ok(self.0.benefit_history(request).await?.into())
    }
}

impl Deref for App {
    type Target = Application;

    fn deref(&self) -> &Application {
        &self.0
    }
}

struct Fixture {
    sim: Sim,
    dir: TempDir,
    app: App,
}

impl Fixture {
    async fn new() -> Self {
        Self::with_keychain(|| Box::new(InMemory::default())).await
    }

    async fn with_keychain(store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static) -> Self {
        let sim = Sim::start(SimOptions::default()).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let app = open(&dir, Keychain::start(store));
        Self { sim, dir, app }
    }

    fn pool(&self) -> SimPool {
        self.sim.pools().remove(0)
    }

    fn draft(&self) -> PoolDraft {
        PoolDraft {
            name: "Acme".to_owned(),
            service: Service::Private,
            host: Some(self.sim.url()),
            sign_in: SignInWay::Automatic,
            ca_file: None,
        }
    }

    /// Adds a pool and waits for its first refresh.
    async fn add(&self, pool: &SimPool) -> PoolId {
        let id = self.add_with(pool, KeyStorage::Keychain).await.unwrap();
        self.app.refreshed(&id).await;
        id
    }

    async fn add_with(&self, pool: &SimPool, storage: KeyStorage) -> Result<PoolId, Failure> {
        self.app.add_pool(self.draft(), key_of(pool), storage).await
    }

    /// Counts the requests whose path ends so.
    fn calls_of(&self, path: &str) -> usize {
        self.sim
            .requests()
            .iter()
            .filter(|request| request.path.ends_with(path))
            .count()
    }
}

fn open(dir: &TempDir, keychain: Keychain) -> App {
    let (store, store_trouble) = open_store(dir.path());
    App::open(Parts {
        store_trouble,
        ..Parts::new(store, keychain, Arc::new(Utc::now))
    })
}

/// The store of a folder; while it is owned, that of a copy, as a crash leaves it.
fn open_store(dir: &Path) -> (Store, Option<StoreTrouble>) {
    match Store::open(dir, Role::Owner, Utc::now()) {
        Err(StoreError::OwnedBy { .. }) => {
            Store::open(&copy_of(dir), Role::Owner, Utc::now()).unwrap()
        }
        opened => opened.unwrap(),
    }
}

/// A copy of a folder's files, in a folder below it.
fn copy_of(dir: &Path) -> PathBuf {
    let copy = dir.join(format!("copy-{}", PoolId::random().0));
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
        }
    }
    copy
}

fn key(id: &str, secret: &str) -> AccessKey {
    AccessKey::new(id, AccessKeySecret::new(secret.to_owned())).unwrap()
}

fn key_of(pool: &SimPool) -> AccessKey {
    key(&pool.access_key_id, &pool.access_key_secret)
}

fn wrong_key_of(pool: &SimPool) -> AccessKey {
    key(&pool.access_key_id, &"0".repeat(32))
}

fn chart_of(pool: &PoolId, range: MauRange) -> ChartRequest {
    ChartRequest {
        pool: pool.clone(),
        range,
        theme: ChartTheme::Light,
        language: WordsLanguage::En,
        width: 800,
        height: 240,
    }
}

/// Overwrites the stored settings.
fn plant_settings(dir: &Path, settings: &serde_json::Value) {
    let database = rusqlite::Connection::open(dir.join("authgauge.db")).unwrap();
    let sql = "INSERT INTO settings (id, value) VALUES (1, ?1)
        ON CONFLICT DO UPDATE SET value = excluded.value";
    database.execute(sql, [settings.to_string()]).unwrap();
}

/// Opens the folder again, after the stored host of the pool was changed, and expects no key for that host.
async fn assert_no_key_for_stored_host(fixture: &Fixture, id: &PoolId) {
    let restarted = open(&fixture.dir, fixture.app.testing().keychain());
    restarted.refreshed(id).await;
    assert_eq!(
        failure_in(&restarted.pool_view(id).unwrap()),
        Some(ErrorCode::KeyMissing)
    );
}

fn failure_in(view: &PoolView) -> Option<ErrorCode> {
    view.notices.iter().find_map(|notice| match notice {
        Notice::Failed { failure, .. } => Some(failure.code),
        _ => None,
    })
}

/// A keychain in which every call fails with the same error.
struct Failing(KeychainError);

impl SecretStore for Failing {
    fn name(&self) -> String {
        "Failing".to_owned()
    }

    fn get(&mut self, _: &str) -> Result<Option<zeroize::Zeroizing<String>>, KeychainError> {
        Err(self.0)
    }

    fn set(&mut self, _: &str, _: &str) -> Result<(), KeychainError> {
        Err(self.0)
    }

    fn delete(&mut self, _: &str) -> Result<(), KeychainError> {
        Err(self.0)
    }
}
