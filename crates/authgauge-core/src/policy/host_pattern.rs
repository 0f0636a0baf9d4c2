use serde::{Deserialize, Serialize};

/// A host's name, `id.acme.com`; with `*.` in front every host below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HostPattern(String);

/// The text is no host's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a host's name, as id.acme.com or *.acme.com")]
pub struct NoHostName;

impl HostPattern {
    /// Whether a host has this name, whatever its port.
    pub fn matches(&self, host: &str) -> bool {
        match self.0.strip_prefix('*') {
            Some(end) => host
                .len()
                .checked_sub(end.len())
                .and_then(|at| host.get(at..).filter(|_| at > 0))
                .is_some_and(|host| host.eq_ignore_ascii_case(end)),
            None => host.eq_ignore_ascii_case(&self.0),
        }
    }
}

impl TryFrom<String> for HostPattern {
    type Error = NoHostName;

    fn try_from(text: String) -> Result<Self, NoHostName> {
        let name = text.strip_prefix("*.").unwrap_or(&text);
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.[]:".contains(c);
        // An address in brackets is the only name with colons.
        let is_host = name.chars().all(is_name) && (name.starts_with('[') || !name.contains(':'));
        (is_host && !name.is_empty())
            .then_some(Self(text))
            .ok_or(NoHostName)
    }
}

impl From<HostPattern> for String {
    fn from(pattern: HostPattern) -> Self {
        pattern.0
    }
}
