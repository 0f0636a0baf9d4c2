use serde::{Deserialize, Serialize};

/// The vendor's two brands. They serve the same API under different header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brand {
    /// GenAuth: `x-genauth-…` headers.
    GenAuth,
    /// Authing: `x-authing-…` headers, on private deployments too.
    Authing,
}
