use chrono::NaiveDate;
use genauth::{Benefit, Client, MauHistory, MauPeriod, Plan};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::time::Instant;

use super::alerts::{Alerts, Heard};
use super::courses::Courses;
use crate::view::StoreTrouble;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::{Pool, PoolId};
use authgauge_core::reading::Reading;
use authgauge_core::settings::Settings;
use authgauge_store::{Kind, Store};

/// All that is known.
pub(super) struct State {
    pub(super) settings: Settings,
    /// In the owner's order.
    pub(super) pools: Vec<Watched>,
    pub(super) alerts: Alerts,
    /// What happened to the database when it was opened.
    pub(super) store_trouble: Option<StoreTrouble>,
    /// The last write did not succeed.
    pub(super) not_written: bool,
    /// Until then the schedule starts no other pool.
    pub(super) apart_until: Option<Instant>,
}

/// A pool, and all that is known of it.
pub(super) struct Watched {
    pub(super) pool: Pool,
    pub(super) usage: Option<Reading<Vec<Benefit>>>,
    pub(super) mau: Option<Reading<MauSpan>>,
    /// A longer history than the kept one, asked for by the owner: until the next refresh.
    pub(super) older_mau: Option<OlderMau>,
    pub(super) plan: Option<Reading<Plan>>,
    /// Nothing until the history was read.
    pub(super) courses: Option<Courses>,
    pub(super) usage_failure: Option<Failure>,
    pub(super) mau_failure: Option<Failure>,
    pub(super) heard: Heard,
    /// Local time minus server time, as the last answer had it.
    pub(super) clock_ahead_ms: Option<i64>,
    pub(super) mau_revision: u32,
    /// Signed in; made anew when key, language or settings of the pool change.
    pub(super) client: Option<Client>,
    /// Counts the changes of key and language: what was asked for before one is not taken after it.
    pub(super) epoch: u32,
    /// The refresh under way, for others to join.
    pub(super) under_way: Option<watch::Receiver<()>>,
    /// When the next refresh is due. Nothing until the schedule has placed the pool.
    pub(super) due: Option<Instant>,
    /// So many refreshes in a row failed for a reason that may pass soon.
    pub(super) tries: u32,
    /// In so many readings in a row no figure moved.
    pub(super) still: u32,
    /// The server asked not to be called earlier.
    pub(super) not_before: Option<Instant>,
}

/// What the server answered about the days since `from`.
pub(super) struct OlderMau {
    pub(super) from: NaiveDate,
    pub(super) answer: Result<Reading<MauSpan>, Failure>,
}

/// A MAU history and the days it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MauSpan {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) history: MauHistory,
}

impl MauSpan {
    /// The period that a day is in. Of several, as where the owner changed plans, the latest.
    pub(super) fn running(&self, day: NaiveDate) -> Option<&MauPeriod> {
        let running = |period: &&MauPeriod| period.start <= day && day < period.end;
        self.history.periods.iter().rfind(running)
    }
}

impl State {
    pub(super) fn load(
        store: &Store,
        store_trouble: Option<StoreTrouble>,
    ) -> Result<Self, Failure> {
        let pools = store
            .pools()?
            .into_iter()
            .map(|pool| Watched::load(store, pool))
            .collect();
        Ok(Self {
            settings: store.settings()?,
            pools,
            alerts: Alerts::load(store)?,
            store_trouble,
            not_written: false,
            apart_until: None,
        })
    }

    pub(super) fn store_trouble(&self) -> Option<StoreTrouble> {
        let not_saved = self.not_written.then_some(StoreTrouble::NotSaved);
        self.store_trouble.clone().or(not_saved)
    }

    pub(super) fn pool(&self, id: &PoolId) -> Result<&Watched, Failure> {
        self.pools
            .iter()
            .find(|watched| watched.pool.id == *id)
            .ok_or_else(not_found)
    }

    pub(super) fn pool_mut(&mut self, id: &PoolId) -> Result<&mut Watched, Failure> {
        self.pools
            .iter_mut()
            .find(|watched| watched.pool.id == *id)
            .ok_or_else(not_found)
    }

    /// A client's language is fixed when it is made, and due times follow the interval.
    pub(super) fn take_settings(&mut self, settings: Settings) {
        let spoken = self.settings.language != settings.language;
        let paced = self.settings.refresh_minutes != settings.refresh_minutes;
        for pool in &mut self.pools {
            if spoken {
                pool.start_epoch(None);
            }
            if paced {
                pool.due = None;
            }
        }
        self.settings = settings;
    }
}

impl Watched {
    pub(super) fn new(pool: Pool) -> Self {
        Self {
            pool,
            usage: None,
            mau: None,
            older_mau: None,
            plan: None,
            courses: None,
            usage_failure: None,
            mau_failure: None,
            heard: Heard::default(),
            clock_ahead_ms: None,
            mau_revision: 0,
            client: None,
            epoch: 0,
            under_way: None,
            due: None,
            tries: 0,
            still: 0,
            not_before: None,
        }
    }

    /// From now on with another client: a refresh under way is for nothing.
    pub(super) fn start_epoch(&mut self, client: Option<Client>) {
        self.epoch = self.epoch.wrapping_add(1);
        self.client = client;
        self.older_mau = None;
        self.under_way = None;
    }

    /// The refresh under way. One whose task ended without a word is none.
    pub(super) fn under_way(&self) -> Option<&watch::Receiver<()>> {
        self.under_way
            .as_ref()
            .filter(|under_way| under_way.has_changed().is_ok())
    }

    /// With the last good readings. One that cannot be read any more is as good as none: the next
    /// refresh brings another.
    fn load(store: &Store, pool: Pool) -> Self {
        let id = pool.id.clone();
        Self {
            usage: store.kept(&id, Kind::Usage).ok().flatten(),
            mau: store.kept(&id, Kind::Mau).ok().flatten(),
            plan: store.kept(&id, Kind::Plan).ok().flatten(),
            ..Self::new(pool)
        }
    }
}

fn not_found() -> Failure {
    ErrorCode::PoolNotFound.into()
}
