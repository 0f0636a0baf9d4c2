use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use authgauge_core::hook_choice::{WebhookFormat, webhook_address};
use authgauge_core::language::WordsLanguage;

use super::chat;
use super::note::Note;

/// What a webhook would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HookPreview {
    /// The known service at the address.
    pub service: Option<WebhookFormat>,
    /// The body for an example of an alert: indented JSON.
    pub body: String,
}

impl HookPreview {
    pub(crate) fn new(
        address: &str,
        format: WebhookFormat,
        language: WordsLanguage,
        now: DateTime<Utc>,
    ) -> Self {
        let note = Note::example(now);
        let body = match chat::body(format, std::slice::from_ref(&note), language, now) {
            Some(body) => serde_json::to_string_pretty(&body),
            None => serde_json::to_string_pretty(&note),
        };
        Self {
            service: webhook_address(address).and_then(|url| WebhookFormat::of_address(&url)),
            body: body.unwrap_or_default(),
        }
    }
}
