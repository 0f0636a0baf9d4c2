use std::collections::HashMap;

use super::{AlertSubject, SubjectKey};
use crate::pool::PoolId;

/// The owner's rule for a pool or one of its benefits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertRule {
    /// Percents used, ascending. None inherits the pool's, or else those of the settings.
    pub thresholds: Option<Vec<u8>>,
    /// Whether alerts are listed without a notification.
    pub muted: bool,
}

/// The owner's rules, by pool and subject.
#[derive(Debug, Default)]
pub struct AlertRules(HashMap<(PoolId, SubjectKey), AlertRule>);

impl AlertRules {
    /// Creates the rules from storage.
    pub fn new(rules: impl IntoIterator<Item = (PoolId, SubjectKey, AlertRule)>) -> Self {
        let rules = rules.into_iter();
        Self(
            rules
                .map(|(pool, subject, rule)| ((pool, subject), rule))
                .collect(),
        )
    }

    /// The subject's own rule.
    pub fn rule(&self, pool: &PoolId, subject: &SubjectKey) -> AlertRule {
        let key = (pool.clone(), subject.clone());
        self.0.get(&key).cloned().unwrap_or_default()
    }

    /// Replaces the subject's rule.
    pub fn set(&mut self, pool: &PoolId, subject: &SubjectKey, rule: AlertRule) {
        self.0.insert((pool.clone(), subject.clone()), rule);
    }

    /// The codes of the benefits that have rules, sorted.
    pub fn codes(&self, pool: &PoolId) -> Vec<&str> {
        let of_pool = self.0.keys().filter(|(of, _)| of == pool);
        let codes = of_pool.filter_map(|(_, subject)| match subject {
            SubjectKey::Benefit(code) => Some(code.as_str()),
            SubjectKey::Pool | SubjectKey::Mau => None,
        });
        let mut codes: Vec<_> = codes.collect();
        codes.sort_unstable();
        codes
    }

    /// The effective thresholds: the subject's, else the pool's, else those of the settings.
    pub fn thresholds(&self, pool: &PoolId, subject: &SubjectKey, settings: &[u8]) -> Vec<u8> {
        let own = self.rule(pool, subject).thresholds;
        let own = own.or_else(|| self.rule(pool, &SubjectKey::Pool).thresholds);
        own.unwrap_or_else(|| settings.to_vec())
    }

    /// Whether the subject or its pool is muted.
    pub fn is_muted(&self, pool: &PoolId, subject: &AlertSubject) -> bool {
        let is_muted = |subject: &SubjectKey| self.rule(pool, subject).muted;
        is_muted(&SubjectKey::Pool) || is_muted(&subject.into())
    }

    /// Removes a pool's rules.
    pub fn forget(&mut self, pool: &PoolId) {
        self.0.retain(|(of, _), _| of != pool);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benefit_rules_override_pool_rules_override_settings() {
        let (pool, other) = (PoolId::random(), PoolId::random());
        let benefit = SubjectKey::Benefit("A".to_owned());
        let rule = |thresholds: &[u8]| AlertRule {
            thresholds: Some(thresholds.to_vec()),
            muted: false,
        };
        let mut rules = AlertRules::default();
        let thresholds = |rules: &AlertRules, pool| rules.thresholds(pool, &benefit, &[80]);
        assert_eq!(thresholds(&rules, &pool), [80]);
        rules.set(&pool, &SubjectKey::Pool, rule(&[70]));
        assert_eq!(
            (thresholds(&rules, &pool), thresholds(&rules, &other)),
            (vec![70], vec![80])
        );
        rules.set(&pool, &benefit, rule(&[]));
        assert_eq!(thresholds(&rules, &pool), [0_u8; 0]);
        assert_eq!(rules.codes(&pool), ["A"]);
        rules.forget(&pool);
        assert_eq!(
            (thresholds(&rules, &pool), rules.codes(&pool).len()),
            (vec![80], 0)
        );
    }

    #[test]
    fn muting_a_pool_mutes_its_benefits() {
        let pool = PoolId::random();
        let benefit = |code: &str| AlertSubject::Benefit {
            code: code.to_owned(),
            name: String::new(),
        };
        let muted = || AlertRule {
            thresholds: None,
            muted: true,
        };
        let mut rules = AlertRules::default();
        rules.set(&pool, &SubjectKey::from(&benefit("A")), muted());
        let subjects = [
            benefit("A"),
            benefit("B"),
            AlertSubject::Mau,
            AlertSubject::Pool,
        ];
        let is_muted = |rules: &AlertRules| {
            subjects
                .clone()
                .map(|subject| rules.is_muted(&pool, &subject))
        };
        assert_eq!(is_muted(&rules), [true, false, false, false]);
        rules.set(&pool, &SubjectKey::Pool, muted());
        assert_eq!(is_muted(&rules), [true; 4]);
    }
}
