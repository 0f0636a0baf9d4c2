use std::{fmt, time::Duration};

/// How long a caller waits for the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Nobody is waiting: 3 s.
    Background,
    /// The owner asked, and may have to type a password: 60 s.
    Owner,
}

impl fmt::Display for Patience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Background => "background",
            Self::Owner => "owner",
        })
    }
}

/// The server is waited for in the same manner as the keychain.
impl From<Patience> for genauth::Patience {
    fn from(patience: Patience) -> Self {
        match patience {
            Patience::Background => Self::Background,
            Patience::Owner => Self::Click,
        }
    }
}

/// What patience is, in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For [`Patience::Background`].
    pub background: Duration,
    /// For [`Patience::Owner`].
    pub owner: Duration,
}

impl Limits {
    pub(super) fn of(&self, patience: Patience) -> Duration {
        match patience {
            Patience::Background => self.background,
            Patience::Owner => self.owner,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            background: Duration::from_secs(3),
            owner: Duration::from_secs(60),
        }
    }
}
