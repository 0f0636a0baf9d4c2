//! A fixed sequence of changes, so that a store can be compared with the expected content.

use std::{fs, path::Path};

use authgauge_core::history::{Day, Figures, MaxGap, Moment, Sample, Series};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use authgauge_store::{Kind, Known, RefreshBatch, Role, Store, StoreError, StoredReading};
use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Host, MauPeriod, Quantity};
use rust_decimal::Decimal;

/// Pools beyond these are removed again, the oldest first.
const POOLS: usize = 12;

/// Makes the change of this number.
pub(crate) fn change(store: &Store, number: usize) -> Result<(), StoreError> {
    let (round, step) = (number / 6, number % 6);
    match step {
        0 => store.add_pool(&pool(&name(round))),
        1 => refresh(store, &id(&name(round)), number),
        2 => store.rename_pool(&id(&name(round)), &format!("renamed {round}")),
        3 => store.save_settings(
            &Settings {
                refresh_minutes: u16::try_from(5 + number % 1000).unwrap_or(5),
                ..Settings::default()
            }
            .validate()
            .unwrap_or_default(),
        ),
        4 => store.move_pool(&id(&name(round)), 0),
        // Removing also empties the log into the database.
        _ => match round.checked_sub(POOLS) {
            Some(oldest) => store.remove_pool(&id(&name(oldest))),
            None => store.keep(&id(&name(round)), Kind::Plan, &reading(number)),
        },
    }
}

/// Saves the results of a refresh.
pub(crate) fn refresh(store: &Store, id: &PoolId, number: usize) -> Result<(), StoreError> {
    let kept = vec![StoredReading::of(Kind::Usage, &reading(number))?];
    let used = Decimal::from(number);
    let day = now().date_naive();
    let figures = Figures { used, total: None };
    let benefit = |code: usize| (Series::Benefit(code.to_string()), figures);
    let minute = u16::try_from(number % 1440).unwrap();
    let taken = vec![Sample {
        at: Moment { day, minute },
        figures: (0..5).map(benefit).collect(),
    }];
    let period = MauPeriod {
        start: day,
        end: day + Days::new(30),
        used: Quantity::Known(used),
        total: Allowance::Limited(used),
    };
    let (max_gap, periods) = (MaxGap(40), vec![period]);
    store.take(
        id,
        &RefreshBatch {
            kept,
            taken,
            max_gap,
            periods,
        },
    )
}

type Past = (Vec<Known>, Vec<(NaiveDate, Day)>, Vec<MauPeriod>);

/// The whole content of a store.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Holding {
    pools: Vec<Pool>,
    history: Vec<Past>,
    readings: Vec<Option<Reading<String>>>,
    settings: Settings,
}

pub(crate) fn holding(store: &Store) -> Holding {
    let pools = store.pools().unwrap();
    let kinds = [Kind::Usage, Kind::Plan];
    let kept = |pool: &Pool| kinds.map(|kind| store.kept(&pool.id, kind).unwrap());
    let history = |pool: &Pool| {
        let subject = Series::Benefit("3".to_owned());
        let days = store.days_of_all(&pool.id, NaiveDate::MIN).unwrap();
        let runs = store.runs_of(&pool.id, &subject, NaiveDate::MIN).unwrap();
        (days, runs, store.mau_periods(&pool.id).unwrap())
    };
    Holding {
        history: pools.iter().map(history).collect(),
        readings: pools.iter().flat_map(kept).collect(),
        settings: store.settings().unwrap().into(),
        pools,
    }
}

impl Holding {
    pub(crate) fn without_figures(self) -> Self {
        Self {
            readings: Vec::new(),
            history: Vec::new(),
            ..self
        }
    }
}

/// The content of a backup.
#[derive(Debug, PartialEq)]
pub(crate) struct Bare {
    pools: Vec<Pool>,
    settings: Settings,
}

impl Bare {
    pub(crate) fn of(store: &Store) -> Self {
        Self {
            pools: store.pools().unwrap(),
            settings: store.settings().unwrap().into(),
        }
    }

    /// Restores the backup of this folder alone.
    pub(crate) fn of_backup(dir: &Path) -> Self {
        let alone = crate::damaged::in_memory();
        let name = "authgauge.backup";
        let _ = fs::copy(dir.join(name), alone.path().join(name));
        Self::of(&Store::open(alone.path(), Role::Owner, now()).unwrap().0)
    }

    fn after(&self, number: usize) -> Self {
        let store = Store::in_memory().unwrap();
        for pool in &self.pools {
            store.add_pool(pool).unwrap();
        }
        store
            .save_settings(&self.settings.clone().validate().unwrap())
            .unwrap();
        change(&store, number).unwrap();
        Self::of(&store)
    }
}

/// The expected content after a number of changes.
pub(crate) struct Expected {
    store: Store,
    done: usize,
}

impl Expected {
    pub(crate) fn new() -> Self {
        Self {
            store: Store::in_memory().unwrap(),
            done: 0,
        }
    }

    pub(crate) fn done(&self) -> usize {
        self.done
    }

    /// Expects the acknowledged changes, and possibly the next, saved just before it was acknowledged.
    pub(crate) fn meet(&mut self, found: &Holding, acknowledged: usize, story: &str) {
        self.advance_to(acknowledged);
        if holding(&self.store) != *found {
            self.advance_to(acknowledged + 1);
            assert_eq!(holding(&self.store), *found, "{story}");
        }
    }

    /// The backup has the acknowledged changes, and may be one ahead.
    pub(crate) fn meet_backup(&mut self, backup: &Bare, acknowledged: usize, story: &str) {
        self.advance_to(acknowledged);
        let expected = Bare::of(&self.store);
        assert!(
            *backup == expected || *backup == expected.after(acknowledged),
            "{story}: {backup:#?}"
        );
    }

    fn advance_to(&mut self, done: usize) {
        for number in self.done..done {
            change(&self.store, number).unwrap();
        }
        self.done = self.done.max(done);
    }
}

/// Opens the store of this folder as its owner, without trouble.
pub(crate) fn opened(dir: &Path, story: &str) -> Store {
    let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
    assert_eq!(trouble, None, "{story}");
    store
}

pub(crate) fn integrity(dir: &Path) -> String {
    let raw = rusqlite::Connection::open(dir.join("authgauge.db")).unwrap();
    raw.pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

pub(crate) fn id(text: &str) -> PoolId {
    PoolId(text.to_owned())
}

pub(crate) fn pool(name: &str) -> Pool {
    Pool {
        id: id(name),
        name: name.to_owned(),
        service: Service::GenAuth,
        host: Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    }
}

/// Larger than a page, so that a change is more than one write.
pub(crate) fn reading(number: usize) -> Reading<String> {
    Reading {
        value: format!("{number} ").repeat(1500),
        taken_at: now(),
        source: Source::Live,
    }
}

fn name(round: usize) -> String {
    format!("pool {round}")
}
