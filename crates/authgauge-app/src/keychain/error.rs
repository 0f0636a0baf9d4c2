use authgauge_core::error::{ErrorCode, Failure};

/// Why a keychain call failed. Carries no text: messages of keychain libraries may contain an entry's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// There is no keychain: no session bus, no service on it, or none was ever set up.
    #[error("there is no keychain")]
    Missing,
    /// It is locked, and the owner did not unlock it.
    #[error("the keychain is locked")]
    Locked,
    /// It did not answer in time.
    #[error("the keychain did not answer in time")]
    TimedOut,
    /// It has several entries for the same account, and their texts differ.
    #[error("the keychain has different entries for the same account")]
    EntriesDiffer,
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
            KeychainError::EntriesDiffer | KeychainError::Failed => Self::KeychainFailed,
        }
    }
}

impl From<KeychainError> for Failure {
    fn from(error: KeychainError) -> Self {
        let failure = Self::from(ErrorCode::from(error));
        match error {
            KeychainError::EntriesDiffer => failure.with_reason("entries_differ"),
            _ => failure,
        }
    }
}
