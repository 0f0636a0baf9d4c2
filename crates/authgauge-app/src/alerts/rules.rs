//! The owner's alert rules of a pool and its benefits.

use authgauge_core::alert::{AlertRule, RuleScope};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::settings::are_thresholds;

use super::AlertDispatcher;

/// The parts of a pool, besides benefits, that can be muted by themselves.
const PARTS: [RuleScope; 4] = [
    RuleScope::Plan,
    RuleScope::Key,
    RuleScope::Age,
    RuleScope::Mau,
];

/// The alert rules of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolRules {
    /// The rule of the whole pool.
    pub pool: AlertRule,
    /// The parts of the pool that are muted by themselves, besides benefits.
    pub muted_parts: Vec<RuleScope>,
    /// In the server's order; benefits with a rule that are not reported now come last.
    pub benefits: Vec<BenefitRules>,
}

/// The alert rule of a benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenefitRules {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`; the code where the benefit is not reported now.
    pub name: String,
    /// Its own rule.
    pub rule: AlertRule,
}

impl AlertDispatcher {
    /// # Errors
    /// `pool_not_found`.
    pub(crate) fn rules_of(&self, id: &PoolId) -> Result<PoolRules, Failure> {
        let mut named = self.reported(id)?;
        let alerts = self.lock();
        for code in alerts.rules.codes(id) {
            if named.iter().all(|(other, _)| other != code) {
                named.push((code.to_owned(), code.to_owned()));
            }
        }
        let rule = |scope: &RuleScope| alerts.rules.rule(id, scope);
        let of_benefit = |(code, name): (String, String)| BenefitRules {
            rule: rule(&RuleScope::Benefit(code.clone())),
            code,
            name,
        };
        Ok(PoolRules {
            pool: rule(&RuleScope::Pool),
            muted_parts: PARTS.into_iter().filter(|part| rule(part).muted).collect(),
            benefits: named.into_iter().map(of_benefit).collect(),
        })
    }

    /// Mutes the alerts of a scope: they are recorded and not delivered.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found`; `store_failed`.
    pub(crate) fn mute(&self, id: &PoolId, scope: &RuleScope, muted: bool) -> Result<(), Failure> {
        self.change_rule(id, scope, |rule| rule.muted = muted)
    }

    /// Sets the thresholds of a pool or benefit, in percent; None inherits them. Thresholds that are exceeded
    /// already are recorded and not delivered: the owner has just set them.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `thresholds`; `pool_not_found`; `benefit_not_found`;
    /// `store_failed`.
    pub(crate) fn set_thresholds(
        &self,
        id: &PoolId,
        benefit: Option<&str>,
        thresholds: Option<Vec<u8>>,
    ) -> Result<(), Failure> {
        let is_invalid = |percents: &Vec<u8>| !are_thresholds(percents);
        if thresholds.as_ref().is_some_and(is_invalid) {
            return Err(Failure::from(ErrorCode::SettingsInvalid).with_field("thresholds"));
        }
        let scope = benefit.map_or(RuleScope::Pool, |code| RuleScope::Benefit(code.to_owned()));
        self.change_rule(id, &scope, |rule| rule.thresholds = thresholds)
    }

    fn change_rule(
        &self,
        id: &PoolId,
        scope: &RuleScope,
        change: impl FnOnce(&mut AlertRule),
    ) -> Result<(), Failure> {
        self.check_scope(id, scope)?;
        let mut rule = self.lock().rules.rule(id, scope);
        change(&mut rule);
        self.store.save_alert_rule(id, scope, &rule)?;
        self.lock().rules.set(id, scope, rule);
        self.record_without_delivery(id);
        self.save()
    }

    /// Fails unless there is such a pool and benefit.
    fn check_scope(&self, id: &PoolId, scope: &RuleScope) -> Result<(), Failure> {
        let reported = self.reported(id)?;
        let RuleScope::Benefit(code) = scope else {
            return Ok(());
        };
        let is_known = reported.iter().any(|(reported, _)| reported == code)
            || self.lock().rules.codes(id).contains(&code.as_str());
        match is_known {
            true => Ok(()),
            false => Err(ErrorCode::BenefitNotFound.into()),
        }
    }

    /// Code and name of each reported benefit, without repeats.
    fn reported(&self, id: &PoolId) -> Result<Vec<(String, String)>, Failure> {
        self.pools.read(id, |state| {
            let mut named: Vec<(String, String)> = Vec::new();
            for benefit in state.usage.iter().flat_map(|usage| &usage.value) {
                if named.iter().all(|(code, _)| *code != benefit.code) {
                    named.push((benefit.code.clone(), benefit.name.clone()));
                }
            }
            named
        })
    }
}
