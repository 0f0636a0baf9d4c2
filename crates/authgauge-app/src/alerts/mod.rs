//! Evaluates, records and delivers alerts.

mod evaluate;
#[cfg(test)]
mod evaluate_tests;
mod hook;
mod present;
mod rules;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use tokio::sync::Semaphore;

use authgauge_core::alert::{Alert, AlertLog, AlertRules, LONGEST_SNOOZE, RuleResult, RuleScope};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;
use authgauge_core::pool::PoolId;
use authgauge_store::Store;

use crate::clients::ClientFactory;
use crate::event::{Event, Events};
use crate::hook_programs::HooksFile;
use crate::pools::{PoolService, PoolState};
use crate::settings_service::SettingsService;
use crate::snapshot::AlertSnapshot;
use crate::store_health::StoreHealth;
use evaluate::Evaluator;
use hook::{Note, Receiver};
use present::Present;

pub use rules::{BenefitRules, PoolRules};

/// At most this many calls wait for their turn; more are dropped.
const QUEUED_HOOK_CALLS: usize = 16;

/// Owns the alert log and the alert rules.
pub(crate) struct AlertDispatcher {
    store: Arc<Store>,
    health: Arc<StoreHealth>,
    settings: Arc<SettingsService>,
    hooks_file: Arc<HooksFile>,
    pools: Arc<PoolService>,
    clients: Arc<ClientFactory>,
    events: Arc<Events>,
    demo: bool,
    alerts: Mutex<Alerts>,
    /// Serialises writes, so that the latest state is written last.
    saving: Mutex<()>,
    /// One call of a webhook or program at a time.
    calling: tokio::sync::Mutex<()>,
    queue: Arc<Semaphore>,
}

struct Alerts {
    log: AlertLog,
    rules: AlertRules,
}

/// What the dispatcher works with.
pub(crate) struct AlertParts {
    pub(crate) store: Arc<Store>,
    pub(crate) health: Arc<StoreHealth>,
    pub(crate) settings: Arc<SettingsService>,
    pub(crate) hooks_file: Arc<HooksFile>,
    pub(crate) pools: Arc<PoolService>,
    pub(crate) clients: Arc<ClientFactory>,
    pub(crate) events: Arc<Events>,
    pub(crate) demo: bool,
}

impl AlertDispatcher {
    pub(crate) fn load(parts: AlertParts) -> Result<Self, Failure> {
        let alerts = Alerts {
            log: parts.store.alert_log()?,
            rules: parts.store.alert_rules()?,
        };
        Ok(Self {
            store: parts.store,
            health: parts.health,
            settings: parts.settings,
            hooks_file: parts.hooks_file,
            pools: parts.pools,
            clients: parts.clients,
            events: parts.events,
            demo: parts.demo,
            alerts: Mutex::new(alerts),
            saving: Mutex::default(),
            calling: tokio::sync::Mutex::default(),
            queue: Arc::new(Semaphore::new(QUEUED_HOOK_CALLS)),
        })
    }

    /// Evaluates all rules against a pool that was just refreshed, and delivers what is new.
    pub(crate) async fn evaluate_pool(self: &Arc<Self>, id: &PoolId) {
        let new = self.record(id, false, |evaluator| evaluator.after_refresh());
        self.save_and_deliver(new).await;
    }

    /// Evaluates what depends on time alone: plan ends, and snoozes that end. Whether anything changed.
    pub(crate) async fn evaluate_time(self: &Arc<Self>) -> bool {
        let mut new = Vec::new();
        for id in self.pools.ids() {
            new.extend(self.record(&id, false, |evaluator| evaluator.plan()));
        }
        let changed = {
            let mut alerts = self.lock();
            let Alerts { log, rules } = &mut *alerts;
            let ended = log.end_snoozes(self.clients.now());
            new.extend(ended.into_iter().filter(|id| {
                let alert = log.alert(*id);
                alert.is_some_and(|alert| !rules.is_muted(&alert.pool, &alert.scope()))
            }));
            !log.is_saved()
        };
        if changed {
            self.save_and_deliver(new).await;
        }
        changed
    }

    /// Records alerts of changed thresholds that are exceeded already, without delivering them.
    pub(crate) fn thresholds_changed(&self) {
        for id in self.pools.ids() {
            self.record_without_delivery(&id);
        }
        // A failed write is logged.
        let _ = self.save();
    }

    /// Marks all alerts as seen.
    ///
    /// # Errors
    /// `store_failed`; they count as seen for this session all the same.
    pub(crate) fn mark_seen(&self) -> Result<(), Failure> {
        self.lock().log.mark_all_seen();
        self.save()
    }

    /// Snoozes an alert for some hours, at most 30 days; 0 ends the snooze. An alert that is resolved or no
    /// longer listed is left alone.
    ///
    /// # Errors
    /// `store_failed`; it is snoozed for this session all the same.
    pub(crate) fn snooze(&self, alert: u32, hours: u16) -> Result<(), Failure> {
        let wait = TimeDelta::hours(hours.into()).min(LONGEST_SNOOZE);
        let until = self.clients.now().checked_add_signed(wait);
        self.lock().log.snooze(alert, until.filter(|_| hours > 0));
        self.save()
    }

    /// Sends a sample to the webhook and to each program, and waits for its end: 10 s at most for each.
    ///
    /// # Errors
    /// `hook_failed` with the `reason`: that of the first that failed.
    pub(crate) async fn test_hook(self: &Arc<Self>) -> Result<(), Failure> {
        let receivers = self.receivers().await;
        if receivers.is_empty() {
            return Err(hook::failed("off"));
        }
        let note = Note::test(self.clients.now());
        let _calling = self.calling.lock().await;
        let mut result = Ok(());
        for receiver in receivers {
            let called = hook::call(&receiver, &note, &self.clients.network).await;
            result = result.and(called.inspect_err(log_hook_failure));
        }
        result
    }

    /// Forgets a removed pool's alerts and rules; the store has done so already.
    pub(crate) fn forget(&self, pool: &PoolId) {
        let mut alerts = self.lock();
        alerts.log.forget(pool);
        alerts.rules.forget(pool);
    }

    /// The alerts, newest first, each with what is known of its subject now.
    pub(crate) fn snapshots(&self) -> Vec<AlertSnapshot> {
        let (settings, now) = (self.settings.get(), self.clients.now());
        let pools = self.pools.lock();
        let alerts = self.lock();
        let snapshot = |alert: &Alert| {
            let state = pools.iter().find(|state| state.pool.id == alert.pool)?;
            let present = Present::new(state, settings.thresholds(), now);
            Some(present.snapshot(alert, &alerts.rules))
        };
        alerts.log.alerts().filter_map(snapshot).collect()
    }

    /// How many alerts the owner has not seen.
    pub(crate) fn unseen(&self) -> usize {
        self.lock().log.unseen()
    }

    fn record_without_delivery(&self, id: &PoolId) {
        let _ = self.record(id, true, |evaluator| evaluator.thresholds());
    }

    /// Records what the rules find in a pool; answers the IDs to deliver.
    fn record(
        &self,
        id: &PoolId,
        list_only: bool,
        evaluate: impl FnOnce(&Evaluator<'_>) -> Vec<RuleResult>,
    ) -> Vec<u32> {
        let (settings, now) = (self.settings.get(), self.clients.now());
        let evaluated = |state: &PoolState| {
            let mut alerts = self.lock();
            let Alerts { log, rules } = &mut *alerts;
            let results = evaluate(&Evaluator {
                state,
                settings: &settings,
                rules,
                now,
            });
            let new = results.iter().filter_map(|result| {
                let new = log.record(id, result, now, list_only);
                let scope = RuleScope::of(&result.subject, result.rule);
                new.filter(|_| !rules.is_muted(id, &scope))
            });
            new.collect()
        };
        self.pools.read(id, evaluated).unwrap_or_default()
    }

    /// Writes the alerts down, then delivers: in this order, so that no restart delivers one again.
    async fn save_and_deliver(self: &Arc<Self>, new: Vec<u32>) {
        // Another task may have saved what is delivered here.
        if new.is_empty() && self.lock().log.is_saved() {
            return;
        }
        let dispatcher = Arc::clone(self);
        // A failed write is logged, and is no reason to withhold the alert.
        let _ = tokio::task::spawn_blocking(move || dispatcher.save()).await;
        if new.is_empty() {
            return;
        }
        let receivers = self.receivers().await;
        for id in new {
            self.deliver(id, &receivers);
        }
    }

    /// What is called on an alert now. A demo's alerts stay in its window.
    async fn receivers(self: &Arc<Self>) -> Vec<Receiver> {
        if self.demo {
            return Vec::new();
        }
        let hooks_file = Arc::clone(&self.hooks_file);
        let read = tokio::task::spawn_blocking(move || hooks_file.read().programs);
        let programs = read.await.unwrap_or_default();
        let webhook = Some(self.settings.get().hook.clone());
        let webhook = webhook.filter(|hook| *hook != HookChoice::Off);
        let programs = programs.into_iter().map(Receiver::Program);
        webhook
            .map(Receiver::Webhook)
            .into_iter()
            .chain(programs)
            .collect()
    }

    fn deliver(self: &Arc<Self>, id: u32, receivers: &[Receiver]) {
        let Some(alert) = self.snapshot(id) else {
            return;
        };
        let settings = self.settings.get();
        tracing::info!(
            pool = alert.alert.pool.short(),
            alert = id,
            "alert delivered"
        );
        for receiver in receivers {
            self.queue_hook_call(receiver.clone(), Note::of(&alert));
        }
        if settings.notify {
            self.events.send(Event::Alert(Box::new(alert)));
        }
    }

    fn snapshot(&self, id: u32) -> Option<AlertSnapshot> {
        let (settings, now) = (self.settings.get(), self.clients.now());
        let alert = self.lock().log.alert(id)?.clone();
        let snapshot = self.pools.read(&alert.pool, |state| {
            let present = Present::new(state, settings.thresholds(), now);
            present.snapshot(&alert, &self.lock().rules)
        });
        snapshot.ok()
    }

    /// Calls a webhook or program in its turn.
    fn queue_hook_call(self: &Arc<Self>, receiver: Receiver, note: Note) {
        let Ok(place) = Arc::clone(&self.queue).try_acquire_owned() else {
            tracing::warn!("too many alerts wait for a webhook or program");
            return;
        };
        let dispatcher = Arc::clone(self);
        tokio::spawn(async move {
            let _calling = dispatcher.calling.lock().await;
            let called = hook::call(&receiver, &note, &dispatcher.clients.network).await;
            drop(place);
            let _ = called.inspect_err(log_hook_failure);
        });
    }

    /// Blocks. Writes what changed; the latest state is written last.
    fn save(&self) -> Result<(), Failure> {
        let _saving = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let unsaved = self.lock().log.take_unsaved();
        if unsaved.is_empty() {
            return Ok(());
        }
        let saved = self.store.save_alerts(&unsaved).map_err(Failure::from);
        let assign = |ids| self.lock().log.assign_ids(ids);
        saved.map(assign).inspect_err(|failure| {
            let (code, reason) = (failure.code, failure.reason());
            tracing::warn!(%code, reason, "alerts were not written");
            self.lock().log.put_back(unsaved);
            if code == ErrorCode::StoreFailed {
                self.health.record_failure();
            }
        })
    }

    fn lock(&self) -> MutexGuard<'_, Alerts> {
        self.alerts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(feature = "testing")]
impl AlertDispatcher {
    /// Waits until no hook call is queued or running, for tests.
    pub(crate) async fn hooks_called(&self) {
        let all = u32::try_from(QUEUED_HOOK_CALLS).unwrap_or(u32::MAX);
        let _ = self.queue.acquire_many(all).await;
    }
}

fn log_hook_failure(failure: &Failure) {
    let (code, reason, status) = (failure.code, failure.reason(), failure.params.status);
    tracing::warn!(%code, reason, status, "a webhook or program did not accept an alert");
}
