//! Error codes. The page has a text for each code in each language.

use std::fmt;

use genauth::ErrorKind;
use serde::{Deserialize, Serialize};

/// The code of an error. A variant exists only if the page shows a text of its own for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// No connection; the `reason` is a [`genauth::ConnectProblem`].
    Unreachable,
    /// The certificate is not trusted; the `reason` is a [`genauth::CertificateProblem`].
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
    /// The CA file contains no usable certificate; the `reason` is a [`genauth::CaFileProblem`].
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
    /// Service, host, sign-in or CA are not those that the key was entered for.
    KeyMismatch,
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
    /// The owner declined the confirmation dialog, or did not switch on what was asked for.
    NotConfirmed,
    /// The same action is running, or was started within the last second.
    Busy,
    /// The organisation's policy does not allow it; `field` says what.
    NotAllowed,
    /// The page, a script or an assistant called a command with invalid arguments.
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[error("{code:?}")]
pub struct Failure {
    /// The error code.
    pub code: ErrorCode,
    /// Those that apply to the code.
    pub params: Box<FailureParams>,
}

/// The parameters of an error's text. Absent where they do not apply.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(optional_fields))]
#[serde(default)]
pub struct FailureParams {
    /// The server's message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The vendor's `requestId`, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The HTTP status, or a program's exit code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<i32>,
    /// The code that a chat service answered.
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_code: Option<i64>,
    /// The seconds that the server asked to wait.
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u64>,
    /// Local time minus server time in milliseconds.
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead_ms: Option<i64>,
    /// A folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// A field of the settings; of a malformed access key, `id` or `secret`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Of the store (`disk_full`, `read_only`, `busy`, `corrupt`, `io`, `unavailable`, `other`), the keychain
    /// (`entry_not_understood`, `entries_differ`), an access key (`empty`, `blank`, `not_ascii`, `too_long`), the
    /// alert hook, a connection, a certificate or a CA file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The process that has the data folder open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pid: Option<u32>,
}

impl Failure {
    /// With a reason.
    #[must_use]
    pub fn with_reason(mut self, reason: impl ToString) -> Self {
        self.params.reason = Some(reason.to_string());
        self
    }

    /// With a field of the settings.
    #[must_use]
    pub fn with_field(mut self, field: &str) -> Self {
        self.params.field = Some(field.to_owned());
        self
    }

    /// With a status.
    #[must_use]
    pub fn with_status(mut self, status: impl Into<i32>) -> Self {
        self.params.status = Some(status.into());
        self
    }

    /// With the process that has the data folder open.
    #[must_use]
    pub fn with_pid(mut self, pid: u32) -> Self {
        self.params.pid = Some(pid);
        self
    }

    /// With the path of a folder.
    #[must_use]
    pub fn with_path(mut self, path: String) -> Self {
        self.params.path = Some(path);
        self
    }

    /// The reason, for the log.
    pub fn reason(&self) -> Option<&str> {
        self.params.reason.as_deref()
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self {
            code,
            params: Box::default(),
        }
    }
}

impl From<genauth::Error> for Failure {
    fn from(error: genauth::Error) -> Self {
        let (retry_after, ahead_ms) = match error.kind {
            ErrorKind::TooManyRequests { retry_after }
            | ErrorKind::ServerFailing { retry_after } => (retry_after, None),
            ErrorKind::ClockSkew { ahead_ms } => (None, ahead_ms),
            _ => (None, None),
        };
        let flaw = match error.kind {
            ErrorKind::KeyMalformed { flaw } => flaw,
            _ => None,
        };
        Self {
            code: code_of(&error.kind),
            params: Box::new(FailureParams {
                message: error.reply.message,
                request_id: error.reply.request_id,
                status: error.reply.status.map(i32::from),
                retry_after_seconds: retry_after.map(|wait| wait.as_secs()),
                ahead_ms,
                field: flaw.map(|flaw| flaw.part.code().to_owned()),
                reason: flaw
                    .map(|flaw| flaw.problem.code())
                    .or(error.kind.reason())
                    .map(str::to_owned),
                ..FailureParams::default()
            }),
        }
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

    use genauth::{
        CaFileProblem, CertificateProblem, ConnectProblem, KeyFlaw, KeyPart, KeyProblem, Reply,
    };

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
            ConnectProblem::NameNotFound.into(),
            CertificateProblem::Expired.into(),
            ErrorKind::TimedOut,
            ErrorKind::ServerFailing { retry_after: None },
            ErrorKind::AnswerNotUnderstood,
            ErrorKind::HostInvalid,
            CaFileProblem::PrivateKey.into(),
            ErrorKind::KeyMalformed { flaw: None },
            ErrorKind::DateRangeInvalid,
        ] {
            let failure = Failure::from(genauth::Error::from(kind.clone()));
            assert_eq!(serde_json::to_value(failure.code).unwrap(), kind.code());
            let reason = kind.reason().map(str::to_owned);
            let params = FailureParams {
                reason,
                ..FailureParams::default()
            };
            assert_eq!(*failure.params, params);
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
        let params = FailureParams {
            message: Some("稍后重试".to_owned()),
            request_id: Some("r-1".to_owned()),
            retry_after_seconds: Some(30),
            status: Some(429),
            ..FailureParams::default()
        };
        assert_eq!(*failure.params, params);

        let busy = genauth::Error::from(ErrorKind::ServerFailing {
            retry_after: Some(Duration::from_secs(2700)),
        });
        assert_eq!(Failure::from(busy).params.retry_after_seconds, Some(2700));

        let flaw = Some(KeyFlaw {
            part: KeyPart::Secret,
            problem: KeyProblem::NotAscii,
        });
        let malformed = genauth::Error::from(ErrorKind::KeyMalformed { flaw });
        let failure = Failure::from(ErrorCode::KeyMalformed).with_field("secret");
        assert_eq!(Failure::from(malformed), failure.with_reason("not_ascii"));

        let skew = genauth::Error::from(ErrorKind::ClockSkew {
            ahead_ms: Some(-90_000),
        });
        assert_eq!(Failure::from(skew).params.ahead_ms, Some(-90_000));
    }
}
