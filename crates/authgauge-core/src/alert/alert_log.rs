use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    AlertKey, AlertKind, AlertState, AlertStep, AlertSubject, Delivery, Rule, RuleResult,
    SubjectKey,
};
use crate::pool::PoolId;

/// So many alerts are listed; the oldest go.
pub const MOST: u16 = 100;

/// The longest an alert can be put off. What seems longer was put off by another clock.
pub const LONGEST_SNOOZE: TimeDelta = TimeDelta::days(30);

/// IDs from here on are provisional: the alert is not saved yet.
const FIRST_PROVISIONAL: u32 = 1 << 31;

/// The stored ID of each alert that was saved under a provisional one.
pub type AlertIds = BTreeMap<u32, u32>;

/// Something that the owner was told, or would have been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Assigned by the store, ascending from 1. Provisional, from 2³¹ up, until the alert is saved.
    pub id: u32,
    /// Of which pool.
    pub pool: PoolId,
    /// What of it.
    pub subject: AlertSubject,
    /// By which rule.
    pub rule: Rule,
    /// The rule's step.
    pub step: AlertStep,
    /// Within which of the rule's periods.
    pub period: String,
    /// What happened.
    pub kind: AlertKind,
    /// When it was noticed.
    pub at: DateTime<Utc>,
    /// The owner has seen it in the list.
    pub seen: bool,
    /// It is no longer so, or a later alert has taken its place.
    pub over: bool,
    /// Not to be told again before then.
    pub snoozed_until: Option<DateTime<Utc>>,
}

/// All that was told, and how far the owner knows of each matter.
#[derive(Debug, Default)]
pub struct AlertLog {
    /// The oldest first.
    alerts: Vec<Alert>,
    standings: HashMap<Key, AlertState>,
    /// So many provisional IDs were assigned in this session.
    provisional: u32,
    /// Callers may still use a provisional ID after the alert was saved.
    assigned: AlertIds,
    /// What changed since it was last written down.
    changed: (BTreeSet<Key>, BTreeSet<u32>),
}

type Key = (PoolId, AlertKey);

/// What is to be written down, in one step and before anybody is told.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Unsaved {
    /// Each in place of the one of its matter.
    pub standings: Vec<(PoolId, AlertKey, AlertState)>,
    /// Alerts to insert, with provisional IDs, the oldest first. Of all, the newest 100 are kept.
    pub new_alerts: Vec<Alert>,
    /// Saved alerts that changed.
    pub alerts: Vec<Alert>,
}

impl Unsaved {
    /// Nothing at all.
    pub fn is_empty(&self) -> bool {
        self.standings.is_empty() && self.new_alerts.is_empty() && self.alerts.is_empty()
    }
}

impl AlertLog {
    /// With what was written down.
    pub fn new(mut alerts: Vec<Alert>, standings: Vec<(PoolId, AlertKey, AlertState)>) -> Self {
        alerts.sort_by_key(|alert| alert.id);
        let standings = standings.into_iter();
        Self {
            alerts,
            standings: standings
                .map(|(pool, matter, it)| ((pool, matter), it))
                .collect(),
            ..Self::default()
        }
    }

    /// Takes what was seen; gives the provisional ID of what the owner is to be told. With `quietly` nothing is: the
    /// owner has just changed the rules, and sees what they say.
    pub fn record(
        &mut self,
        pool: &PoolId,
        sighting: &RuleResult,
        at: DateTime<Utc>,
        quietly: bool,
    ) -> Option<u32> {
        let matter = AlertKey {
            subject: SubjectKey::from(&sighting.subject),
            rule: sighting.rule,
        };
        let key = (pool.clone(), matter);
        let earlier = self.standings.get(&key);
        let (standing, news) = AlertState::after(earlier, &sighting.evaluation);
        if earlier == Some(&standing) {
            return None;
        }
        self.changed.0.insert(key.clone());
        self.close(&key, |alert| {
            news != Delivery::None || alert.step > standing.told || alert.period != standing.period
        });
        self.standings.insert(key.clone(), standing.clone());
        let kind = sighting.kind.clone().filter(|_| news != Delivery::None)?;
        let snoozed_until = self.snoozed(&key, &standing, at);
        let id = self.add(Alert {
            id: 0,
            pool: key.0,
            subject: sighting.subject.clone(),
            rule: sighting.rule,
            step: standing.told,
            period: standing.period,
            kind,
            at,
            seen: false,
            over: false,
            snoozed_until,
        });
        (news == Delivery::Notify && !quietly && snoozed_until.is_none()).then_some(id)
    }

    /// The newest first.
    pub fn alerts(&self) -> impl Iterator<Item = &Alert> {
        self.alerts.iter().rev()
    }

    /// The alert of this ID, stored or provisional, if it is still listed.
    pub fn alert(&self, id: u32) -> Option<&Alert> {
        let id = self.current_id(id);
        self.alerts.iter().find(|alert| alert.id == id)
    }

    /// The owner has seen the list.
    pub fn see_all(&mut self) {
        self.change(|alert| !alert.seen, |alert| alert.seen = true);
    }

    /// Puts an alert off, or wakes it. One that is not listed any more, or no longer so, is left alone.
    pub fn snooze(&mut self, id: u32, until: Option<DateTime<Utc>>) {
        let id = self.current_id(id);
        self.change(
            |alert| alert.id == id && !alert.over && alert.snoozed_until != until,
            |alert| alert.snoozed_until = until,
        );
    }

    /// Wakes what was put off until now; gives the IDs of what is still so, to be told once more.
    pub fn woken(&mut self, now: DateTime<Utc>) -> Vec<u32> {
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

    /// How many the owner has not seen.
    pub fn unseen(&self) -> usize {
        self.alerts.iter().filter(|alert| !alert.seen).count()
    }

    /// A pool is gone, and the store has forgotten it already.
    pub fn forget(&mut self, pool: &PoolId) {
        self.alerts.retain(|alert| alert.pool != *pool);
        self.standings.retain(|(of, _), _| of != pool);
    }

    /// Whether nothing has changed since it was last written down.
    pub fn is_saved(&self) -> bool {
        self.changed.0.is_empty() && self.changed.1.is_empty()
    }

    /// What has changed since this was last asked.
    pub fn take_unsaved(&mut self) -> Unsaved {
        let (standings, alerts) = std::mem::take(&mut self.changed);
        let standing = |key: Key| {
            let standing = self.standings.get(&key)?.clone();
            Some((key.0, key.1, standing))
        };
        let alerts = alerts.into_iter().filter_map(|id| self.alert(id).cloned());
        let (new_alerts, alerts) = alerts.partition(|alert| alert.id >= FIRST_PROVISIONAL);
        Unsaved {
            standings: standings.into_iter().filter_map(standing).collect(),
            new_alerts,
            alerts,
        }
    }

    /// Replaces the provisional IDs of alerts that were saved. To be called before the next
    /// [`take_unsaved`](Self::take_unsaved), or they are saved twice.
    pub fn assign_ids(&mut self, ids: AlertIds) {
        for alert in &mut self.alerts {
            if let Some(id) = ids.get(&alert.id) {
                alert.id = *id;
            }
        }
        // Changed while they were being saved.
        let changed = std::mem::take(&mut self.changed.1).into_iter();
        self.changed.1 = changed.map(|id| *ids.get(&id).unwrap_or(&id)).collect();
        self.assigned.extend(ids);
        let listed: BTreeSet<u32> = self.alerts.iter().map(|alert| alert.id).collect();
        self.assigned.retain(|_, id| listed.contains(id));
    }

    /// What could not be written is to be written with the next.
    pub fn put_back(&mut self, unsaved: Unsaved) {
        let standings = unsaved.standings.into_iter();
        self.changed
            .0
            .extend(standings.map(|(pool, matter, _)| (pool, matter)));
        self.changed
            .1
            .extend(unsaved.alerts.iter().map(|alert| alert.id));
        self.changed
            .1
            .extend(unsaved.new_alerts.iter().map(|alert| alert.id));
    }

    fn current_id(&self, id: u32) -> u32 {
        self.assigned.get(&id).copied().unwrap_or(id)
    }

    fn close(&mut self, key: &Key, is_over: impl Fn(&Alert) -> bool) {
        self.change(
            |alert| !alert.over && alert.is_of(key) && is_over(alert),
            |alert| alert.over = true,
        );
    }

    /// Until when a step as high as this one was put off in this period, before it fell and rose again.
    fn snoozed(
        &self,
        key: &Key,
        standing: &AlertState,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let of_it = self.alerts.iter().filter(|alert| alert.is_of(key));
        let same =
            of_it.filter(|alert| alert.step >= standing.told && alert.period == standing.period);
        same.filter_map(|alert| alert.snoozed_until.filter(|until| *until > now))
            .max()
    }

    fn add(&mut self, alert: Alert) -> u32 {
        let id = FIRST_PROVISIONAL.saturating_add(self.provisional);
        self.provisional = self.provisional.saturating_add(1);
        let alert = Alert { id, ..alert };
        self.changed.1.insert(id);
        self.alerts.push(alert);
        let too_many = self.alerts.len().saturating_sub(usize::from(MOST));
        self.alerts.drain(..too_many);
        id
    }

    fn change(&mut self, which: impl Fn(&Alert) -> bool, how: impl Fn(&mut Alert)) {
        for alert in self.alerts.iter_mut().filter(|alert| which(alert)) {
            how(alert);
            self.changed.1.insert(alert.id);
        }
    }
}

impl Alert {
    fn is_of(&self, (pool, matter): &Key) -> bool {
        self.pool == *pool
            && self.rule == matter.rule
            && SubjectKey::from(&self.subject) == matter.subject
    }
}
