use std::collections::HashMap;

use super::{AlertAmount, RuleScope};
use crate::pool::PoolId;

/// The owner's rule for a pool or a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertRule {
    /// Percents used, ascending. None inherits the pool's, or else those of the settings.
    pub thresholds: Option<Vec<u8>>,
    /// A number left or used; of benefits alone.
    pub amount: Option<AlertAmount>,
    /// Whether alerts are listed without a notification.
    pub muted: bool,
}

/// The owner's rules, by pool and scope.
#[derive(Debug, Default)]
pub struct AlertRules(HashMap<(PoolId, RuleScope), AlertRule>);

impl AlertRules {
    /// Creates the rules from storage.
    pub fn new(rules: impl IntoIterator<Item = (PoolId, RuleScope, AlertRule)>) -> Self {
        let rules = rules.into_iter();
        Self(
            rules
                .map(|(pool, scope, rule)| ((pool, scope), rule))
                .collect(),
        )
    }

    /// The scope's own rule.
    pub fn rule(&self, pool: &PoolId, scope: &RuleScope) -> AlertRule {
        let key = (pool.clone(), scope.clone());
        self.0.get(&key).cloned().unwrap_or_default()
    }

    /// Replaces the scope's rule.
    pub fn set(&mut self, pool: &PoolId, scope: &RuleScope, rule: AlertRule) {
        self.0.insert((pool.clone(), scope.clone()), rule);
    }

    /// The codes of the benefits that have rules, sorted.
    pub fn codes(&self, pool: &PoolId) -> Vec<&str> {
        let of_pool = self.0.keys().filter(|(of, _)| of == pool);
        let codes = of_pool.filter_map(|(_, scope)| match scope {
            RuleScope::Benefit(code) => Some(code.as_str()),
            _ => None,
        });
        let mut codes: Vec<_> = codes.collect();
        codes.sort_unstable();
        codes
    }

    /// The effective thresholds: the scope's, else the pool's, else those of the settings.
    pub fn thresholds(&self, pool: &PoolId, scope: &RuleScope, settings: &[u8]) -> Vec<u8> {
        let own = self.rule(pool, scope).thresholds;
        let own = own.or_else(|| self.rule(pool, &RuleScope::Pool).thresholds);
        own.unwrap_or_else(|| settings.to_vec())
    }

    /// Whether the scope or its whole pool is muted.
    pub fn is_muted(&self, pool: &PoolId, scope: &RuleScope) -> bool {
        self.rule(pool, &RuleScope::Pool).muted || self.rule(pool, scope).muted
    }

    /// Removes a pool's rules.
    pub fn forget(&mut self, pool: &PoolId) {
        self.0.retain(|(of, _), _| of != pool);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AlertSubject, Rule};
    use super::*;

    #[test]
    fn benefit_rules_override_pool_rules_override_settings() {
        let (pool, other) = (PoolId::random(), PoolId::random());
        let benefit = RuleScope::Benefit("A".to_owned());
        let rule = |thresholds: &[u8]| AlertRule {
            thresholds: Some(thresholds.to_vec()),
            ..AlertRule::default()
        };
        let mut rules = AlertRules::default();
        let thresholds = |rules: &AlertRules, pool| rules.thresholds(pool, &benefit, &[80]);
        assert_eq!(thresholds(&rules, &pool), [80]);
        rules.set(&pool, &RuleScope::Pool, rule(&[70]));
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

    /// Each kind of alert a pool may have.
    fn alerts() -> Vec<(AlertSubject, Rule)> {
        let benefit = |code: &str| AlertSubject::Benefit {
            code: code.to_owned(),
            name: String::new(),
        };
        vec![
            (benefit("A"), Rule::Threshold),
            (benefit("A"), Rule::Amount),
            (benefit("A"), Rule::Forecast),
            (benefit("B"), Rule::Threshold),
            (benefit("B"), Rule::Forecast),
            (AlertSubject::Mau, Rule::Threshold),
            (AlertSubject::Mau, Rule::Forecast),
            (AlertSubject::Pool, Rule::PlanEnd),
            (AlertSubject::Pool, Rule::Trial),
            (AlertSubject::Pool, Rule::Key),
            (AlertSubject::Pool, Rule::Age),
        ]
    }

    #[test]
    fn muting_one_alert_silences_only_alerts_about_the_same_thing() {
        let muted = AlertRule {
            muted: true,
            ..AlertRule::default()
        };
        let scopes: Vec<_> = alerts()
            .iter()
            .map(|(subject, rule)| RuleScope::of(subject, *rule))
            .collect();
        println!("count: {} cases of muting one alert", scopes.len());
        for scope in &scopes {
            let (pool, other) = (PoolId::random(), PoolId::random());
            let mut rules = AlertRules::default();
            rules.set(&pool, scope, muted.clone());
            for alert in &scopes {
                assert_eq!(rules.is_muted(&pool, alert), alert == scope, "{alert}");
                assert!(!rules.is_muted(&other, alert));
            }
        }
        let mut distinct = scopes.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), 6, "{distinct:?}");
        let pool = PoolId::random();
        let mut rules = AlertRules::default();
        rules.set(&pool, &RuleScope::Pool, muted);
        assert!(scopes.iter().all(|alert| rules.is_muted(&pool, alert)));
    }
}
