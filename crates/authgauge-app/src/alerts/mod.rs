//! Evaluates, records and delivers alerts.

mod deliveries;
mod evaluate;
#[cfg(test)]
mod evaluate_tests;
mod hook;
mod notify;
mod present;
mod resets;
mod rules;
mod vanished;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;

use authgauge_core::alert::{
    Alert, AlertKind, AlertLog, AlertRules, LONGEST_SNOOZE, RuleResult, RuleScope,
};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};
use authgauge_core::pool::PoolId;
use authgauge_store::{Losses, NewDelivery, Store};

use crate::clients::ClientFactory;
use crate::event::{Event, Events};
use crate::hook_programs::HooksFile;
use crate::keys::KeyService;
use crate::pools::{PoolService, PoolState};
use crate::settings_service::SettingsService;
use crate::snapshot::AlertSnapshot;
use crate::store_health::StoreHealth;
use crate::webhook_consent::WebhookConsent;
use deliveries::{Deliveries, DeliveryParts};
use evaluate::Evaluator;
use hook::Note;
use present::Present;

pub use hook::HookPreview;
pub use notify::condense;
pub use rules::{BenefitRules, PoolRules};

/// Owns the alert log and the alert rules.
pub(crate) struct AlertDispatcher {
    store: Arc<Store>,
    health: Arc<StoreHealth>,
    settings: Arc<SettingsService>,
    pools: Arc<PoolService>,
    clients: Arc<ClientFactory>,
    events: Arc<Events>,
    deliveries: Deliveries,
    alerts: Mutex<Alerts>,
    /// Serialises writes, so that the latest state is written last.
    saving: Mutex<()>,
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
    pub(crate) consent: Arc<WebhookConsent>,
    pub(crate) hooks_file: Arc<HooksFile>,
    pub(crate) keys: Arc<KeyService>,
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
        let deliveries = Deliveries::load(DeliveryParts {
            store: Arc::clone(&parts.store),
            settings: Arc::clone(&parts.settings),
            clients: Arc::clone(&parts.clients),
            consent: parts.consent,
            hooks_file: parts.hooks_file,
            keys: parts.keys,
            demo: parts.demo,
        })?;
        Ok(Self {
            store: parts.store,
            health: parts.health,
            settings: parts.settings,
            pools: parts.pools,
            clients: parts.clients,
            events: parts.events,
            deliveries,
            alerts: Mutex::new(alerts),
            saving: Mutex::default(),
        })
    }

    /// Evaluates all rules against a pool that was just refreshed, and delivers what is new.
    pub(crate) async fn evaluate_pool(self: &Arc<Self>, id: &PoolId) {
        let new = self.record(id, false, |evaluator| evaluator.after_refresh());
        let resets = self.note_resets(id);
        self.forget_vanished(id).await;
        self.save_and_deliver(new).await;
        self.tell_resets(resets);
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

    /// Marks an alert as over; a worse step is raised again.
    ///
    /// # Errors
    /// `store_failed`; it is over for this session all the same.
    pub(crate) fn resolve(&self, alert: u32) -> Result<(), Failure> {
        self.lock().log.resolve(alert);
        self.save()
    }

    /// Sends a test message to the webhook and to each program, and waits for its end: 10 s at most for each.
    ///
    /// # Errors
    /// That of the first that failed: `hook_failed` with the `reason`; the keychain's codes where calls are signed.
    pub(crate) async fn test_hook(&self) -> Result<(), Failure> {
        self.deliveries.test().await
    }

    /// What a webhook would be sent for an example of an alert.
    pub(crate) fn preview(&self, address: &str, format: WebhookFormat) -> HookPreview {
        let language = self.clients.words_language();
        HookPreview::new(address, format, language, self.clients.now())
    }

    /// Sends queued messages, for as long as it is polled. `changed` is called when some were given up.
    pub(crate) async fn deliver(&self, changed: impl Fn()) {
        self.deliveries.run(changed).await;
    }

    /// Drops what is queued for a webhook that is no longer the owner's.
    pub(crate) fn hook_changed(&self, former: &HookChoice) {
        self.deliveries.hook_changed(former);
    }

    /// Tries queued messages again.
    pub(crate) fn deliver_again(&self) {
        self.deliveries.deliver_again();
    }

    /// The messages that were given up.
    pub(crate) fn losses(&self) -> Option<Losses> {
        self.deliveries.losses()
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
            let is_its = |state: &PoolState| state.pool.id == alert.pool;
            let place = pools.iter().position(is_its)?;
            let (state, alias) = (pools.get(place)?, self.clients.alias(place));
            let present = Present::new(state, settings.thresholds(), now, alias);
            Some(present.snapshot(alert, &alerts.rules))
        };
        alerts.log.alerts().filter_map(snapshot).collect()
    }

    /// How many alerts the owner has not seen.
    pub(crate) fn unseen(&self) -> usize {
        self.lock().log.unseen()
    }

    /// Records what was so before a pool of a demo was shown, without delivering it.
    pub(crate) fn record_past(&self, id: &PoolId) {
        let _ = self.record(id, true, |evaluator| evaluator.after_refresh());
    }

    fn record_without_delivery(&self, id: &PoolId) {
        let _ = self.record(id, true, |evaluator| evaluator.uses());
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
            let mut results = evaluate(&Evaluator {
                state,
                settings: &settings,
                rules,
                now,
            });
            // The list is limited: the worst are the newest.
            results.sort_by_key(|result| result.kind.as_ref().map(AlertKind::urgency));
            let new = results.iter().filter_map(|result| {
                let new = log.record(id, result, now, list_only);
                let scope = RuleScope::of(&result.subject, result.rule);
                new.filter(|_| !rules.is_muted(id, &scope))
            });
            new.collect()
        };
        self.pools.read(id, evaluated).unwrap_or_default()
    }

    /// Writes the alerts and their messages down, then delivers: in this order, so that no restart delivers one again.
    async fn save_and_deliver(self: &Arc<Self>, new: Vec<u32>) {
        // Another task may have saved what is delivered here.
        if new.is_empty() && self.lock().log.is_saved() {
            return;
        }
        let count = new.len();
        let alerts: Vec<_> = new.into_iter().filter_map(|id| self.snapshot(id)).collect();
        let notes: Vec<_> = alerts.iter().map(Note::of).collect();
        let to_queue = self.deliveries.of_alerts(&notes).await;
        let dispatcher = Arc::clone(self);
        let saving = move || dispatcher.save_with(&to_queue);
        match tokio::task::spawn_blocking(saving).await {
            Ok(Ok(())) => self.deliveries.wake(),
            // A failed write is logged, and is no reason to withhold the alert.
            _ => {
                let dispatcher = Arc::clone(self);
                tokio::spawn(async move { dispatcher.deliveries.send_unsaved(&notes).await });
            }
        }
        for alert in &alerts {
            let (pool, id) = (alert.alert.pool.short(), alert.alert.id);
            tracing::info!(pool, alert = id, "alert delivered");
        }
        if self.settings.get().notify {
            let unlisted = count.saturating_sub(alerts.len());
            for alert in condense(alerts, unlisted) {
                self.events.send(Event::Alert(Box::new(alert)));
            }
        }
    }

    fn snapshot(&self, id: u32) -> Option<AlertSnapshot> {
        let (settings, now) = (self.settings.get(), self.clients.now());
        let alert = self.lock().log.alert(id)?.clone();
        let place = self.pools.place(&alert.pool)?;
        let snapshot = self.pools.read(&alert.pool, |state| {
            let alias = self.clients.alias(place);
            let present = Present::new(state, settings.thresholds(), now, alias);
            present.snapshot(&alert, &self.lock().rules)
        });
        snapshot.ok()
    }

    fn save(&self) -> Result<(), Failure> {
        self.save_with(&[])
    }

    /// Blocks. Writes what changed, and the messages to send; the latest state is written last.
    fn save_with(&self, messages: &[NewDelivery]) -> Result<(), Failure> {
        let _saving = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let unsaved = self.lock().log.take_unsaved();
        if unsaved.is_empty() && messages.is_empty() {
            return Ok(());
        }
        let now = self.clients.now();
        let saved = self
            .store
            .save_alerts_and_deliveries(&unsaved, messages, now);
        let assign = |ids| self.lock().log.assign_ids(ids);
        let saved = saved.map_err(Failure::from);
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
    /// Sends the messages that are due, for tests.
    pub(crate) async fn deliver_due(&self) {
        self.deliveries.deliver_due().await;
    }
}
