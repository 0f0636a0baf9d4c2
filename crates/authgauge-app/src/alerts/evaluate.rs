//! What the alert rules find in a pool.

use chrono::{DateTime, Utc};
use genauth::Benefit;

use authgauge_core::alert::{AlertRules, AlertSubject, Rule, RuleResult, RuleScope, rules};
use authgauge_core::calendar::{vendor_day, vendor_time};
use authgauge_core::settings::Settings;

use super::present::subject_of;
use crate::pools::{PoolState, worst_of_each_code};
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

    /// What the owner's rules say of the benefits, as last reported.
    pub(super) fn uses(&self) -> Vec<RuleResult> {
        let mut results = self.thresholds();
        results.extend(self.amounts());
        results
    }

    fn thresholds(&self) -> Vec<RuleResult> {
        let results = worst_of_each_code(self.benefits()).filter_map(|benefit| {
            let scope = RuleScope::Benefit(benefit.code.clone());
            let percents = self.thresholds_of(&scope);
            // The API reports no period for a benefit: a reset shows as a fall.
            let found = rules::threshold(&benefit.used, &benefit.total, &percents, "");
            result(subject_of(benefit), Rule::Threshold, found)
        });
        results.collect()
    }

    fn amounts(&self) -> Vec<RuleResult> {
        let results = worst_of_each_code(self.benefits()).filter_map(|benefit| {
            let scope = RuleScope::Benefit(benefit.code.clone());
            let amount = self.rules.rule(&self.state.pool.id, &scope).amount?;
            let found = rules::amount(&benefit.used, &benefit.total, &amount);
            result(subject_of(benefit), Rule::Amount, found)
        });
        results.collect()
    }

    /// Whether the plan or trials end soon, by the server's time.
    pub(super) fn plan(&self) -> Vec<RuleResult> {
        let ahead = self.state.clock_ahead_ms.unwrap_or(0);
        let server_now = self.state.server_clock.now(self.now, ahead);
        let plan = self.state.plan.as_ref();
        let ends_at = plan.and_then(|plan| plan.value.ends_at.known());
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

    /// Uses and forecasts, unless the refresh failed.
    fn figures(&self) -> Vec<RuleResult> {
        let mut results = Vec::new();
        if self.state.usage_failure.is_none() {
            results.extend(self.uses());
            results.extend(self.forecasts());
        }
        if self.state.mau_failure.is_none() && !self.reports_mau_as_benefit() {
            results.extend(self.mau());
        }
        results
    }

    fn forecasts(&self) -> Vec<RuleResult> {
        if self.state.trends.is_none() {
            return Vec::new();
        }
        let today = vendor_day(self.now);
        let results = worst_of_each_code(self.benefits()).filter_map(|benefit| {
            let status = self.state.status(benefit, self.settings);
            let found = rules::forecast(&status.outlook, today, &self.cycle_of(benefit));
            result(subject_of(benefit), Rule::Forecast, found)
        });
        results.collect()
    }

    /// Identifies the cycle that a benefit is in: a benefit that fills each month is reported each month. Empty for
    /// what doesn't reset.
    fn cycle_of(&self, benefit: &Benefit) -> String {
        let trends = self.state.trends.as_ref();
        let forecast = trends.and_then(|trends| trends.forecast(&benefit.code));
        let cycle = forecast.and_then(|forecast| forecast.basis().cycle.as_ref());
        cycle
            .map(|cycle| cycle.start.to_string())
            .unwrap_or_default()
    }

    fn mau(&self) -> Vec<RuleResult> {
        let today = vendor_day(self.now);
        let span = self.state.mau.as_ref().map(|mau| &mau.value);
        let Some((span, running)) = span.and_then(|span| Some((span, span.running(today)?))) else {
            return Vec::new();
        };
        let period = span.period_id(running).to_string();
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
        self.benefits().iter().any(is_mau)
    }

    fn benefits(&self) -> &[Benefit] {
        let usage = self.state.usage.as_ref();
        usage
            .map(|usage| usage.value.as_slice())
            .unwrap_or_default()
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
