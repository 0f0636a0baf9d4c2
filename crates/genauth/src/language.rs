use serde::{Deserialize, Serialize};

/// The language requested in `x-<brand>-lang`. The server may ignore it for the names of benefits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// `en-US`
    #[default]
    English,
    /// `zh-CN`
    Chinese,
}
