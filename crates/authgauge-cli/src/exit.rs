//! Exit codes: a contract with scripts.

use authgauge_core::error::{ErrorCode, Failure};

/// What the program ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Done; guard: yes.
    Done = 0,
    /// The guard says no, and nothing else ever.
    No = 1,
    /// Wrong usage.
    Usage = 2,
    /// Cannot tell: unreachable, timed out, too old, not reported.
    Unknown = 3,
    /// The access key: none, rejected, keychain locked.
    Key = 4,
    /// Local: database, file, policy.
    Local = 5,
}

impl Exit {
    /// Of a failure.
    pub(crate) fn of(failure: &Failure) -> Self {
        use ErrorCode as Code;
        match failure.code {
            Code::Unreachable
            | Code::TlsUntrusted
            | Code::TimedOut
            | Code::ServerFailing
            | Code::TooManyRequests
            | Code::ClockSkew
            | Code::AnswerNotUnderstood
            | Code::EndpointMissing
            | Code::RequestRefused
            | Code::UpgradeRequired => Self::Unknown,
            Code::KeyRejected
            | Code::PoolUnknown
            | Code::Forbidden
            | Code::KeyMalformed
            | Code::KeyMissing
            | Code::KeyMismatch
            | Code::KeychainMissing
            | Code::KeychainLocked
            | Code::KeychainTimedOut
            | Code::KeychainFailed => Self::Key,
            Code::NameMissing
            | Code::NameTooLong
            | Code::HostInvalid
            | Code::CaFileUnreadable
            | Code::CaFileInvalid
            | Code::DateRangeInvalid
            | Code::SettingsInvalid
            | Code::PoolNotFound
            | Code::BenefitNotFound
            | Code::ArgumentsInvalid => Self::Usage,
            Code::StoreFailed
            | Code::ExportFailed
            | Code::OpenFailed
            | Code::FolderNotOpened
            | Code::HookFailed
            | Code::NotAllowed
            | Code::NotConfirmed
            | Code::Busy => Self::Local,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
