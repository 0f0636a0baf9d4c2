//! Arbitrary command arguments and stored settings are valid or are refused with a code. Inputs start from the
//! corpus in `tests/data/corpus`: `any_…` mutates it, `fuzz_…` is the target of `cargo xtask fuzz`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed; the suite prints its counts"
)]

#[path = "../../../genauth/src/mutate.rs"]
mod mutate;
#[path = "../../../genauth/src/proptest_config.rs"]
mod proptest_config;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use authgauge_app::keychain::{InMemory, Keychain};
use authgauge_app::{Application, ChartRequest, ExportFormat, Parts, PoolDraft};
use authgauge_core::error::ErrorCode;
use authgauge_core::level::{Level, Thresholds};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use authgauge_store::{Kind, Role, Store};
use chrono::{DateTime, NaiveDate, Utc};
use genauth::{Allowance, Host, MauHistory, MauPeriod, Quantity};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use mutate::{lines, near};
use proptest_config::{FEW, proptest_config};

const DRAFTS: &str = include_str!("../data/corpus/drafts.txt");
const SETTINGS: &str = include_str!("../data/corpus/settings.txt");
const CHARTS: &str = include_str!("../data/corpus/charts.txt");
const WHAT: &str = "mutated command arguments and settings";

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

fn assert_draft(json: &[u8]) {
    let draft = read::<PoolDraft>(json);
    if let Some(Ok(pool)) = draft.map(|draft| draft.into_pool(PoolId::random(), chrono::Utc::now()))
    {
        let origin = pool.host.as_str();
        let is_safe = origin.starts_with("https://") || pool.service == Service::Private;
        assert!(is_safe && !origin.contains('@'), "{origin}");
        let name = pool.name.chars().count();
        assert!((1..=80).contains(&name) && pool.name.trim() == pool.name);
    }
}

fn assert_settings(json: &[u8]) {
    if let Some(Ok(settings)) = read::<Settings>(json).map(Settings::validate) {
        let (near, critical) = (settings.near_percent, settings.critical_percent);
        assert!(1 <= near && near < critical && critical <= 100);
        assert!((5..=1440).contains(&settings.refresh_minutes));
        let thresholds = Thresholds { near, critical };
        let hundred = Allowance::Limited(100.into());
        let level = |used: u8| Level::of(&Quantity::Known(used.into()), &hundred, thresholds);
        assert_eq!(level(near - 1), Level::Ok);
        assert_eq!(level(near), Level::Near);
        assert_eq!(level(critical), Level::Critical);
    }
}

proptest! {
    #![proptest_config(proptest_config(5_000, WHAT))]

    #[test]
    fn any_draft_makes_a_safe_pool_or_is_refused(json in near(lines(DRAFTS))) {
        assert_draft(&json);
    }

    #[test]
    fn any_settings_are_valid_or_refused(json in near(lines(SETTINGS))) {
        assert_settings(&json);
    }
}

#[test]
fn any_chart_request_is_drawn_within_bounds_or_refused() {
    let fixture = Fixture::new();
    proptest!(proptest_config(500, WHAT), |(json in near(lines(CHARTS)))| fixture.assert_chart(&json));
}

#[test]
fn fuzz_drafts() {
    lines(DRAFTS).iter().for_each(|json| assert_draft(json));
    bolero::check!().with_iterations(FEW).for_each(assert_draft);
}

#[test]
fn fuzz_settings() {
    lines(SETTINGS)
        .iter()
        .for_each(|json| assert_settings(json));
    bolero::check!()
        .with_iterations(FEW)
        .for_each(assert_settings);
}

#[test]
fn fuzz_charts() {
    let fixture = AssertUnwindSafe(Fixture::new());
    lines(CHARTS)
        .iter()
        .for_each(|json| fixture.assert_chart(json));
    bolero::check!()
        .with_iterations(FEW)
        .for_each(move |json: &[u8]| {
            // Captures the wrapper, not its field: only the wrapper is unwind-safe.
            let fixture = &fixture;
            fixture.assert_chart(json);
        });
}

/// An application with one pool that has a history and no key, so that it makes no request.
struct Fixture {
    app: Application,
    runtime: Runtime,
    _folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<Utc> = "2022-09-09T12:00:00Z".parse().unwrap();
        let (store, store_trouble) = Store::open(folder.path(), Role::Owner, now).unwrap();
        let pool = pool();
        store.add_pool(&pool).unwrap();
        let history = Reading {
            value: json!({"from": "2020-09-09", "to": "2022-09-09", "history": history()}),
            taken_at: now,
            source: Source::Live,
        };
        store.save_reading(&pool.id, Kind::Mau, &history).unwrap();
        let keychain = Keychain::start(|| Box::new(InMemory::default()));
        let app = Application::open(Parts {
            store_trouble,
            ..Parts::new(store, keychain, Arc::new(move || now))
        });
        Self {
            app: app.unwrap(),
            runtime: Builder::new_current_thread().enable_all().build().unwrap(),
            _folder: folder,
        }
    }

    fn assert_chart(&self, json: &[u8]) {
        let Some(request) = read::<ChartRequest>(json) else {
            return;
        };
        let runtime = &self.runtime;
        let picture = runtime.block_on(self.app.mau_chart(request.clone()));
        let table = runtime.block_on(self.app.export_mau(request, ExportFormat::Csv));
        assert_eq!(picture.is_ok(), table.is_ok());
        match picture {
            Ok(picture) => {
                let chart = picture.chart.unwrap();
                assert!((240..=4000).contains(&chart.width));
                assert!((120..=2000).contains(&chart.height));
            }
            Err(failure) => assert!(
                [ErrorCode::PoolNotFound, ErrorCode::DateRangeInvalid].contains(&failure.code),
                "{failure:?}"
            ),
        }
    }
}

fn pool() -> Pool {
    Pool {
        id: PoolId("p".to_owned()),
        name: "Acme".to_owned(),
        service: Service::Private,
        host: Host::parse("http://127.0.0.1:1").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    }
}

fn history() -> MauHistory {
    let day = |month| NaiveDate::from_ymd_opt(2022, month, 1).unwrap();
    let period = |month| MauPeriod {
        start: day(month),
        end: day(month + 1),
        used: Quantity::Known(month.into()),
        total: Allowance::Limited(1000.into()),
    };
    MauHistory {
        periods: (1..9).map(period).collect(),
        unreadable: 0,
        unreadable_dates: None,
    }
}
