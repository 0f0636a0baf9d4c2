//! What the owner is told, and what the owner says about that.

mod heard;
mod look;
mod rules;

use std::sync::PoisonError;

use chrono::{DateTime, TimeDelta, Utc};

use super::state::State;
use super::{Authgauge, Change};
use crate::hook::{self, Note};
use crate::view::AlertView;
use authgauge_core::alert::{Alert, AlertLog, AlertRules, LONGEST_SNOOZE};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;
use authgauge_core::pool::PoolId;
use authgauge_store::Store;

pub(super) use heard::Heard;

/// So many alerts may wait for the webhook or command; further ones are left out.
pub(super) const HOOKS_WAITING: usize = 16;

/// What was told, and what is to be.
pub(super) struct Alerts {
    pub(super) book: AlertLog,
    pub(super) watch: AlertRules,
}

impl Alerts {
    pub(super) fn load(store: &Store) -> Result<Self, Failure> {
        Ok(Self {
            book: store.alert_book()?,
            watch: store.watch_rules()?,
        })
    }

    pub(super) fn forget(&mut self, pool: &PoolId) {
        self.book.forget(pool);
        self.watch.forget(pool);
    }
}

impl Authgauge {
    /// The owner has seen all alerts.
    ///
    /// # Errors
    /// `store_failed`; for this session they are seen all the same.
    pub fn see_alerts(&self) -> Result<(), Failure> {
        self.state().alerts.book.see_all();
        self.saved_and_announced()
    }

    /// Puts an alert off for some hours, at most 30 days; 0 wakes it. One that is no longer listed, or no
    /// longer so, is left alone.
    ///
    /// # Errors
    /// `store_failed`; for this session it is put off all the same.
    pub fn snooze_alert(&self, alert: u32, hours: u16) -> Result<(), Failure> {
        let wait = TimeDelta::hours(hours.into()).min(LONGEST_SNOOZE);
        let until = (self.0.clock)().checked_add_signed(wait);
        let until = until.filter(|_| hours > 0);
        self.state().alerts.book.snooze(alert, until);
        self.saved_and_announced()
    }

    /// Sends a sample to the owner's webhook or command, and waits for its end: ten seconds at most.
    ///
    /// # Errors
    /// `hook_failed` with the `reason`.
    pub async fn test_hook(&self) -> Result<(), Failure> {
        let hook = self.state().settings.hook.clone();
        let done = hook::call(&hook, &Note::test((self.0.clock)())).await;
        done.inspect_err(hook_failed)
    }

    /// Looks at a pool of which a refresh has just ended.
    pub(super) async fn look_at(&self, id: &PoolId) {
        let now = (self.0.clock)();
        let told = self.state().look_at(id, now);
        self.tell(told).await;
    }

    /// Looks at what time alone brings: the end of plans, and alerts that were put off.
    pub(super) async fn look_at_the_time(&self) {
        let now = (self.0.clock)();
        let (told, changed) = {
            let mut state = self.state();
            (state.look_at_the_time(now), !state.alerts.book.is_saved())
        };
        if changed {
            self.tell(told).await;
            self.announce_overview();
        }
    }

    /// Writes down what was told, and tells it: in this order, so that no restart tells it again. What ends
    /// the process in between leaves it in the list, not told.
    async fn tell(&self, told: Vec<u32>) {
        // Somebody else may have written down what is to be told here.
        if told.is_empty() && self.state().alerts.book.is_saved() {
            return;
        }
        let authgauge = self.clone();
        // A write that fails was told to the log, and is no reason to keep it from the owner.
        let _ = tokio::task::spawn_blocking(move || authgauge.save_alerts()).await;
        for id in told {
            self.tell_one(id);
        }
    }

    fn tell_one(&self, id: u32) {
        let (view, host, settings) = {
            let state = self.state();
            let alert = state.alerts.book.alert(id);
            let Some(view) = alert.and_then(|alert| state.alert_view(alert)) else {
                return;
            };
            let host = state
                .pool(&view.pool)
                .map(|it| it.pool.host.name().to_owned());
            (view, host.unwrap_or_default(), state.settings.clone())
        };
        tracing::info!(pool = view.pool.short(), alert = id, "the owner is told");
        // A demo's alerts are for whoever looks at it.
        if settings.hook != HookChoice::Off && !self.0.demo {
            self.call_hook(settings.hook, Note::of(&view, &host));
        }
        if settings.notify {
            // No listener is no fault: it is in the list.
            let _ = self.0.changes.send(Change::Alert(Box::new(view)));
        }
    }

    /// One after the other, and nobody waits for it.
    fn call_hook(&self, hook: HookChoice, note: Note) {
        let Ok(place) = self.0.hooks_waiting.clone().try_acquire_owned() else {
            tracing::warn!("too many alerts wait for the webhook or command");
            return;
        };
        let authgauge = self.clone();
        tokio::spawn(async move {
            let _turn = authgauge.0.hook_turn.lock().await;
            let done = hook::call(&hook, &note).await;
            drop(place);
            let _ = done.inspect_err(hook_failed);
        });
    }

    fn saved_and_announced(&self) -> Result<(), Failure> {
        let saved = self.save_alerts();
        self.announce_overview();
        saved
    }

    /// Blocks. The latest is always written last, whoever is faster.
    fn save_alerts(&self) -> Result<(), Failure> {
        let turn = self.0.alerts_turn.lock();
        let _turn = turn.unwrap_or_else(PoisonError::into_inner);
        let unsaved = self.state().alerts.book.take_unsaved();
        if unsaved.is_empty() {
            return Ok(());
        }
        let saved = self.0.store.save_alerts(&unsaved).map_err(Failure::from);
        let assign = |ids| self.state().alerts.book.assign_ids(ids);
        saved.map(assign).inspect_err(|failure| {
            let (code, reason) = (failure.code, failure.params.get("reason"));
            tracing::warn!(%code, reason, "alerts were not written");
            let mut state = self.state();
            state.alerts.book.put_back(unsaved);
            state.not_written |= code == ErrorCode::StoreFailed;
        })
    }
}

impl State {
    /// The newest first.
    pub(super) fn alert_views(&self) -> Vec<AlertView> {
        let alerts = self.alerts.book.alerts();
        alerts.filter_map(|alert| self.alert_view(alert)).collect()
    }

    fn alert_view(&self, alert: &Alert) -> Option<AlertView> {
        Some(AlertView {
            id: alert.id,
            pool: alert.pool.clone(),
            pool_name: self.pool(&alert.pool).ok()?.pool.name.clone(),
            subject: alert.subject.clone(),
            kind: alert.kind.clone(),
            at: alert.at,
            seen: alert.seen,
            over: alert.over,
            snoozed_until: alert.snoozed_until,
            muted: self.alerts.watch.is_muted(&alert.pool, &alert.subject),
        })
    }

    /// What of a refreshed pool the owner is to be told.
    fn look_at(&mut self, id: &PoolId, now: DateTime<Utc>) -> Vec<u32> {
        let Some(watched) = self.pools.iter().find(|watched| watched.pool.id == *id) else {
            return Vec::new();
        };
        let mut seen = watched.figures_seen(&self.settings, &self.alerts.watch, now);
        seen.extend(watched.trouble_seen(now));
        seen.extend(watched.plan_seen(now));
        let told = seen.iter().filter_map(|sighting| {
            let told = self.alerts.book.note(id, sighting, now, false);
            told.filter(|_| !self.alerts.watch.is_muted(id, &sighting.subject))
        });
        told.collect()
    }

    fn look_at_the_time(&mut self, now: DateTime<Utc>) -> Vec<u32> {
        let Alerts { book, watch } = &mut self.alerts;
        let mut told = Vec::new();
        for watched in &self.pools {
            let id = &watched.pool.id;
            for sighting in watched.plan_seen(now) {
                let news = book.note(id, &sighting, now, false);
                told.extend(news.filter(|_| !watch.is_muted(id, &sighting.subject)));
            }
        }
        let woken = book.woken(now);
        let is_heard = |id: &u32| {
            let alert = book.alert(*id);
            alert.is_some_and(|alert| !watch.is_muted(&alert.pool, &alert.subject))
        };
        told.extend(woken.into_iter().filter(is_heard));
        told
    }
}

fn hook_failed(failure: &Failure) {
    let (code, reason, status) = (failure.code, failure.params.get("reason"), failure.status());
    tracing::warn!(%code, reason, status, "the webhook or command did not take an alert");
}
