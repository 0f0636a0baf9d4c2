use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    AlertKey, AlertKind, AlertState, AlertStep, AlertSubject, Delivery, ResetCheck, ResetFacts,
    Rule, RuleResult, RuleScope, SubjectKey,
};
use crate::pool::PoolId;

/// The maximum number of listed alerts. Older ones are deleted.
pub const MAX_ALERTS: u16 = 100;

/// The longest snooze. A later end was set while the clock was ahead, and counts as passed.
pub const LONGEST_SNOOZE: TimeDelta = TimeDelta::days(30);

/// IDs from here on are provisional: the alert is not saved yet.
const FIRST_PROVISIONAL: u32 = 1 << 31;

/// The stored ID of each alert that was saved under a provisional one.
pub type AlertIds = BTreeMap<u32, u32>;

/// An alert in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Assigned by the store, ascending from 1. Provisional, from 2³¹ up, until the alert is saved.
    pub id: u32,
    /// The pool.
    pub pool: PoolId,
    /// The part of the pool.
    pub subject: AlertSubject,
    /// The rule that raised the alert.
    pub rule: Rule,
    /// The rule's step that was reached.
    pub step: AlertStep,
    /// The rule's counting period.
    pub period: String,
    /// What the alert reports.
    pub kind: AlertKind,
    /// When the alert was raised.
    pub at: DateTime<Utc>,
    /// Whether the owner has seen it in the list.
    pub seen: bool,
    /// Whether the condition has ceased, or a later alert replaced this one.
    pub over: bool,
    /// The time until which it is not delivered again.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// It already was so when its subject was evaluated for the first time.
    #[serde(default)]
    pub first: bool,
    /// The owner is done with it: it stays over.
    #[serde(default)]
    pub done: bool,
}

/// The listed alerts, and the state of each alert key.
#[derive(Debug, Default)]
pub struct AlertLog {
    /// Oldest first.
    alerts: Vec<Alert>,
    states: HashMap<Key, AlertState>,
    /// The number of provisional IDs that were assigned in this session.
    provisional_ids: u32,
    /// Callers may still use a provisional ID after the alert was saved.
    assigned_ids: AlertIds,
    unsaved_states: BTreeSet<Key>,
    unsaved_alerts: BTreeSet<u32>,
}

type Key = (PoolId, AlertKey);

/// Changes of the log that are not saved yet. They are saved in one transaction, before alerts are delivered.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Unsaved {
    /// Each replaces the state of its key.
    pub states: Vec<(PoolId, AlertKey, AlertState)>,
    /// Alerts to insert, with provisional IDs, oldest first.
    pub new_alerts: Vec<Alert>,
    /// Saved alerts that changed.
    pub alerts: Vec<Alert>,
    /// States to delete.
    pub forgotten: Vec<(PoolId, AlertKey)>,
}

impl Unsaved {
    /// Whether there is nothing to save.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
            && self.new_alerts.is_empty()
            && self.alerts.is_empty()
            && self.forgotten.is_empty()
    }
}

impl AlertLog {
    /// Creates the log from storage.
    pub fn new(mut alerts: Vec<Alert>, states: Vec<(PoolId, AlertKey, AlertState)>) -> Self {
        alerts.sort_by_key(|alert| alert.id);
        let states = states.into_iter();
        Self {
            alerts,
            states: states
                .map(|(pool, key, state)| ((pool, key), state))
                .collect(),
            ..Self::default()
        }
    }

    /// Records the result of a rule, and returns the provisional ID of the alert to deliver, if any. With `list_only`
    /// a new alert is listed and not delivered.
    ///
    /// What is listed already is no new alert when it comes back: servers may alternate between two periods, or two
    /// ends of the plan.
    pub fn record(
        &mut self,
        pool: &PoolId,
        result: &RuleResult,
        at: DateTime<Utc>,
        list_only: bool,
    ) -> Option<u32> {
        let alert_key = AlertKey {
            subject: SubjectKey::from(&result.subject),
            rule: result.rule,
        };
        let key = (pool.clone(), alert_key);
        let earlier = self.states.get(&key);
        let resumed = earlier.and_then(|earlier| self.resumed(&key, earlier, result));
        let (state, delivery) = AlertState::after(resumed.as_ref().or(earlier), &result.evaluation);
        if earlier == Some(&state) {
            return None;
        }
        self.unsaved_states.insert(key.clone());
        self.mark_over(&key, |alert| {
            delivery != Delivery::None
                || alert.step > state.delivered
                || alert.period != state.period
        });
        self.states.insert(key.clone(), state.clone());
        if resumed.is_some() {
            self.open_again(&key, state.delivered, |alert| alert.period == state.period);
        }
        let kind = result.kind.clone().filter(|_| delivery != Delivery::None)?;
        if let Some(end) = kind.plan_end()
            && self.open_again(&key, state.delivered, |alert| {
                alert.kind.plan_end() == Some(end)
            })
        {
            return None;
        }
        let snoozed_until = self.earlier_snooze(&key, &state, at);
        let id = self.add(Alert {
            id: 0,
            pool: key.0,
            subject: result.subject.clone(),
            rule: result.rule,
            step: state.delivered,
            period: state.period,
            kind,
            at,
            seen: false,
            over: false,
            snoozed_until,
            first: delivery == Delivery::ListOnly,
            done: false,
        });
        (delivery == Delivery::Notify && !list_only && snoozed_until.is_none()).then_some(id)
    }

    /// Forgets what a rule found that there is no more: its alerts are over.
    pub fn end(&mut self, pool: &PoolId, key: AlertKey) {
        let key = (pool.clone(), key);
        if self.states.remove(&key).is_some() {
            self.mark_over(&key, |_| true);
            self.unsaved_states.insert(key);
        }
    }

    /// Whether a count started again since the last call, as its series says. It is noted, and no alert: nothing is to be
    /// done about it.
    pub fn has_reset(
        &mut self,
        pool: &PoolId,
        subject: SubjectKey,
        facts: ResetFacts,
        today: NaiveDate,
    ) -> bool {
        let rule = Rule::Reset;
        let key = (pool.clone(), AlertKey { subject, rule });
        let earlier = self.states.get(&key).cloned();
        let expected = earlier.as_ref().and_then(|state| state.period.parse().ok());
        let check = ResetCheck::of(expected, facts, today);
        let state = check.expected.map(|expected| AlertState {
            delivered: AlertStep::default(),
            period: expected.to_string(),
        });
        if state != earlier {
            self.unsaved_states.insert(key.clone());
            match state {
                Some(state) => drop(self.states.insert(key, state)),
                None => drop(self.states.remove(&key)),
            }
        }
        check.has_reset
    }

    /// The alerts, newest first.
    pub fn alerts(&self) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().rev()
    }

    /// The alert of this ID, stored or provisional, if it is still listed.
    pub fn alert(&self, id: u32) -> Option<&Alert> {
        let id = self.current_id(id);
        self.alerts.iter().find(|alert| alert.id == id)
    }

    /// Marks all alerts as seen.
    pub fn mark_all_seen(&mut self) {
        self.change(|alert| !alert.seen, |alert| alert.seen = true);
    }

    /// Snoozes an alert, or ends its snooze. An alert that is over or no longer listed is unchanged.
    pub fn snooze(&mut self, id: u32, until: Option<DateTime<Utc>>) {
        let id = self.current_id(id);
        self.change(
            |alert| alert.id == id && !alert.over && alert.snoozed_until != until,
            |alert| alert.snoozed_until = until,
        );
    }

    /// Marks an alert as over. Its step is not raised again before it was left; a worse one is.
    pub fn resolve(&mut self, id: u32) {
        let id = self.current_id(id);
        self.change(
            |alert| alert.id == id && !alert.over,
            |alert| (alert.over, alert.done) = (true, true),
        );
    }

    /// Ends the snoozes that are due, and returns the IDs of the alerts to deliver again: those that are not over.
    pub fn end_snoozes(&mut self, now: DateTime<Utc>) -> Vec<u32> {
        let is_due = |alert: &Alert| {
            let until = alert.snoozed_until;
            until.is_some_and(|until| until <= now || until - now > LONGEST_SNOOZE)
        };
        let due = self
            .alerts
            .iter()
            .filter(|alert| is_due(alert) && !alert.over);
        let due = due.map(|alert| alert.id).collect();
        self.change(is_due, |alert| alert.snoozed_until = None);
        due
    }

    /// The number of alerts that the owner has not seen.
    pub fn unseen(&self) -> usize {
        self.alerts.iter().filter(|alert| !alert.seen).count()
    }

    /// Removes a pool's alerts and states. The store deletes its rows with the pool.
    pub fn forget(&mut self, pool: &PoolId) {
        self.alerts.retain(|alert| alert.pool != *pool);
        self.states.retain(|(id, _), _| id != pool);
        self.unsaved_states.retain(|(id, _)| id != pool);
    }

    /// The codes of a pool's benefits that have a state.
    pub fn benefits_of(&self, pool: &PoolId) -> impl Iterator<Item = &str> {
        self.states
            .keys()
            .filter(move |(id, _)| id == pool)
            .filter_map(|(_, key)| key.benefit())
    }

    /// Forgets the states of a pool's benefits, except those that are kept.
    pub fn forget_benefits(&mut self, pool: &PoolId, is_kept: impl Fn(&str) -> bool) {
        let unsaved = &mut self.unsaved_states;
        self.states.retain(|key, _| {
            let benefit = key.1.benefit().filter(|_| key.0 == *pool);
            let stays = benefit.is_none_or(&is_kept);
            if !stays {
                unsaved.insert(key.clone());
            }
            stays
        });
    }

    /// Whether there are no unsaved changes.
    pub fn is_saved(&self) -> bool {
        self.unsaved_states.is_empty() && self.unsaved_alerts.is_empty()
    }

    /// Takes the changes since the last call.
    pub fn take_unsaved(&mut self) -> Unsaved {
        let keys = std::mem::take(&mut self.unsaved_states).into_iter();
        let ids = std::mem::take(&mut self.unsaved_alerts).into_iter();
        let (kept, forgotten) = keys.partition(|key| self.states.contains_key(key));
        let kept: Vec<Key> = kept;
        let state = |key: Key| {
            let state = self.states.get(&key)?.clone();
            Some((key.0, key.1, state))
        };
        let alerts = ids.filter_map(|id| self.alert(id).cloned());
        let (new_alerts, alerts) = alerts.partition(|alert| alert.id >= FIRST_PROVISIONAL);
        Unsaved {
            states: kept.into_iter().filter_map(state).collect(),
            new_alerts,
            alerts,
            forgotten,
        }
    }

    /// Replaces the provisional IDs of saved alerts. Must be called before the next
    /// [`take_unsaved`](Self::take_unsaved), or the alerts are saved twice.
    pub fn assign_ids(&mut self, ids: AlertIds) {
        for alert in &mut self.alerts {
            if let Some(id) = ids.get(&alert.id) {
                alert.id = *id;
            }
        }
        // Alerts may have changed while they were being saved.
        let unsaved = std::mem::take(&mut self.unsaved_alerts).into_iter();
        self.unsaved_alerts = unsaved.map(|id| *ids.get(&id).unwrap_or(&id)).collect();
        self.assigned_ids.extend(ids);
        let listed: BTreeSet<u32> = self.alerts.iter().map(|alert| alert.id).collect();
        self.assigned_ids.retain(|_, id| listed.contains(id));
    }

    /// Marks changes as unsaved again after a failed write.
    pub fn put_back(&mut self, unsaved: Unsaved) {
        let states = unsaved.states.into_iter();
        self.unsaved_states
            .extend(states.map(|(pool, key, _)| (pool, key)));
        self.unsaved_states.extend(unsaved.forgotten);
        let alerts = unsaved.alerts.iter().chain(&unsaved.new_alerts);
        self.unsaved_alerts.extend(alerts.map(|alert| alert.id));
    }

    fn current_id(&self, id: u32) -> u32 {
        self.assigned_ids.get(&id).copied().unwrap_or(id)
    }

    fn mark_over(&mut self, key: &Key, is_over: impl Fn(&Alert) -> bool) {
        self.change(
            |alert| !alert.over && alert.has_key(key) && is_over(alert),
            |alert| alert.over = true,
        );
    }

    /// The state of a period that was left and is the worse one again, as far as its alerts are listed.
    fn resumed(&self, key: &Key, earlier: &AlertState, result: &RuleResult) -> Option<AlertState> {
        let period = result.evaluation.other_period(earlier)?;
        // Their period is the number, which the owner may choose again.
        if result.rule == Rule::Amount {
            return None;
        }
        let alerts = self.alerts.iter();
        let of_period = alerts.filter(|alert| alert.has_key(key) && alert.period == period);
        of_period.map(|alert| alert.step).max().map(|delivered| {
            let period = period.to_owned();
            AlertState { delivered, period }
        })
    }

    /// Opens the last alert about this step again; whether there is one.
    fn open_again(&mut self, key: &Key, step: AlertStep, is_it: impl Fn(&Alert) -> bool) -> bool {
        let is_it = |alert: &&Alert| alert.has_key(key) && alert.step == step && is_it(alert);
        let last = self.alerts().find(is_it).map(|alert| alert.id);
        let Some(id) = last else {
            return false;
        };
        self.change(
            |alert| alert.id == id && alert.over && !alert.done,
            |alert| alert.over = false,
        );
        true
    }

    /// The end of a snooze of an earlier alert with the same key and period, and at least the same step. It applies
    /// when the step is reached again.
    fn earlier_snooze(
        &self,
        key: &Key,
        state: &AlertState,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let alerts = self.alerts.iter().filter(|alert| {
            alert.has_key(key) && alert.step >= state.delivered && alert.period == state.period
        });
        alerts
            .filter_map(|alert| alert.snoozed_until.filter(|until| *until > now))
            .max()
    }

    fn add(&mut self, alert: Alert) -> u32 {
        let id = FIRST_PROVISIONAL.saturating_add(self.provisional_ids);
        self.provisional_ids = self.provisional_ids.saturating_add(1);
        self.unsaved_alerts.insert(id);
        self.alerts.push(Alert { id, ..alert });
        let excess = self.alerts.len().saturating_sub(usize::from(MAX_ALERTS));
        self.alerts.drain(..excess);
        id
    }

    fn change(&mut self, is_affected: impl Fn(&Alert) -> bool, change: impl Fn(&mut Alert)) {
        for alert in self.alerts.iter_mut().filter(|alert| is_affected(alert)) {
            change(alert);
            self.unsaved_alerts.insert(alert.id);
        }
    }
}

impl Alert {
    /// The scope of the owner's rules that it is in.
    pub fn scope(&self) -> RuleScope {
        RuleScope::of(&self.subject, self.rule)
    }

    fn has_key(&self, (pool, key): &Key) -> bool {
        self.pool == *pool
            && self.rule == key.rule
            && SubjectKey::from(&self.subject) == key.subject
    }
}
