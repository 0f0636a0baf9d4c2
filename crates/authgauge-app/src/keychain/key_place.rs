use serde::{Deserialize, Serialize};

/// Where a pool's access key is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// In the keychain.
    Keychain,
    /// In memory, until the program ends.
    Session,
}
