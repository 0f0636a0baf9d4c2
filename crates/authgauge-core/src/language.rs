//! Languages.

use serde::{Deserialize, Serialize};

/// A language Authgauge has texts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum WordsLanguage {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}
