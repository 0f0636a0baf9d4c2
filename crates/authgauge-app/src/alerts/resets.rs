//! Notices that counts started again.

use genauth::{Allowance, Quantity};

use authgauge_core::alert::{AlertRules, AlertSubject, ResetFacts, RuleScope, SubjectKey};
use authgauge_core::calendar::vendor_day;
use authgauge_core::decimal::to_plain_string;
use authgauge_core::pool::PoolId;

use super::present::subject_of;
use super::{AlertDispatcher, Alerts};
use crate::event::Event;
use crate::pools::{PoolState, worst_of_each_code};
use crate::resets::ResetNotice;
use crate::snapshot::is_mau;

/// A series that may start again, with its figures now.
struct Series<'a> {
    subject: AlertSubject,
    used: &'a Quantity,
    total: &'a Allowance,
    facts: ResetFacts,
}

impl AlertDispatcher {
    /// Notes what has started again until now without telling it: it is no news when the owner asks to be told.
    pub(crate) fn resets_switched_on(&self) {
        for id in self.pools.ids() {
            let _ = self.note_resets(&id);
        }
        // A failed write is logged.
        let _ = self.save();
    }

    /// What has started again in a pool since the last call, as one notice; None if the owner doesn't ask to be told.
    pub(super) fn note_resets(&self, id: &PoolId) -> Option<ResetNotice> {
        if !self.settings.get().notify_resets {
            return None;
        }
        let today = vendor_day(self.clients.now());
        let alias = self
            .pools
            .place(id)
            .and_then(|place| self.clients.alias(place));
        let noted = self.pools.read(id, |state| {
            let mut alerts = self.lock();
            let Alerts { log, rules } = &mut *alerts;
            let series = series_of(state, today);
            let reset: Vec<_> = series
                .into_iter()
                .filter(|it| log.has_reset(id, SubjectKey::from(&it.subject), it.facts, today))
                .filter(|it| !is_muted(rules, id, &it.subject))
                .collect();
            notice(state, alias, &reset)
        });
        noted.ok().flatten()
    }

    pub(super) fn tell_resets(&self, notice: Option<ResetNotice>) {
        if let Some(notice) = notice.filter(|_| self.settings.get().notify) {
            tracing::info!(pool = notice.pool.short(), "counts started again");
            self.events.send(Event::Reset(Box::new(notice)));
        }
    }
}

/// The benefits and the running MAU period, whose figures have just been read.
fn series_of(state: &PoolState, today: chrono::NaiveDate) -> Vec<Series<'_>> {
    let Some(trends) = state.trends.as_ref() else {
        return Vec::new();
    };
    let usage = state
        .usage
        .as_ref()
        .filter(|_| state.usage_failure.is_none());
    let benefits = usage
        .map(|usage| usage.value.as_slice())
        .unwrap_or_default();
    let of_benefits = worst_of_each_code(benefits).filter_map(|benefit| {
        Some(Series {
            subject: subject_of(benefit),
            used: &benefit.used,
            total: &benefit.total,
            facts: trends.resets(&benefit.code)?,
        })
    });
    let mau = state.mau.as_ref().filter(|_| state.mau_failure.is_none());
    let running = mau.and_then(|mau| mau.value.running(today));
    let of_mau = running
        .zip(trends.mau_resets())
        .map(|(running, facts)| Series {
            subject: AlertSubject::Mau,
            used: &running.used,
            total: &running.total,
            facts,
        });
    // Some servers report the MAU as a benefit too: one notice is enough.
    let of_mau = of_mau.filter(|_| !benefits.iter().any(is_mau));
    of_benefits.chain(of_mau).collect()
}

fn is_muted(rules: &AlertRules, id: &PoolId, subject: &AlertSubject) -> bool {
    let scope = match subject {
        AlertSubject::Benefit { code, .. } => RuleScope::Benefit(code.clone()),
        AlertSubject::Mau => RuleScope::Mau,
        AlertSubject::Pool => RuleScope::Pool,
    };
    rules.is_muted(id, &scope)
}

fn notice(state: &PoolState, alias: Option<String>, reset: &[Series<'_>]) -> Option<ResetNotice> {
    let first = reset.first()?;
    Some(ResetNotice {
        pool: state.pool.id.clone(),
        pool_name: state.pool.name.clone(),
        alias,
        subject: first.subject.clone(),
        used: to_plain_string(first.used.known()?),
        total: first.total.limit().map(to_plain_string),
        others: reset.len().saturating_sub(1),
        several_pools: false,
    })
}
