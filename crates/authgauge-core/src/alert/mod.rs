//! Alerts on thresholds, amounts, forecasts, the plan's end, trials, the access key and old figures.
//!
//! [`rules`] evaluate readings to a step, [`AlertState`] derives the delivery, and the [`AlertLog`] records alerts.

mod alert_amount;
mod alert_key;
mod alert_log;
mod alert_rules;
mod alert_state;
#[cfg(test)]
mod full_again_tests;
mod inbox;
mod kind;
#[cfg(test)]
mod moving_end_tests;
mod reset;
mod rule_scope;
pub mod rules;
#[cfg(test)]
mod tests;

pub use alert_amount::{AlertAmount, AmountOf};
pub use alert_key::{AlertKey, Rule, SubjectKey};
pub use alert_log::{Alert, AlertIds, AlertLog, LONGEST_SNOOZE, MAX_ALERTS, Unsaved};
pub use alert_rules::{AlertRule, AlertRules};
pub use alert_state::{AlertState, AlertStep, Delivery, Evaluation};
pub use inbox::{InboxEntry, InboxRow, InboxState, inbox};
pub use kind::{AlertKind, AlertSubject};
pub use reset::{ResetCheck, ResetFacts};
pub use rule_scope::RuleScope;
pub use rules::RuleResult;
