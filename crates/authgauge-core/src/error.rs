//! Error codes. The page has a text for each code in each language.

use std::collections::BTreeMap;
use std::fmt;

use genauth::ErrorKind;
use serde::{Deserialize, Serialize};

/// What went wrong. A variant exists only if the page shows a text of its own for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // The server and the connection to it.
    /// The access key is unknown, revoked, or does not match its secret.
    KeyRejected,
    /// The server has no such user pool.
    PoolUnknown,
    /// The plan does not include this call.
    UpgradeRequired,
    /// The access key lacks permission for this call.
    Forbidden,
    /// The server has no such endpoint.
    EndpointMissing,
    /// The server rejected the request as invalid.
    RequestRefused,
    /// Too many requests; `retry_after_seconds` if the server sent it.
    TooManyRequests,
    /// This machine's clock is `ahead_ms` ahead of the server's.
    ClockSkew,
    /// No connection.
    Unreachable,
    /// The certificate is not trusted.
    TlsUntrusted,
    /// No response within the time limit.
    TimedOut,
    /// The server or a gateway failed; `retry_after_seconds` if it was sent.
    ServerFailing,
    /// The response is not one of this API's.
    AnswerNotUnderstood,
    // User input.
    /// The pool's name is empty.
    NameMissing,
    /// The pool's name has more than 80 characters.
    NameTooLong,
    /// The access key is empty or has characters that no access key contains.
    KeyMalformed,
    /// The host is not `https://name[:port]`.
    HostInvalid,
    /// The CA file is missing, not a regular file, or not readable.
    CaFileUnreadable,
    /// The CA file contains no usable certificate.
    CaFileInvalid,
    /// The date range ends before it starts or spans more than ten years.
    DateRangeInvalid,
    /// The setting `field` is out of bounds.
    SettingsInvalid,
    // The keychain.
    /// No keychain is available.
    KeychainMissing,
    /// The keychain is locked.
    KeychainLocked,
    /// The keychain did not respond in time.
    KeychainTimedOut,
    /// The keychain returned an error.
    KeychainFailed,
    /// The keychain has no key for this pool.
    KeyMissing,
    // Authgauge itself.
    /// The database could not be read or written.
    StoreFailed,
    /// The pool does not exist or was removed.
    PoolNotFound,
    /// The server has not reported this benefit for the pool.
    BenefitNotFound,
    /// The chart could not be rendered or written.
    ExportFailed,
    /// The browser could not be opened.
    OpenFailed,
    /// The folder `path` could not be opened.
    FolderNotOpened,
    /// The alert hook failed.
    HookFailed,
    /// The owner declined the confirmation dialog.
    NotConfirmed,
    /// The page called a command with invalid arguments.
    ArgumentsInvalid,
}

/// The serialized name: `key_rejected`.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// An error code with the parameters of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{code:?}")]
pub struct Failure {
    /// The error code.
    pub code: ErrorCode,
    /// `host`; `message` and `request_id` as sent by the server; HTTP `status`; `retry_after_seconds`; `ahead_ms`;
    /// `path`; `field` of the settings; `reason` of the store (`disk_full`, `read_only`, `busy`, `corrupt`, `io`,
    /// `unavailable`, `other`), the keychain (`entry_not_understood`) or the alert hook.
    pub params: BTreeMap<String, String>,
}

impl Failure {
    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// The HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        self.params.get("status")?.parse().ok()
    }

    /// The vendor's `requestId`, as sent.
    pub fn request_id(&self) -> Option<&str> {
        self.params.get("request_id").map(String::as_str)
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self {
            code,
            params: BTreeMap::new(),
        }
    }
}

impl From<genauth::Error> for Failure {
    fn from(error: genauth::Error) -> Self {
        let mut failure = Self::from(code_of(&error.kind));
        let (retry_after, ahead_ms) = match error.kind {
            ErrorKind::TooManyRequests { retry_after }
            | ErrorKind::ServerFailing { retry_after } => (retry_after, None),
            ErrorKind::ClockSkew { ahead_ms } => (None, ahead_ms),
            _ => (None, None),
        };
        let params = [
            (
                "retry_after_seconds",
                retry_after.map(|wait| wait.as_secs().to_string()),
            ),
            ("ahead_ms", ahead_ms.map(|ahead| ahead.to_string())),
            ("message", error.reply.message),
            ("request_id", error.reply.request_id),
            (
                "status",
                error.reply.status.map(|status| status.to_string()),
            ),
        ];
        for (name, value) in params {
            failure
                .params
                .extend(value.map(|value| (name.to_owned(), value)));
        }
        failure
    }
}

/// The client's kinds have the same names. `ErrorKind` is non-exhaustive: a new kind has no code yet.
fn code_of(kind: &ErrorKind) -> ErrorCode {
    let code = serde_json::from_value(kind.code().into());
    code.unwrap_or(ErrorCode::AnswerNotUnderstood)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use genauth::Reply;

    use super::*;

    #[test]
    fn client_error_kinds_keep_their_codes() {
        for kind in [
            ErrorKind::KeyRejected,
            ErrorKind::PoolUnknown,
            ErrorKind::UpgradeRequired,
            ErrorKind::Forbidden,
            ErrorKind::EndpointMissing,
            ErrorKind::RequestRefused,
            ErrorKind::TooManyRequests { retry_after: None },
            ErrorKind::ClockSkew { ahead_ms: None },
            ErrorKind::Unreachable,
            ErrorKind::TlsUntrusted,
            ErrorKind::TimedOut,
            ErrorKind::ServerFailing { retry_after: None },
            ErrorKind::AnswerNotUnderstood,
            ErrorKind::HostInvalid,
            ErrorKind::CaFileInvalid,
            ErrorKind::KeyMalformed,
            ErrorKind::DateRangeInvalid,
        ] {
            let failure = Failure::from(genauth::Error::from(kind.clone()));
            assert_eq!(serde_json::to_value(failure.code).unwrap(), kind.code());
            assert!(failure.params.is_empty());
        }
    }

    #[test]
    fn params_carry_the_servers_message_and_retry_hints() {
        let reply = Reply {
            message: Some("稍后重试".to_owned()),
            request_id: Some("r-1".to_owned()),
            status: Some(429),
        };
        let kind = ErrorKind::TooManyRequests {
            retry_after: Some(Duration::from_secs(30)),
        };
        let failure = Failure::from(genauth::Error { kind, reply });
        let params = [
            ("message", "稍后重试"),
            ("request_id", "r-1"),
            ("retry_after_seconds", "30"),
            ("status", "429"),
        ];
        let params = params.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(failure.params, BTreeMap::from(params));

        let busy = genauth::Error::from(ErrorKind::ServerFailing {
            retry_after: Some(Duration::from_secs(2700)),
        });
        assert_eq!(Failure::from(busy).params["retry_after_seconds"], "2700");

        let skew = genauth::Error::from(ErrorKind::ClockSkew {
            ahead_ms: Some(-90_000),
        });
        assert_eq!(Failure::from(skew).params["ahead_ms"], "-90000");
    }
}
