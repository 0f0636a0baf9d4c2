//! A fixed sequence of changes, and the expected content of a store after them.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Days, NaiveDate, Utc};
use genauth::{Allowance, Host, MauPeriod, Quantity};
use rust_decimal::Decimal;

use authgauge_core::history::{Day, Figures, MaxGap, Moment, Sample, Series};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use authgauge_store::{Kind, RefreshBatch, Role, SeriesDays, Store, StoreError, StoredReading};

/// The maximum number of pools. The oldest is removed beyond it.
const MAX_POOLS: usize = 12;

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
        // Removing a pool also checkpoints the write-ahead log.
        _ => match round.checked_sub(MAX_POOLS) {
            Some(oldest) => store.remove_pool(&id(&name(oldest))),
            None => store.save_reading(&id(&name(round)), Kind::Plan, &reading(number)),
        },
    }
}

/// Saves the results of a refresh.
pub(crate) fn refresh(store: &Store, id: &PoolId, number: usize) -> Result<(), StoreError> {
    let readings = vec![StoredReading::of(Kind::Usage, &reading(number))?];
    let used = Decimal::from(number);
    let day = now().date_naive();
    let figures = Figures { used, total: None };
    let benefit = |code: usize| (Series::Benefit(code.to_string()), figures);
    let minute = u16::try_from(number % 1440).unwrap();
    let samples = vec![Sample {
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
    store.save_refresh(
        id,
        &RefreshBatch {
            readings,
            samples,
            max_gap,
            periods,
        },
    )
}

/// Days, runs and MAU periods of a pool.
type PoolHistory = (Vec<SeriesDays>, Vec<(NaiveDate, Day)>, Vec<MauPeriod>);

/// All content of a store.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoreContent {
    pools: Vec<Pool>,
    history: Vec<PoolHistory>,
    readings: Vec<Option<Reading<String>>>,
    settings: Settings,
}

pub(crate) fn read_content(store: &Store) -> StoreContent {
    let pools = store.pools().unwrap();
    let kinds = [Kind::Usage, Kind::Plan];
    let readings = |pool: &Pool| kinds.map(|kind| store.reading(&pool.id, kind).unwrap());
    let history = |pool: &Pool| {
        let series = Series::Benefit("3".to_owned());
        let days = store.days_of_all(&pool.id, NaiveDate::MIN).unwrap();
        let runs = store.runs_of(&pool.id, &series, NaiveDate::MIN).unwrap();
        (days, runs, store.mau_periods(&pool.id).unwrap())
    };
    StoreContent {
        history: pools.iter().map(history).collect(),
        readings: pools.iter().flat_map(readings).collect(),
        settings: store.settings().unwrap().into(),
        pools,
    }
}

#[cfg(target_os = "linux")]
impl StoreContent {
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
pub(crate) struct BackupContent {
    pools: Vec<Pool>,
    settings: Settings,
}

impl BackupContent {
    pub(crate) fn of(store: &Store) -> Self {
        Self {
            pools: store.pools().unwrap(),
            settings: store.settings().unwrap().into(),
        }
    }

    /// Restores only the backup of this folder.
    pub(crate) fn of_backup(dir: &Path) -> Self {
        let folder = crate::damaged::folder_in_memory();
        let name = "authgauge.backup";
        let _ = fs::copy(dir.join(name), folder.path().join(name));
        Self::of(&Store::open(folder.path(), Role::Owner, now()).unwrap().0)
    }

    /// The content after this change.
    fn after_change(&self, number: usize) -> Self {
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

    /// Checks that the store has the acknowledged changes, or one more that was saved but not yet acknowledged.
    pub(crate) fn assert_matches(
        &mut self,
        found: &StoreContent,
        acknowledged: usize,
        context: &str,
    ) {
        self.advance_to(acknowledged);
        if read_content(&self.store) != *found {
            self.advance_to(acknowledged + 1);
            assert_eq!(read_content(&self.store), *found, "{context}");
        }
    }

    /// Checks that the backup has the acknowledged changes, or one more.
    pub(crate) fn assert_backup_matches(
        &mut self,
        backup: &BackupContent,
        acknowledged: usize,
        context: &str,
    ) {
        self.advance_to(acknowledged);
        let expected = BackupContent::of(&self.store);
        assert!(
            *backup == expected || *backup == expected.after_change(acknowledged),
            "{context}: {backup:#?}"
        );
    }

    fn advance_to(&mut self, done: usize) {
        for number in self.done..done {
            change(&self.store, number).unwrap();
        }
        self.done = self.done.max(done);
    }
}

/// Opens the store of this folder as its owner. Panics if it reports a trouble.
pub(crate) fn open_store(dir: &Path, context: &str) -> Store {
    let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
    assert_eq!(trouble, None, "{context}");
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

/// A reading larger than a page, so that saving it takes several writes.
pub(crate) fn reading(number: usize) -> Reading<Vec<String>> {
    Reading {
        value: vec![number.to_string(); 1500],
        taken_at: now(),
        source: Source::Live,
    }
}

fn name(round: usize) -> String {
    format!("pool {round}")
}
