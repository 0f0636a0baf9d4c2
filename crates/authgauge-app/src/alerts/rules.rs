//! The owner's alert rules of a pool and its benefits.

use authgauge_core::alert::{
    AlertAmount, AlertKey, AlertRule, AmountOf, Rule, RuleScope, SubjectKey,
};
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
    /// What a number of it would count, as it is reported now.
    pub counts: AmountOf,
}

/// A benefit as it is reported now.
struct Named {
    code: String,
    name: String,
    counts: AmountOf,
}

impl Named {
    fn missing(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            name: code.to_owned(),
            counts: AmountOf::Used,
        }
    }
}

impl AlertDispatcher {
    /// # Errors
    /// `pool_not_found`.
    pub(crate) fn rules_of(&self, id: &PoolId) -> Result<PoolRules, Failure> {
        let mut named = self.reported(id)?;
        let alerts = self.lock();
        for code in alerts.rules.codes(id) {
            if named.iter().all(|other| other.code != code) {
                named.push(Named::missing(code));
            }
        }
        let rule = |scope: &RuleScope| alerts.rules.rule(id, scope);
        let of_benefit = |named: Named| BenefitRules {
            rule: rule(&RuleScope::Benefit(named.code.clone())),
            code: named.code,
            name: named.name,
            counts: named.counts,
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

    /// Sets the thresholds of a pool or benefit, in percent, and a benefit's amount. Without thresholds it inherits
    /// them. What is exceeded already is recorded and not delivered: the owner has just set it.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `thresholds` or `amount`; `pool_not_found`; `benefit_not_found`;
    /// `store_failed`.
    pub(crate) fn set_thresholds(
        &self,
        id: &PoolId,
        benefit: Option<&str>,
        thresholds: Option<Vec<u8>>,
        amount: Option<AlertAmount>,
    ) -> Result<(), Failure> {
        let is_invalid = |percents: &Vec<u8>| !are_thresholds(percents);
        if thresholds.as_ref().is_some_and(is_invalid) {
            return Err(Failure::from(ErrorCode::SettingsInvalid).with_field("thresholds"));
        }
        if amount.is_some_and(|amount| benefit.is_none() || !amount.is_valid()) {
            return Err(Failure::from(ErrorCode::SettingsInvalid).with_field("amount"));
        }
        let scope = benefit.map_or(RuleScope::Pool, |code| RuleScope::Benefit(code.to_owned()));
        self.change_rule(id, &scope, |rule| {
            (rule.thresholds, rule.amount) = (thresholds, amount);
        })
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
        if let (RuleScope::Benefit(code), None) = (scope, rule.amount) {
            self.lock().log.end(id, amount_of(code));
        }
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
        let is_known = reported.iter().any(|reported| reported.code == *code)
            || self.lock().rules.codes(id).contains(&code.as_str());
        match is_known {
            true => Ok(()),
            false => Err(ErrorCode::BenefitNotFound.into()),
        }
    }

    /// Each reported benefit, without repeats.
    fn reported(&self, id: &PoolId) -> Result<Vec<Named>, Failure> {
        self.pools.read(id, |state| {
            let mut named: Vec<Named> = Vec::new();
            for benefit in state.usage.iter().flat_map(|usage| &usage.value) {
                if named.iter().all(|other| other.code != benefit.code) {
                    named.push(Named {
                        code: benefit.code.clone(),
                        name: benefit.name.clone(),
                        counts: AmountOf::from(&benefit.total),
                    });
                }
            }
            named
        })
    }
}

/// What the alerts of a benefit's amount are recorded under.
fn amount_of(code: &str) -> AlertKey {
    AlertKey {
        subject: SubjectKey::Benefit(code.to_owned()),
        rule: Rule::Amount,
    }
}
