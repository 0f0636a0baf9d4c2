use chrono::{DateTime, Utc};

use authgauge_core::language::WordsLanguage;

use super::note::Note;
use crate::signing_secret::SigningSecret;

/// What one call sends.
pub(crate) struct Message<'a> {
    /// The same in each attempt, so that a receiver can tell a repetition.
    pub(crate) id: &'a str,
    /// One; for chat services also several, which become one summary.
    pub(crate) notes: &'a [Note],
    /// The language of messages to chat services.
    pub(crate) language: WordsLanguage,
    /// The time of this attempt.
    pub(crate) at: DateTime<Utc>,
    /// Signs the call.
    pub(crate) secret: Option<&'a SigningSecret>,
}
