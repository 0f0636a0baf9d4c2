use std::collections::HashMap;

use super::{AlertSubject, SubjectKey};
use crate::pool::PoolId;

/// What the owner wants to be told of a pool, or of one benefit in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertRule {
    /// From how many percent used, ascending. Nothing is as the pool, or as the settings, have it.
    pub thresholds: Option<Vec<u8>>,
    /// Listed and not told.
    pub muted: bool,
}

/// What the owner wants to be told of.
#[derive(Debug, Default)]
pub struct AlertRules(HashMap<(PoolId, SubjectKey), AlertRule>);

impl AlertRules {
    /// With what was written down.
    pub fn new(rules: impl IntoIterator<Item = (PoolId, SubjectKey, AlertRule)>) -> Self {
        let rules = rules.into_iter();
        Self(
            rules
                .map(|(pool, subject, rule)| ((pool, subject), rule))
                .collect(),
        )
    }

    /// The rule of a subject itself.
    pub fn rule(&self, pool: &PoolId, subject: &SubjectKey) -> AlertRule {
        let key = (pool.clone(), subject.clone());
        self.0.get(&key).cloned().unwrap_or_default()
    }

    /// Another rule for a subject.
    pub fn set(&mut self, pool: &PoolId, subject: &SubjectKey, rule: AlertRule) {
        self.0.insert((pool.clone(), subject.clone()), rule);
    }

    /// The codes of the benefits that have had rules of their own, in order.
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

    /// From how many percent used the owner is told: the subject's rule, the pool's, or else the settings'.
    pub fn thresholds(&self, pool: &PoolId, subject: &SubjectKey, settings: &[u8]) -> Vec<u8> {
        let own = self.rule(pool, subject).thresholds;
        let own = own.or_else(|| self.rule(pool, &SubjectKey::Pool).thresholds);
        own.unwrap_or_else(|| settings.to_vec())
    }

    /// Whether alerts of this subject are listed and not told.
    pub fn is_muted(&self, pool: &PoolId, subject: &AlertSubject) -> bool {
        let is_muted = |subject: &SubjectKey| self.rule(pool, subject).muted;
        is_muted(&SubjectKey::Pool) || is_muted(&subject.into())
    }

    /// A pool is gone, and the store has forgotten it already.
    pub fn forget(&mut self, pool: &PoolId) {
        self.0.retain(|(of, _), _| of != pool);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_benefits_rule_comes_before_its_pools_and_that_before_the_settings() {
        let (pool, other) = (PoolId::random(), PoolId::random());
        let benefit = SubjectKey::Benefit("A".to_owned());
        let rule = |thresholds: &[u8]| AlertRule {
            thresholds: Some(thresholds.to_vec()),
            muted: false,
        };
        let mut watch = AlertRules::default();
        let seen = |watch: &AlertRules, pool| watch.thresholds(pool, &benefit, &[80]);
        assert_eq!(seen(&watch, &pool), [80]);
        watch.set(&pool, &SubjectKey::Pool, rule(&[70]));
        assert_eq!(
            (seen(&watch, &pool), seen(&watch, &other)),
            (vec![70], vec![80])
        );
        watch.set(&pool, &benefit, rule(&[]));
        assert_eq!(seen(&watch, &pool), [0_u8; 0]);
        assert_eq!(watch.codes(&pool), ["A"]);
        watch.forget(&pool);
        assert_eq!(
            (seen(&watch, &pool), watch.codes(&pool).len()),
            (vec![80], 0)
        );
    }

    #[test]
    fn a_muted_pool_mutes_all_in_it_and_a_muted_benefit_itself() {
        let pool = PoolId::random();
        let benefit = |code: &str| AlertSubject::Benefit {
            code: code.to_owned(),
            name: String::new(),
        };
        let muted = || AlertRule {
            thresholds: None,
            muted: true,
        };
        let mut watch = AlertRules::default();
        watch.set(&pool, &SubjectKey::from(&benefit("A")), muted());
        let heard = [
            benefit("A"),
            benefit("B"),
            AlertSubject::Mau,
            AlertSubject::Pool,
        ];
        let is_muted =
            |watch: &AlertRules| heard.clone().map(|subject| watch.is_muted(&pool, &subject));
        assert_eq!(is_muted(&watch), [true, false, false, false]);
        watch.set(&pool, &SubjectKey::Pool, muted());
        assert_eq!(is_muted(&watch), [true; 4]);
    }
}
