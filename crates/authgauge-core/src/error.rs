//! What went wrong, by name: the window has words for each code, in each language.

use std::collections::BTreeMap;
use std::fmt;

use genauth::ErrorKind;
use serde::{Deserialize, Serialize};

/// A code exists only if the window says something particular for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // What the server or the way to it says.
    /// The access key is unknown, revoked, or does not match its secret.
    KeyRejected,
    /// The server knows no such user pool.
    PoolUnknown,
    /// The plan does not include this call.
    UpgradeRequired,
    /// The access key may not read this.
    Forbidden,
    /// The server has no such endpoint.
    EndpointMissing,
    /// The server took the call for wrong.
    RequestRefused,
    /// Too many requests; `retry_after_seconds` where the server says it.
    TooManyRequests,
    /// This machine's clock is off by `ahead_ms`.
    ClockSkew,
    /// No connection.
    Unreachable,
    /// The certificate is not trusted.
    TlsUntrusted,
    /// No answer within the limit.
    TimedOut,
    /// The server or a gateway before it failed; `retry_after_seconds` where it says when to come back.
    ServerFailing,
    /// The answer is none of this API.
    AnswerNotUnderstood,
    // What was typed.
    /// A pool needs a name.
    NameMissing,
    /// More than 80 characters.
    NameTooLong,
    /// Empty, or with characters that no access key has.
    KeyMalformed,
    /// Not `https://name[:port]`.
    HostInvalid,
    /// The CA file is not there, not a file, or may not be read.
    CaFileUnreadable,
    /// The CA file holds no usable certificate.
    CaFileInvalid,
    /// The range ends before it starts, or more than ten years later.
    DateRangeInvalid,
    /// The `field` is out of bounds.
    SettingsInvalid,
    // The keychain.
    /// There is no keychain.
    KeychainMissing,
    /// The keychain is locked, and was not unlocked.
    KeychainLocked,
    /// The keychain did not answer.
    KeychainTimedOut,
    /// The keychain refused.
    KeychainFailed,
    /// The keychain has no key for this pool.
    KeyMissing,
    // Authgauge's own.
    /// The database could not be read or written.
    StoreFailed,
    /// There is no such pool (any more).
    PoolNotFound,
    /// The server never reported such a benefit of this pool.
    BenefitNotFound,
    /// No access key was typed.
    NoKeyInHand,
    /// The picture could not be made or written.
    ExportFailed,
    /// The browser could not be opened.
    OpenFailed,
    /// The folder `path` could not be shown.
    FolderNotOpened,
    /// What is told of alerts beside the desktop did not take one.
    HookFailed,
    /// The owner did not confirm what the window may not decide alone.
    NotConfirmed,
    /// The page handed over what no command takes.
    ArgumentsInvalid,
}

/// The code as the window and the log have it: `key_rejected`.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// An error as it crosses to the window: a code and what the words need. Never a sentence of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{code:?}")]
pub struct Failure {
    /// What happened.
    pub code: ErrorCode,
    /// `host`; `message` and `request_id` as the server sent them; the HTTP `status`; `retry_after_seconds`;
    /// `ahead_ms`; `path`; `field` of settings; `reason` of the store (`disk_full`, `read_only`, `busy`, `corrupt`, `io`,
    /// `unavailable`, `other`), of the keychain (`entry_not_understood`) and of what hears of alerts (see
    /// [`authgauge_app::hook`]).
    pub params: BTreeMap<String, String>,
}

impl Failure {
    /// The same failure with one more fact for its words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// The HTTP status, if an answer came at all.
    pub fn status(&self) -> Option<u16> {
        self.params.get("status")?.parse().ok()
    }

    /// The vendor's `requestId`, in whatever form the server gave it.
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
        match error.kind {
            ErrorKind::TooManyRequests {
                retry_after: Some(wait),
            }
            | ErrorKind::ServerFailing {
                retry_after: Some(wait),
            } => {
                failure = failure.with("retry_after_seconds", wait.as_secs());
            }
            ErrorKind::ClockSkew {
                ahead_ms: Some(ahead),
            } => {
                failure = failure.with("ahead_ms", ahead);
            }
            _ => {}
        }
        let status = error.reply.status.map(|status| status.to_string());
        for (name, value) in [
            ("message", error.reply.message),
            ("request_id", error.reply.request_id),
            ("status", status),
        ] {
            if let Some(value) = value {
                failure = failure.with(name, value);
            }
        }
        failure
    }
}

fn code_of(kind: &ErrorKind) -> ErrorCode {
    match kind {
        ErrorKind::KeyRejected => ErrorCode::KeyRejected,
        ErrorKind::PoolUnknown => ErrorCode::PoolUnknown,
        ErrorKind::UpgradeRequired => ErrorCode::UpgradeRequired,
        ErrorKind::Forbidden => ErrorCode::Forbidden,
        ErrorKind::EndpointMissing => ErrorCode::EndpointMissing,
        ErrorKind::RequestRefused => ErrorCode::RequestRefused,
        ErrorKind::TooManyRequests { .. } => ErrorCode::TooManyRequests,
        ErrorKind::ClockSkew { .. } => ErrorCode::ClockSkew,
        ErrorKind::Unreachable => ErrorCode::Unreachable,
        ErrorKind::TlsUntrusted => ErrorCode::TlsUntrusted,
        ErrorKind::TimedOut => ErrorCode::TimedOut,
        ErrorKind::ServerFailing { .. } => ErrorCode::ServerFailing,
        ErrorKind::HostInvalid => ErrorCode::HostInvalid,
        ErrorKind::CaFileInvalid => ErrorCode::CaFileInvalid,
        ErrorKind::KeyMalformed => ErrorCode::KeyMalformed,
        ErrorKind::DateRangeInvalid => ErrorCode::DateRangeInvalid,
        // The enum may grow; an unnamed kind is an answer we do not understand.
        _ => ErrorCode::AnswerNotUnderstood,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use genauth::Reply;

    use super::*;

    #[test]
    fn each_kind_of_the_client_keeps_its_name() {
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
    fn facts_and_the_servers_own_words_travel_along() {
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
