use aws_lc_rs::digest::{SHA256, digest};

use authgauge_core::hook_choice::{HookChoice, WebhookFormat};

use crate::hook_programs::HookProgram;

/// What is called on an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Receiver {
    Webhook(HookChoice),
    Program(HookProgram),
}

impl Receiver {
    /// Identifies the choice as a whole: what is queued for one receiver is never sent to another. A digest, since an
    /// address or an argument may contain a password.
    pub(crate) fn id(&self) -> String {
        let choice = match self {
            Self::Webhook(hook) => serde_json::to_string(hook),
            Self::Program(program) => serde_json::to_string(program),
        };
        let bytes = digest(&SHA256, choice.unwrap_or_default().as_bytes());
        let digits = bytes.as_ref().iter().map(|byte| format!("{byte:02x}"));
        digits.collect()
    }

    /// Whether several alerts make one message: people read it.
    pub(crate) fn takes_summaries(&self) -> bool {
        let Self::Webhook(HookChoice::Webhook { format, .. }) = self else {
            return false;
        };
        *format != WebhookFormat::Plain
    }

    /// Address and format of a webhook whose calls are signed.
    pub(crate) fn signed_webhook(&self) -> Option<(&str, WebhookFormat)> {
        match self {
            Self::Webhook(HookChoice::Webhook {
                url,
                format,
                signed: true,
            }) => Some((url, *format)),
            _ => None,
        }
    }
}
