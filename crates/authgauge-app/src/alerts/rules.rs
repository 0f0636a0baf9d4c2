//! The owner's alert rules of a pool and its benefits.

use authgauge_core::alert::{AlertRule, SubjectKey};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::settings::are_thresholds;

use super::AlertDispatcher;

/// The alert rules of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolRules {
    /// The rule of the whole pool.
    pub pool: AlertRule,
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
        let rule = |subject: &SubjectKey| alerts.rules.rule(id, subject);
        let of_benefit = |(code, name): (String, String)| BenefitRules {
            rule: rule(&SubjectKey::Benefit(code.clone())),
            code,
            name,
        };
        Ok(PoolRules {
            pool: rule(&SubjectKey::Pool),
            benefits: named.into_iter().map(of_benefit).collect(),
        })
    }

    /// Mutes the alerts of a pool or benefit: they are recorded and not delivered.
    ///
    /// # Errors
    /// `pool_not_found`; `benefit_not_found`; `store_failed`.
    pub(crate) fn mute(
        &self,
        id: &PoolId,
        benefit: Option<&str>,
        muted: bool,
    ) -> Result<(), Failure> {
        self.change_rule(id, benefit, |rule| rule.muted = muted)
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
        self.change_rule(id, benefit, |rule| rule.thresholds = thresholds)
    }

    fn change_rule(
        &self,
        id: &PoolId,
        benefit: Option<&str>,
        change: impl FnOnce(&mut AlertRule),
    ) -> Result<(), Failure> {
        let subject = self.subject(id, benefit)?;
        let mut rule = self.lock().rules.rule(id, &subject);
        change(&mut rule);
        self.store.save_alert_rule(id, &subject, &rule)?;
        self.lock().rules.set(id, &subject, rule);
        self.record_without_delivery(id);
        self.save()
    }

    /// The subject of a rule, if the pool has it.
    fn subject(&self, id: &PoolId, benefit: Option<&str>) -> Result<SubjectKey, Failure> {
        let reported = self.reported(id)?;
        let Some(code) = benefit else {
            return Ok(SubjectKey::Pool);
        };
        let is_known = reported.iter().any(|(reported, _)| reported == code)
            || self.lock().rules.codes(id).contains(&code);
        match is_known {
            true => Ok(SubjectKey::Benefit(code.to_owned())),
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
