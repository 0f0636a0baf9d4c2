//! The history in the store.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod damaged;
mod kept;
mod random;
mod thinned;

use authgauge_core::history::{Figures, MaxGap, Moment, Sample, Series};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_store::{
    Kind, RefreshBatch, Role, Store, StoreError, StoreReason, StoreTrouble, StoredReading,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Host, MauPeriod, Quantity};
use rusqlite::Connection;
use tempfile::TempDir;

const MAX_GAP: MaxGap = MaxGap(40);

fn now() -> DateTime<Utc> {
    "2026-11-21T09:30:15Z".parse().unwrap()
}

fn pool() -> Pool {
    Pool {
        id: PoolId::random(),
        name: "Acme".to_owned(),
        service: Service::GenAuth,
        host: Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    }
}

fn open(dir: &TempDir) -> Store {
    let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    assert_eq!(trouble, None);
    store
}

fn database(dir: &TempDir) -> Connection {
    Connection::open(dir.path().join("authgauge.db")).unwrap()
}

fn with_pool() -> (TempDir, Store, PoolId) {
    let dir = tempfile::tempdir().unwrap();
    let store = open(&dir);
    let pool = pool();
    store.add_pool(&pool).unwrap();
    (dir, store, pool.id)
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(number)
}

fn sms() -> Series {
    Series::Benefit("Sms".to_owned())
}

fn figures(used: i64, total: Option<i64>) -> Figures {
    Figures {
        used: used.into(),
        total: total.map(Into::into),
    }
}

fn taken(number: u64, minute: u16, used: i64) -> Sample {
    Sample {
        at: Moment {
            day: day(number),
            minute,
        },
        figures: vec![(sms(), figures(used, Some(100)))],
    }
}

fn brought(taken: Vec<Sample>) -> RefreshBatch {
    RefreshBatch {
        taken,
        max_gap: MAX_GAP,
        ..RefreshBatch::default()
    }
}

/// First, last, least, most.
fn days(store: &Store, id: &PoolId) -> Vec<(NaiveDate, [i64; 4])> {
    let days = store.days_of(id, &sms(), NaiveDate::MIN).unwrap();
    let whole = |number: rust_decimal::Decimal| i64::try_from(number).unwrap();
    days.into_iter()
        .map(|day| {
            (
                day.day,
                [day.first, day.last, day.least, day.most].map(whole),
            )
        })
        .collect()
}

/// First minute, last minute, used.
type Said = (u16, u16, String);

fn runs(store: &Store, id: &PoolId) -> Vec<(NaiveDate, Vec<Said>)> {
    let days = store.runs_of(id, &sms(), NaiveDate::MIN).unwrap();
    days.into_iter()
        .map(|(day, runs)| {
            let run = |run: &authgauge_core::history::Run| {
                (run.first, run.last, run.figures.used.to_string())
            };
            (day, runs.runs().iter().map(run).collect())
        })
        .collect()
}

fn period(from: u64, to: u64, used: i64) -> MauPeriod {
    MauPeriod {
        start: day(from),
        end: day(to),
        used: Quantity::Known(used.into()),
        total: Allowance::Limited(1000.into()),
    }
}
