//! The monitor owns all that is known: pools, their latest readings, what failed, what is under way.
//! The window asks it and listens to it, and may be thrown away and opened again.

mod alerts;
mod answers;
mod courses;
mod diagnose;
mod glance;
mod history;
mod keys;
mod mau;
mod pools;
mod refresh;
mod schedule;
mod show;
mod state;
mod tell;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use genauth::AccessKey;
use tokio::sync::{Notify, Semaphore, broadcast};

use crate::keychain::Keychain;
use crate::view::{
    About, AlertView, KeyPlace, KeychainView, Notice, Overview, PoolView, StoreTrouble,
    WordsLanguage,
};
use alerts::HOOKS_WAITING;
use authgauge_core::clock::{Battery, Clock};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Source;
use authgauge_core::settings::Settings;
use authgauge_store::Store;
use state::State;

/// At most this many pools are refreshed at the same time.
const AT_ONCE: usize = 4;

/// Changes that a slow listener may lag behind before it misses one; it then asks for the latest.
const CHANGES_KEPT: usize = 1024;

/// Authgauge: a handle, cheap to clone.
#[derive(Clone)]
pub struct Authgauge(Arc<Inner>);

/// What Authgauge is put together from.
pub struct Parts {
    /// Where pools, readings and settings are kept.
    pub store: Store,
    /// What happened when the store was opened.
    pub store_trouble: Option<StoreTrouble>,
    /// Where access keys are kept.
    pub keychain: Keychain,
    /// The keychain ends with the process.
    pub session_only: bool,
    /// The time.
    pub clock: Clock,
    /// Refreshes are fewer while it does.
    pub on_battery: Battery,
    /// For the settings screen.
    pub about: About,
    /// The language that the system speaks.
    pub system_language: WordsLanguage,
    /// The pools are simulated, and every figure says so.
    pub demo: bool,
}

/// What changed, as the window shows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The sidebar, the settings, or something about the whole app.
    Overview(Box<Overview>),
    /// One pool's screen.
    Pool(Box<PoolView>),
    /// Something the owner is to be told now, wherever the window is.
    Alert(Box<AlertView>),
}

/// Counts the views of every Authgauge in this process: the owner's and a demo's share one window.
static REVISION: AtomicU32 = AtomicU32::new(0);

/// To be taken while the state is held, so that the later of two views has the higher one.
fn next_revision() -> u32 {
    REVISION.fetch_add(1, Ordering::Relaxed)
}

struct Inner {
    store: Store,
    keychain: Keychain,
    session_only: bool,
    clock: Clock,
    on_battery: Battery,
    about: About,
    system_language: WordsLanguage,
    demo: bool,
    state: Mutex<State>,
    key_in_hand: Mutex<Option<AccessKey>>,
    /// What puts a pool's key somewhere and what removes a pool, one at a time: no key comes after its pool went.
    key_turn: tokio::sync::Mutex<()>,
    changes: broadcast::Sender<Change>,
    turns: Semaphore,
    /// One question for an older history at a time: the chart asks again whenever it is resized.
    older_turn: tokio::sync::Mutex<()>,
    /// What changes alerts is written down one after the other.
    alerts_turn: Mutex<()>,
    /// One call of the owner's webhook or command at a time, and few that wait.
    hook_turn: tokio::sync::Mutex<()>,
    hooks_waiting: Arc<Semaphore>,
    /// Rings when the schedule has to be looked at again.
    rescheduled: Notify,
}

impl Authgauge {
    /// Authgauge with what the store has kept: pools, settings, the last good readings. It makes no call
    /// and does not touch the keychain; [`Authgauge::keep_fresh`] does.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn open(parts: Parts) -> Result<Self, Failure> {
        // A pool that is not saved would leave its key behind in the keychain.
        let session_only =
            parts.session_only || parts.store_trouble == Some(StoreTrouble::NotSaved);
        let state = State::load(&parts.store, parts.store_trouble)?;
        state.tell(parts.demo);
        Ok(Self(Arc::new(Inner {
            store: parts.store,
            keychain: parts.keychain,
            session_only,
            clock: parts.clock,
            on_battery: parts.on_battery,
            about: parts.about,
            system_language: parts.system_language,
            demo: parts.demo,
            state: Mutex::new(state),
            key_in_hand: Mutex::new(None),
            key_turn: tokio::sync::Mutex::default(),
            changes: broadcast::channel(CHANGES_KEPT).0,
            turns: Semaphore::new(AT_ONCE),
            older_turn: tokio::sync::Mutex::default(),
            alerts_turn: Mutex::default(),
            hook_turn: tokio::sync::Mutex::default(),
            hooks_waiting: Arc::new(Semaphore::new(HOOKS_WAITING)),
            rescheduled: Notify::new(),
        })))
    }

    /// Every change from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.0.changes.subscribe()
    }

    /// Everything that is not one pool's figures.
    pub fn overview(&self) -> Overview {
        let keychain = self.keychain_view();
        let state = self.state();
        Overview {
            revision: next_revision(),
            pools: state
                .pools
                .iter()
                .map(|pool| pool.summary(&state.settings))
                .collect(),
            unseen_alerts: u32::try_from(state.alerts.book.unseen()).unwrap_or(u32::MAX),
            alerts: state.alert_views(),
            settings: state.settings.clone(),
            demo: self.0.demo,
            keychain,
            store_trouble: state.store_trouble(),
            about: self.0.about.clone(),
        }
    }

    /// One pool's screen.
    ///
    /// # Errors
    /// `pool_not_found`.
    pub fn pool_view(&self, id: &PoolId) -> Result<PoolView, Failure> {
        let now = (self.0.clock)();
        let state = self.state();
        let key = self
            .0
            .keychain
            .place(&state.pool(id)?.pool.keychain_entry());
        let mut view = state.pool(id)?.view(&state.settings, key, now);
        view.revision = next_revision();
        if key == KeyPlace::Session && !self.0.demo {
            view.notices.push(Notice::KeyForSessionOnly);
        }
        Ok(view)
    }

    /// Takes new settings.
    ///
    /// # Errors
    /// `settings_invalid` with the `field`; `store_failed`.
    pub fn change_settings(&self, settings: Settings) -> Result<(), Failure> {
        let settings = settings.checked()?;
        self.0.store.save_settings(&settings)?;
        let (spoken, drawn) = {
            let before = &self.state().settings;
            let spoken = before.language != settings.language;
            (spoken, before.alert_percents != settings.alert_percents)
        };
        tell::tell_settings(&settings);
        self.state().take_settings(settings);
        self.0.rescheduled.notify_one();
        if drawn {
            self.lines_changed();
        }
        self.announce_all();
        if spoken {
            // The server may name benefits in the language it is asked in.
            self.refresh_every_pool();
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the state readable: each change to it is a whole one.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keychain_view(&self) -> KeychainView {
        let trouble = self.0.keychain.trouble();
        let missing = trouble
            .as_ref()
            .is_some_and(|failure| failure.code == ErrorCode::KeychainMissing);
        KeychainView {
            name: self.0.keychain.name(),
            session_only: self.0.session_only || missing,
            trouble,
        }
    }

    fn source(&self) -> Source {
        if self.0.demo {
            Source::Demo
        } else {
            Source::Live
        }
    }

    fn announce_overview(&self) {
        // No listener is no fault: the window may be closed.
        let _ = self
            .0
            .changes
            .send(Change::Overview(Box::new(self.overview())));
    }

    fn announce(&self, id: &PoolId) {
        self.announce_pool(id);
        self.announce_overview();
    }

    fn announce_all(&self) {
        self.pool_ids().iter().for_each(|id| self.announce_pool(id));
        self.announce_overview();
    }

    fn announce_pool(&self, id: &PoolId) {
        if let Ok(view) = self.pool_view(id) {
            let _ = self.0.changes.send(Change::Pool(Box::new(view)));
        }
    }

    fn pool_ids(&self) -> Vec<PoolId> {
        let state = self.state();
        state
            .pools
            .iter()
            .map(|watched| watched.pool.id.clone())
            .collect()
    }
}
