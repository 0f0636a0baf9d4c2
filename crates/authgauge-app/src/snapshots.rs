//! Makes snapshots of the whole application and announces them.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::settings::Settings;

use crate::alerts::AlertDispatcher;
use crate::clients::ClientFactory;
use crate::event::{Event, Events};
use crate::hook_programs::HooksFile;
use crate::keys::KeyService;
use crate::pools::{PoolService, PoolState};
use crate::schedule::Schedule;
use crate::settings_service::SettingsService;
use crate::snapshot::{About, PoolSnapshot, Snapshot};
use crate::store_health::StoreHealth;
use crate::webhook_consent::WebhookConsent;
use crate::webhook_state::WebhookState;

/// Counts the snapshots of every application in this process: the owner's and a demo's share one window.
static REVISION: AtomicU32 = AtomicU32::new(0);

/// Composes snapshots from the services' states.
pub(crate) struct Snapshots {
    pub(crate) settings: Arc<SettingsService>,
    pub(crate) consent: Arc<WebhookConsent>,
    pub(crate) hooks_file: Arc<HooksFile>,
    pub(crate) keys: Arc<KeyService>,
    pub(crate) pools: Arc<PoolService>,
    pub(crate) clients: Arc<ClientFactory>,
    pub(crate) alerts: Arc<AlertDispatcher>,
    pub(crate) schedule: Arc<Schedule>,
    pub(crate) health: Arc<StoreHealth>,
    pub(crate) events: Arc<Events>,
    pub(crate) about: About,
    pub(crate) demo: bool,
    /// Held while a snapshot is made, so that of two the later has the higher revision.
    pub(crate) making: Mutex<()>,
}

impl Snapshots {
    /// Everything.
    pub(crate) fn overview(&self) -> Snapshot {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let revision = next_revision();
        let settings = self.settings.get();
        let snapshot = |(place, state): (usize, &PoolState)| {
            self.pool_snapshot(state, place, &settings, revision)
        };
        let pools = self.pools.lock().iter().enumerate().map(snapshot).collect();
        Snapshot {
            revision,
            pools,
            alerts: self.alerts.snapshots(),
            unseen_alerts: self.alerts.unseen(),
            // A demo sends nothing.
            webhook: match self.demo {
                true => WebhookState::Off,
                false => self.consent.state(&settings.hook),
            },
            settings,
            hook_programs: self.hooks_file.last(),
            policy: self.settings.policies().summary(),
            demo: self.demo,
            keychain: self.keys.status(),
            losses: self.alerts.losses(),
            store_trouble: self.health.trouble(),
            about: self.about.clone(),
        }
    }

    /// One pool.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub(crate) fn pool(&self, id: &PoolId) -> Result<PoolSnapshot, Failure> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = self.settings.get();
        let place = self.pools.place(id).ok_or(ErrorCode::PoolNotFound)?;
        self.pools.read(id, |state| {
            self.pool_snapshot(state, place, &settings, next_revision())
        })
    }

    pub(crate) fn announce_overview(&self) {
        self.events.send(Event::Overview(Box::new(self.overview())));
    }

    pub(crate) fn announce_pool(&self, id: &PoolId) {
        if let Ok(pool) = self.pool(id) {
            self.events.send(Event::Pool(Box::new(pool)));
        }
    }

    pub(crate) fn announce_pool_and_overview(&self, id: &PoolId) {
        self.announce_pool(id);
        self.announce_overview();
    }

    pub(crate) fn announce_all(&self) {
        self.pools
            .ids()
            .iter()
            .for_each(|id| self.announce_pool(id));
        self.announce_overview();
    }

    fn pool_snapshot(
        &self,
        state: &PoolState,
        place: usize,
        settings: &Settings,
        revision: u32,
    ) -> PoolSnapshot {
        PoolSnapshot {
            revision,
            alias: self.clients.alias(place),
            ..state.snapshot(
                settings,
                self.keys.place(&state.pool),
                self.schedule.is_refreshing(&state.pool.id),
                self.demo,
                self.clients.now(),
            )
        }
    }
}

fn next_revision() -> u32 {
    REVISION.fetch_add(1, Ordering::Relaxed)
}
