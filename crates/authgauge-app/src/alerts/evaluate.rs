//! What the alert rules find in a pool.

use chrono::{DateTime, Utc};
use genauth::Benefit;

use authgauge_core::alert::{
    AlertRules, AlertSubject, Rule, RuleResult, RuleScope, SubjectKey, rules,
};
use authgauge_core::calendar::{vendor_day, vendor_time};
use authgauge_core::settings::Settings;

use super::present::subject_of;
use crate::pools::PoolState;
use crate::snapshot::is_mau;

/// Evaluates the rules against one pool at one moment.
pub(super) struct Evaluator<'a> {
    pub(super) state: &'a PoolState,
    pub(super) settings: &'a Settings,
    pub(super) rules: &'a AlertRules,
    pub(super) now: DateTime<Utc>,
}

impl Evaluator<'_> {
    /// All rules, right after a refresh.
    pub(super) fn after_refresh(&self) -> Vec<RuleResult> {
        let mut results = self.figures();
        results.extend(self.key_and_age());
        results.extend(self.plan());
        results
    }

    /// Thresholds of the benefits, as last reported.
    pub(super) fn thresholds(&self) -> Vec<RuleResult> {
        let results = self.benefits().filter_map(|benefit| {
            let scope = RuleScope::Benefit(benefit.code.clone());
            let percents = self.thresholds_of(&scope);
            // The API reports no period for a benefit: a reset shows as a fall.
            let found = rules::threshold(&benefit.used, &benefit.total, &percents, "");
            result(subject_of(benefit), Rule::Threshold, found)
        });
        worst_of_each(results.collect())
    }

    /// Whether the plan or trials end soon, by the server's time.
    pub(super) fn plan(&self) -> Vec<RuleResult> {
        let ahead = self.state.clock_ahead_ms.unwrap_or(0);
        let server_now = self.state.server_clock.now(self.now, ahead);
        let ends_at = self.state.plan.as_ref().and_then(|plan| plan.value.ends_at);
        let (Some(now), Some(ends_at)) = (server_now.map(vendor_time), ends_at) else {
            return Vec::new();
        };
        let end = RuleResult::of_pool(Rule::PlanEnd, rules::plan_end(ends_at, now));
        let trial = self.state.usage.as_ref().map(|usage| {
            let trials = usage.value.iter().filter(|benefit| benefit.trial).count();
            RuleResult::of_pool(Rule::Trial, rules::trial(trials, ends_at, now))
        });
        [end].into_iter().chain(trial).collect()
    }

    /// Thresholds and forecasts, unless the refresh failed.
    fn figures(&self) -> Vec<RuleResult> {
        let mut results = Vec::new();
        if self.state.usage_failure.is_none() {
            results.extend(self.thresholds());
            results.extend(self.forecasts());
        }
        if self.state.mau_failure.is_none() && !self.reports_mau_as_benefit() {
            results.extend(self.mau());
        }
        worst_of_each(results)
    }

    fn forecasts(&self) -> Vec<RuleResult> {
        if self.state.trends.is_none() {
            return Vec::new();
        }
        let today = vendor_day(self.now);
        let benefits = self.state.benefits(self.settings).unwrap_or_default();
        let results = benefits.iter().filter_map(|status| {
            let found = rules::forecast(&status.outlook, today, "");
            result(subject_of(&status.benefit), Rule::Forecast, found)
        });
        results.collect()
    }

    fn mau(&self) -> Vec<RuleResult> {
        let today = vendor_day(self.now);
        let mau = self.state.mau.as_ref();
        let Some(running) = mau.and_then(|mau| mau.value.running(today)) else {
            return Vec::new();
        };
        let period = running.start.to_string();
        let percents = self.thresholds_of(&RuleScope::Mau);
        let threshold = rules::threshold(&running.used, &running.total, &percents, &period);
        let has_trends = self.state.trends.is_some();
        let outlook = self.state.mau_outlook(self.now).filter(|_| has_trends);
        let forecast = outlook.and_then(|outlook| rules::forecast(&outlook, today, &period));
        [(Rule::Threshold, threshold), (Rule::Forecast, forecast)]
            .into_iter()
            .filter_map(|(rule, found)| result(AlertSubject::Mau, rule, found))
            .collect()
    }

    /// Whether the server accepts the key, and how old the figures are.
    fn key_and_age(&self) -> Vec<RuleResult> {
        let key = rules::key(self.state.usage_failure.as_ref());
        let key = key.map(|found| RuleResult::of_pool(Rule::Key, found));
        let age = self.state.usage.as_ref().map(|usage| {
            let failures = self.state.server_clock.failures();
            RuleResult::of_pool(Rule::Age, rules::age(usage.taken_at, self.now, failures))
        });
        key.into_iter().chain(age).collect()
    }

    fn thresholds_of(&self, scope: &RuleScope) -> Vec<u8> {
        let id = &self.state.pool.id;
        self.rules
            .thresholds(id, scope, &self.settings.alert_percents)
    }

    /// One alert is enough.
    fn reports_mau_as_benefit(&self) -> bool {
        self.benefits().any(is_mau)
    }

    fn benefits(&self) -> impl Iterator<Item = &Benefit> {
        self.state.usage.iter().flat_map(|usage| &usage.value)
    }
}

fn result(subject: AlertSubject, rule: Rule, found: Option<rules::Found>) -> Option<RuleResult> {
    let (evaluation, kind) = found?;
    Some(RuleResult {
        subject,
        rule,
        evaluation,
        kind,
    })
}

/// Of results for the same rule and subject, as when a server reports a code twice, keeps the worst.
fn worst_of_each(results: Vec<RuleResult>) -> Vec<RuleResult> {
    let mut worst: Vec<RuleResult> = Vec::new();
    for result in results {
        let is_same = |other: &&mut RuleResult| {
            other.rule == result.rule
                && SubjectKey::from(&other.subject) == SubjectKey::from(&result.subject)
        };
        match worst.iter_mut().find(is_same) {
            Some(other) if other.evaluation.reached() < result.evaluation.reached() => {
                *other = result;
            }
            Some(_) => {}
            None => worst.push(result),
        }
    }
    worst
}
