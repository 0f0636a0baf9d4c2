//! The monitor with a simulated GenAuth, a real database, and a keychain of the test's choice.

mod alerts;
mod clocks;
mod dates;
mod detail;
mod glance;
mod kept;
mod keys;
mod mau;
mod pools;
mod refreshing;
mod remembering;
mod restoring;
mod schedule;
mod time;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Utc;
use genauth_sim::{Fault, Sim, SimOptions, SimPool};
use tempfile::TempDir;

use super::*;
use crate::draft::PoolDraft;
use crate::keychain::{InMemory, KeychainError, Patience, SecretStore};
use crate::view::{
    ChartRequest, ChartTheme, ExportFormat, Figure, MauRange, Notice, WordsLanguage,
};
use authgauge_core::error::ErrorCode;
use authgauge_core::level::Level;
use authgauge_core::pool::{Service, SignInWay};
use authgauge_core::settings::LanguageChoice;
use authgauge_store::{Role, StoreError};

struct House {
    sim: Sim,
    dir: TempDir,
    authgauge: Authgauge,
}

impl House {
    async fn new() -> Self {
        Self::with_keychain(|| Box::new(InMemory::default())).await
    }

    async fn with_keychain(store: impl FnOnce() -> Box<dyn SecretStore> + Send + 'static) -> Self {
        let sim = Sim::start(SimOptions::default()).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let authgauge = open(&dir, Keychain::start(store));
        Self {
            sim,
            dir,
            authgauge,
        }
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

    fn hold(&self, pool: &SimPool) {
        let (id, secret) = (pool.access_key_id.clone(), pool.access_key_secret.clone());
        self.authgauge.hold_key(id, secret).unwrap();
    }

    async fn add(&self, pool: &SimPool) -> PoolId {
        self.hold(pool);
        let id = self.authgauge.add_pool(self.draft(), false).await.unwrap();
        self.authgauge.refreshed(&id).await;
        id
    }

    fn entry(&self, id: &PoolId) -> PoolId {
        self.authgauge
            .state()
            .pool(id)
            .unwrap()
            .pool
            .keychain_entry()
    }

    fn calls_of(&self, path: &str) -> usize {
        self.sim
            .requests()
            .iter()
            .filter(|request| request.path.ends_with(path))
            .count()
    }
}

fn open(dir: &TempDir, keychain: Keychain) -> Authgauge {
    let (store, store_trouble) = store_of(dir.path());
    Authgauge::open(Parts {
        store_trouble,
        ..parts(store, keychain, Arc::new(Utc::now))
    })
    .unwrap()
}

/// The store of a folder; while it is owned, that of a copy, as a crash leaves it.
fn store_of(dir: &Path) -> (Store, Option<StoreTrouble>) {
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

/// Of a Authgauge with nothing particular about it.
fn parts(store: Store, keychain: Keychain, clock: Clock) -> Parts {
    Parts {
        store,
        store_trouble: None,
        keychain,
        session_only: false,
        clock,
        on_battery: Arc::new(|| false),
        about: About {
            version: "0".to_owned(),
            data_dir: String::new(),
        },
        system_language: WordsLanguage::En,
        demo: false,
    }
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

/// Opened anew after its pool's host was changed behind its back: no key is found for that one.
async fn finds_no_key(house: &House, id: &PoolId) {
    let restarted = open(&house.dir, house.authgauge.0.keychain.clone());
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

/// A keychain that always answers the same.
struct Refusing(KeychainError);

impl SecretStore for Refusing {
    fn name(&self) -> String {
        "Refusing".to_owned()
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
