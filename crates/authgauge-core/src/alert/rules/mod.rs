//! The alert rules. Each evaluates readings to a step and to what an alert would report.

mod amount;
mod forecast;
mod plan;
mod threshold;
mod trouble;

pub use amount::amount;
pub use forecast::forecast;
pub use plan::{plan_end, trial};
pub use threshold::threshold;
pub use trouble::{age, key};

use super::{AlertKind, AlertSubject, Evaluation, Rule};

/// The result of a rule over one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleResult {
    /// The subject.
    pub subject: AlertSubject,
    /// The rule.
    pub rule: Rule,
    /// The evaluation.
    pub evaluation: Evaluation,
    /// What an alert reports; None if no step is reached.
    pub kind: Option<AlertKind>,
}

impl RuleResult {
    /// A result for the pool as a whole.
    pub fn of_pool(rule: Rule, (evaluation, kind): Found) -> Self {
        Self {
            subject: AlertSubject::Pool,
            rule,
            evaluation,
            kind,
        }
    }
}

/// An evaluation, and what an alert reports if a step is reached.
pub type Found = (Evaluation, Option<AlertKind>);
