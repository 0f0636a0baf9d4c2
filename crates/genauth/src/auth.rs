use serde::{Deserialize, Serialize};

/// The configured way to sign in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// By management token; by signature where the server has no token endpoint.
    #[default]
    Automatic,
    /// By management token only.
    Token,
    /// By signature only.
    Signature,
}

/// The way of signing in that a successful call used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// By management token.
    Token,
    /// By signature.
    Signature,
}
