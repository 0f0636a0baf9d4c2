//! What is known now of the subjects of alerts.

use chrono::{DateTime, Utc};
use genauth::{Allowance, Benefit, Quantity};

use authgauge_core::alert::{Alert, AlertKind, AlertRules, AlertSubject, RuleScope};
use authgauge_core::level::{Level, Thresholds};
use authgauge_core::pool_condition::UseStatus;
use authgauge_core::tone::Tone;

use crate::pools::{PoolState, worst_of_each_code};
use crate::snapshot::AlertSnapshot;

/// A pool at one moment.
pub(super) struct Present<'a> {
    state: &'a PoolState,
    thresholds: Thresholds,
    now: DateTime<Utc>,
    alias: Option<String>,
}

impl<'a> Present<'a> {
    pub(super) fn new(
        state: &'a PoolState,
        thresholds: Thresholds,
        now: DateTime<Utc>,
        alias: Option<String>,
    ) -> Self {
        Self {
            state,
            thresholds,
            now,
            alias,
        }
    }

    /// An alert, with the benefit's name and level of now: the recorded name is in the language of its time.
    pub(super) fn snapshot(&self, alert: &Alert, rules: &AlertRules) -> AlertSnapshot {
        let pool = &self.state.pool;
        let scope = alert.scope();
        let tone = match alert.over {
            true => Tone::Neutral,
            false => Tone::of_alert(&alert.kind, self.level(alert)),
        };
        AlertSnapshot {
            alert: Alert {
                subject: self.renamed(&alert.subject),
                ..alert.clone()
            },
            tone,
            pool_name: pool.name.clone(),
            host: pool.host.name().to_owned(),
            muted: rules.is_muted(&pool.id, &scope),
            pool_muted: rules.rule(&pool.id, &RuleScope::Pool).muted,
            also: None,
            alias: self.alias.clone(),
            scope,
        }
    }

    fn renamed(&self, subject: &AlertSubject) -> AlertSubject {
        match subject {
            AlertSubject::Benefit { code, .. } => {
                let reported = self.reported(code);
                reported.map_or_else(|| subject.clone(), subject_of)
            }
            AlertSubject::Pool | AlertSubject::Mau => subject.clone(),
        }
    }

    /// The level of the subject now; of what the alert recorded where it is not reported any more.
    fn level(&self, alert: &Alert) -> Level {
        let status = match &alert.subject {
            AlertSubject::Benefit { code, .. } => self
                .reported(code)
                .map(|benefit| UseStatus::of(&benefit.used, &benefit.total, self.thresholds)),
            AlertSubject::Mau => self.state.mau_use(self.thresholds, self.now),
            AlertSubject::Pool => None,
        };
        let status = status.or_else(|| self.recorded(&alert.kind));
        status.map_or(Level::NotReported, |status| status.level)
    }

    fn recorded(&self, kind: &AlertKind) -> Option<UseStatus> {
        let (AlertKind::Threshold { used, total, .. } | AlertKind::AmountLeft { used, total, .. }) =
            kind
        else {
            return None;
        };
        let used = Quantity::Known(used.parse().ok()?);
        let total = Allowance::Limited(total.parse().ok()?);
        Some(UseStatus::of(&used, &total, self.thresholds))
    }

    fn reported(&self, code: &str) -> Option<&Benefit> {
        let usage = self.state.usage.as_ref()?;
        worst_of_each_code(&usage.value).find(|benefit| benefit.code == code)
    }
}

/// A benefit as the subject of an alert.
pub(super) fn subject_of(benefit: &Benefit) -> AlertSubject {
    AlertSubject::Benefit {
        code: benefit.code.clone(),
        name: benefit.name.clone(),
    }
}
