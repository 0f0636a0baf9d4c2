//! Tests of the stored history.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod damaged;
mod random;
mod recording;
mod retention;

use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Host, MauPeriod, Quantity};
use rusqlite::Connection;
use tempfile::TempDir;

use authgauge_core::history::{Figures, MaxGap, Moment, Sample, Series};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_store::{
    Kind, RefreshBatch, Role, Store, StoreError, StoreReason, StoreTrouble, StoredReading,
};

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

/// The day of this number, counted from 1 March 2026.
fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(number)
}

fn sms_series() -> Series {
    Series::Benefit("Sms".to_owned())
}

fn figures(used: i64, total: Option<i64>) -> Figures {
    Figures {
        used: used.into(),
        total: total.map(Into::into),
    }
}

/// A sample of one benefit.
fn sample(number: u64, minute: u16, used: i64) -> Sample {
    Sample {
        at: Moment {
            day: day(number),
            minute,
        },
        figures: vec![(sms_series(), figures(used, Some(100)))],
    }
}

fn batch(samples: Vec<Sample>) -> RefreshBatch {
    RefreshBatch {
        samples,
        max_gap: MAX_GAP,
        ..RefreshBatch::default()
    }
}

/// The first, last, lowest and highest use of each day.
fn days(store: &Store, id: &PoolId) -> Vec<(NaiveDate, [i64; 4])> {
    let days = store.days_of(id, &sms_series(), NaiveDate::MIN).unwrap();
    let to_integer = |number: rust_decimal::Decimal| i64::try_from(number).unwrap();
    days.into_iter()
        .map(|day| {
            (
                day.day,
                [day.first, day.last, day.least, day.most].map(to_integer),
            )
        })
        .collect()
}

/// First minute, last minute and use of a run.
type RunFields = (u16, u16, String);

fn runs(store: &Store, id: &PoolId) -> Vec<(NaiveDate, Vec<RunFields>)> {
    let days = store.runs_of(id, &sms_series(), NaiveDate::MIN).unwrap();
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
