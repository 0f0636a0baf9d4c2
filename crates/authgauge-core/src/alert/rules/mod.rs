//! What is worth an alert: each rule turns what is known into a step, and says what still counts as that step.

mod forecast;
mod plan;
mod threshold;
mod trouble;

pub use forecast::forecast;
pub use plan::{plan_end, trial};
pub use threshold::threshold;
pub use trouble::{age, key};

use super::{AlertKind, AlertSubject, Evaluation, Rule};

/// What a rule found in one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleResult {
    /// In which.
    pub subject: AlertSubject,
    /// By which rule.
    pub rule: Rule,
    /// How far it has come.
    pub evaluation: Evaluation,
    /// What there is to tell, where a step is reached.
    pub kind: Option<AlertKind>,
}

impl RuleResult {
    /// Of the pool as a whole.
    pub fn of_pool(rule: Rule, (evaluation, kind): Found) -> Self {
        Self {
            subject: AlertSubject::Pool,
            rule,
            evaluation,
            kind,
        }
    }
}

/// How far it has come, and what there is to tell where a step is reached.
pub type Found = (Evaluation, Option<AlertKind>);
