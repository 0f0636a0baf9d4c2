use serde::{Deserialize, Serialize};

/// What happened to the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StoreTrouble {
    /// It could not be read and was set aside; Authgauge started with another one.
    SetAside {
        /// The path it now has.
        path: String,
        /// The spare copy gave pools and settings back; only the kept figures are gone.
        restored: bool,
    },
    /// It was gone. The spare copy gave pools and settings back.
    Missing,
    /// It cannot be written: what changes now is lost at the end of the session.
    NotSaved,
}
