use std::fmt;
use std::time::Duration;

/// Who started a call: it decides how long to wait for the keychain and the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initiator {
    /// The schedule. The keychain gets 3 s.
    Background,
    /// The owner, who may have to type a password: the keychain gets 60 s.
    Owner,
}

impl fmt::Display for Initiator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Background => "background",
            Self::Owner => "owner",
        })
    }
}

impl From<Initiator> for genauth::Deadline {
    fn from(initiator: Initiator) -> Self {
        match initiator {
            Initiator::Background => Self::Background,
            Initiator::Owner => Self::Interactive,
        }
    }
}

/// How long a call waits for the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeychainTimeouts {
    /// For [`Initiator::Background`].
    pub background: Duration,
    /// For [`Initiator::Owner`].
    pub owner: Duration,
}

impl KeychainTimeouts {
    pub(super) fn of(&self, initiator: Initiator) -> Duration {
        match initiator {
            Initiator::Background => self.background,
            Initiator::Owner => self.owner,
        }
    }
}

impl Default for KeychainTimeouts {
    fn default() -> Self {
        Self {
            background: Duration::from_secs(3),
            owner: Duration::from_secs(60),
        }
    }
}
