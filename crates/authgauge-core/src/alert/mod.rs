//! When to tell the owner something, once: thresholds, forecasts, the plan's end, trials, the key, old figures.
//!
//! Pure: no clock, no store, no words. The rules turn what is known into steps, of which a higher one is worse;
//! one kernel, [`AlertState`], says of each whether it is new; the [`AlertLog`] keeps what was told.

mod alert_key;
mod alert_log;
mod alert_rules;
mod alert_state;
mod kind;
pub mod rules;
#[cfg(test)]
mod tests;

pub use alert_key::{AlertKey, Rule, Subject};
pub use alert_log::{Alert, AlertIds, AlertLog, Unsaved};
pub use alert_log::{LONGEST_SNOOZE, MOST};
pub use alert_rules::{AlertRule, AlertRules};
pub use alert_state::{AlertState, Delivery, Evaluation};
pub use kind::{AlertKind, AlertSubject};
pub use rules::RuleResult;
