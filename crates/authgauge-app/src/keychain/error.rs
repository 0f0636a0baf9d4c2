use authgauge_core::error::{ErrorCode, Failure};

/// Why a keychain did not do what it was asked. It carries nothing: the texts of keychains and of their
/// libraries may hold the bytes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// There is no keychain: no session bus, nobody who answers on it, or none was ever set up.
    #[error("there is no keychain")]
    Missing,
    /// It is locked, and its owner did not open it.
    #[error("the keychain is locked")]
    Locked,
    /// It did not answer in time.
    #[error("the keychain did not answer in time")]
    TimedOut,
    /// Anything else.
    #[error("the keychain failed")]
    Failed,
}

impl From<KeychainError> for ErrorCode {
    fn from(error: KeychainError) -> Self {
        match error {
            KeychainError::Missing => Self::KeychainMissing,
            KeychainError::Locked => Self::KeychainLocked,
            KeychainError::TimedOut => Self::KeychainTimedOut,
            KeychainError::Failed => Self::KeychainFailed,
        }
    }
}

impl From<KeychainError> for Failure {
    fn from(error: KeychainError) -> Self {
        ErrorCode::from(error).into()
    }
}
