//! Whether the owner agreed to the webhook, as the window shows it.

use serde::{Deserialize, Serialize};

/// Whether alerts are sent to the webhook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// There is none.
    #[default]
    Off,
    /// The owner agreed to it.
    Agreed,
    /// The owner agreed to it until the program ends: there is no keychain.
    AgreedForSession,
    /// The owner did not agree to it: nothing is sent.
    NotAgreed,
    /// The keychain has not said yet: alerts wait.
    Unknown,
}
