//! A data folder as an owner left it: readings of three pools and a history of forty days.

use std::path::Path;
use std::process::Command;

use authgauge_core::alert::{Alert, AlertKind, AlertStep, AlertSubject, Rule, Unsaved};
use authgauge_core::calendar::vendor_moment;
use authgauge_core::history::{Figures, Sample, Series};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use authgauge_store::{Kind, RefreshBatch, Role, Store, StoredReading};
use chrono::{DateTime, TimeDelta, Utc};
use genauth::{Allowance, Benefit, EndTime, Host, MauPeriod, Plan, Quantity};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) const ACME: &str = "11111111-1111-4111-8111-111111111111";
pub(crate) const BETA: &str = "22222222-2222-4222-8222-222222222222";
const GAMMA: &str = "33333333-3333-4333-8333-333333333333";

/// The time of every test.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-28T04:00:00Z".parse().unwrap()
}

pub(crate) struct Fixture(TempDir);

impl Fixture {
    /// Acme was read ten minutes ago, Beta three days ago, and Gamma never.
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (store, trouble) = Store::open(&dir.path().join("data"), Role::Owner, now()).unwrap();
        assert_eq!(trouble, None);
        add(&store, ACME, "Acme", Service::GenAuth);
        add(&store, BETA, "Beta 生产", Service::Authing);
        add(&store, GAMMA, "Gamma", Service::GenAuth);
        save_history(&store);
        save(&store, ACME, now() - TimeDelta::minutes(10), acme());
        let beta = vec![benefit("SMS", "短信", "3", limited(100), false)];
        save(&store, BETA, now() - TimeDelta::days(3), beta);
        let unsaved = Unsaved {
            new_alerts: vec![alert()],
            ..Unsaved::default()
        };
        save_active_users(&store, BETA, now() - TimeDelta::days(3));
        store.save_alerts(&unsaved).unwrap();
        Self(dir)
    }

    /// An empty data folder.
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (_, trouble) = Store::open(&dir.path().join("data"), Role::Owner, now()).unwrap();
        assert_eq!(trouble, None);
        Self(dir)
    }

    /// A pool for each usage response that the client's tests have.
    pub(crate) fn of_bodies() -> Self {
        let fixture = Self::empty();
        let store = fixture.owner();
        for (place, name, body) in usage_bodies() {
            let id = format!("{:08}-1111-4111-8111-111111111111", place + 1);
            add(&store, &id, &name, Service::GenAuth);
            save(&store, &id, now() - TimeDelta::minutes(10), body);
        }
        drop(store);
        fixture
    }

    /// As [`Fixture::new`], with assistants allowed.
    pub(crate) fn with_assistants() -> Self {
        let fixture = Self::new();
        fixture.allow_assistants(true);
        fixture
    }

    /// As the owner does it in the window.
    pub(crate) fn allow_assistants(&self, assistants: bool) {
        let settings = Settings {
            assistants,
            ..Settings::default()
        };
        let settings = settings.validate().unwrap();
        self.owner().save_settings(&settings).unwrap();
    }

    /// Names the benefits and the plan of a pool as a hostile server would.
    pub(crate) fn name_all(&self, names: &[String]) {
        let benefits = names.iter().map(|name| {
            let total = Allowance::NotReported(Some(name.clone()));
            benefit(name, name, name, total, true)
        });
        let at = now() - TimeDelta::minutes(5);
        save(&self.owner(), ACME, at, benefits.collect());
    }

    fn owner(&self) -> Store {
        let (store, trouble) =
            Store::open(&self.0.path().join("data"), Role::Owner, now()).unwrap();
        assert_eq!(trouble, None);
        store
    }

    /// The program on this folder, at the time of every test.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_authgauge"));
        command
            .args(args)
            .env_clear()
            .env("AUTHGAUGE_DATA_DIR", "data")
            .env("AUTHGAUGE_TEST_NOW", now().to_rfc3339())
            .env("TZ", "Asia/Shanghai")
            .current_dir(self.0.path());
        command
    }

    pub(crate) fn exit(&self, args: &[&str]) -> i32 {
        self.command(args).output().unwrap().status.code().unwrap()
    }

    /// The document that a command prints.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let output = self.command(args).arg("--json").output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{args:?}: {output:?}"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

fn usage_bodies() -> Vec<(usize, String, Vec<Benefit>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../genauth/tests/data/bodies");
    let read = |name: &str| -> Value {
        serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
    };
    let manifest = read("manifest.json");
    let accepted = manifest.as_array().unwrap().iter();
    let accepted = accepted.filter(|it| it["endpoint"] == "usage" && it["expect"] == "accept");
    let bodies = accepted.enumerate().map(|(place, it)| {
        let name = it["file"].as_str().unwrap();
        let body = read(name)["data"].take();
        (
            place,
            name.to_owned(),
            Benefit::from_usage_data(body).unwrap(),
        )
    });
    bodies.collect()
}

fn add(store: &Store, id: &str, name: &str, service: Service) {
    let pool = Pool {
        id: PoolId(id.to_owned()),
        name: name.to_owned(),
        service,
        host: Host::parse(service.cloud_host().unwrap()).unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    };
    store.add_pool(&pool).unwrap();
}

/// Each kind of figure once, and names that a terminal must not follow.
fn acme() -> Vec<Benefit> {
    let raw = |text: &str| Some(text.to_owned());
    vec![
        benefit("SMS", "Text messages", "1380", limited(1500), false),
        benefit("SyncedUsers", "Synced users", "105", limited(100), true),
        benefit(
            "Applications",
            "Applications",
            "3",
            Allowance::Unlimited,
            false,
        ),
        benefit("Branding", "Branding", "0", limited(0), false),
        benefit(
            "Storage",
            "Storage",
            "12.5",
            Allowance::NotReported(raw("-1")),
            false,
        ),
        benefit(
            "Odd",
            "\u{1b}[31mred\u{202e}\nline",
            "many",
            limited(10),
            false,
        ),
    ]
}

fn benefit(code: &str, name: &str, used: &str, total: Allowance, trial: bool) -> Benefit {
    Benefit {
        code: code.to_owned(),
        name: name.to_owned(),
        used: match used.parse() {
            Ok(number) => Quantity::Known(number),
            Err(_) => Quantity::NotReported(Some(used.to_owned())),
        },
        total,
        trial,
    }
}

fn limited(total: i64) -> Allowance {
    Allowance::Limited(total.into())
}

fn reading<T>(value: T, taken_at: DateTime<Utc>) -> Reading<T> {
    Reading {
        value,
        taken_at,
        source: Source::Live,
    }
}

fn save(store: &Store, id: &str, at: DateTime<Utc>, usage: Vec<Benefit>) {
    let periods = vec![
        period("2026-10-01", "2026-11-01", 9_400),
        period("2026-11-01", "2026-12-01", 8_200),
    ];
    let mau = json!({
        "from": "2024-12-01",
        "to": "2026-11-28",
        "history": { "periods": periods, "unreadable": 0 },
    });
    let plan = Plan {
        code: None,
        name: Some("企业版".to_owned()),
        name_en: Some("Enterprise plan".to_owned()),
        edition: Some("Enterprise".to_owned()),
        scene: Some("B2C".to_owned()),
        ends_at: EndTime::At("2026-12-10T00:00:00".parse().unwrap()),
        overdue_days: Quantity::NotReported(None),
        mau: Quantity::Known(10_000.into()),
    };
    let batch = RefreshBatch {
        readings: vec![
            StoredReading::of(Kind::Usage, &reading(usage, at)).unwrap(),
            StoredReading::of(Kind::Mau, &reading(mau, at)).unwrap(),
            StoredReading::of(Kind::Plan, &reading(plan, at)).unwrap(),
        ],
        periods,
        ..RefreshBatch::default()
    };
    store.save_refresh(&PoolId(id.to_owned()), &batch).unwrap();
}

/// As each refresh does.
fn save_active_users(store: &Store, id: &str, at: DateTime<Utc>) {
    let figures = Figures::of(&Quantity::Known(8_200.into()), &limited(10_000)).unwrap();
    let batch = RefreshBatch {
        samples: vec![Sample {
            at: vendor_moment(at),
            figures: vec![(Series::Mau, figures)],
        }],
        ..RefreshBatch::default()
    };
    store.save_refresh(&PoolId(id.to_owned()), &batch).unwrap();
}

fn period(start: &str, end: &str, used: i64) -> MauPeriod {
    MauPeriod {
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
        used: Quantity::Known(used.into()),
        total: limited(10_000),
    }
}

/// Thirty more text messages a day, and 290 more active users a day of this month.
fn save_history(store: &Store) {
    let sample = |day: i64| {
        let used = Quantity::Known((1_380 - 30 * day).into());
        let figures = Figures::of(&used, &limited(1_500)).unwrap();
        let active = Quantity::Known((8_200 - 290 * day).into());
        let mau = Figures::of(&active, &limited(10_000)).filter(|_| day < 28);
        let sms = (Series::Benefit("SMS".to_owned()), figures);
        Sample {
            at: vendor_moment(now() - TimeDelta::days(day)),
            figures: mau
                .map(|mau| (Series::Mau, mau))
                .into_iter()
                .chain([sms])
                .collect(),
        }
    };
    let batch = RefreshBatch {
        samples: (0..40).rev().map(sample).collect(),
        ..RefreshBatch::default()
    };
    store
        .save_refresh(&PoolId(ACME.to_owned()), &batch)
        .unwrap();
}

fn alert() -> Alert {
    Alert {
        id: 1,
        pool: PoolId(ACME.to_owned()),
        subject: AlertSubject::Benefit {
            code: "SMS".to_owned(),
            name: "Text messages".to_owned(),
        },
        rule: Rule::Threshold,
        step: AlertStep(90),
        period: String::new(),
        kind: AlertKind::Threshold {
            percent: 90,
            used: "1350".to_owned(),
            total: "1500".to_owned(),
        },
        at: now() - TimeDelta::hours(5),
        seen: false,
        over: false,
        snoozed_until: None,
        first: false,
        done: false,
    }
}
