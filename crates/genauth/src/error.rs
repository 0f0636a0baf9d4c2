//! Errors, by what the owner can do about them.

use std::time::Duration;

use crate::problem::{CaFileProblem, CertificateProblem, ConnectProblem};

/// The server's own statement about a failed call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The vendor's `message`.
    pub message: Option<String>,
    /// The vendor's `requestId` (`uniqueId` on some servers), which the vendor's support needs.
    pub request_id: Option<String>,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
}

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    /// The kind of failure.
    pub kind: ErrorKind,
    /// What the server reported.
    pub reply: Reply,
}

/// A kind of failure: one variant per different action of an account owner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The access key is unknown, revoked, or its secret does not match (`apiCode` 1300, 2020, 2333,
    /// `statusCode` 401; with a token, only after a new one was refused too).
    #[error("the access key was rejected")]
    KeyRejected,
    /// The user pool does not exist on this server (`apiCode` 2224).
    #[error("the user pool is unknown to this server")]
    PoolUnknown,
    /// The plan does not include this call (`statusCode` 402).
    #[error("the plan must be upgraded for this call")]
    UpgradeRequired,
    /// The access key may not make this call (`statusCode` 403), as with some collaborator keys.
    #[error("the access key may not read this")]
    Forbidden,
    /// The server has no such endpoint (404): it is older than V3, or the host is not a GenAuth.
    #[error("this server does not have the endpoint")]
    EndpointMissing,
    /// The server rejected the request as invalid (`statusCode` 400, 422 and similar).
    #[error("the server refused the request")]
    RequestRefused,
    /// Too many requests (429).
    #[error("too many requests")]
    TooManyRequests {
        /// `Retry-After`, if the response had one.
        retry_after: Option<Duration>,
    },
    /// The signature's time is too far from the server's (`apiCode` 1305).
    #[error("this computer's clock differs too much from the server's")]
    ClockSkew {
        /// Local time minus server time in milliseconds, from the `Date` header. Positive: the local clock is ahead.
        ahead_ms: Option<i64>,
    },
    /// No connection.
    #[error("the server cannot be reached: {}", problem.code())]
    Unreachable {
        /// Why.
        problem: ConnectProblem,
    },
    /// The server's certificate is not trusted.
    #[error("the server's certificate is not trusted: {}", problem.code())]
    TlsUntrusted {
        /// Why.
        problem: CertificateProblem,
    },
    /// No response within the time limit.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The server or a gateway failed (5xx).
    #[error("the server is failing")]
    ServerFailing {
        /// `Retry-After`, if the response had one.
        retry_after: Option<Duration>,
    },
    /// The response is not one of this API: an HTML page, a redirect, an empty body, or a body over the limit.
    #[error("the answer was not understood")]
    AnswerNotUnderstood,
    /// The host is not `https://name[:port]` (plain `http` is allowed on loopback only).
    #[error("the host is not valid")]
    HostInvalid,
    /// The extra CA file holds no usable certificate.
    #[error("the CA file holds no usable certificate: {}", problem.code())]
    CaFileInvalid {
        /// Why.
        problem: CaFileProblem,
    },
    /// The access key ID or secret is empty, too long, or has characters other than visible ASCII.
    #[error("the access key is malformed")]
    KeyMalformed {
        /// The part and what is wrong with it, if that is known.
        flaw: Option<KeyFlaw>,
    },
    /// The range ends before it starts.
    #[error("the date range ends before it starts")]
    DateRangeInvalid,
}

/// What is wrong with an access key as entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyFlaw {
    /// The malformed part.
    pub part: KeyPart,
    /// What is wrong with it.
    pub problem: KeyProblem,
}

/// A part of an access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPart {
    /// The ID.
    Id,
    /// The secret.
    Secret,
}

/// What can be wrong with a part of an access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyProblem {
    /// It has no visible character.
    Empty,
    /// It has a blank, a line break or a control character in it.
    Blank,
    /// It has a letter or sign that is not ASCII, such as a full-width one.
    NotAscii,
    /// It has more than 256 characters.
    TooLong,
}

impl KeyPart {
    /// The stable name: `id` or `secret`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Secret => "secret",
        }
    }
}

impl KeyProblem {
    /// The stable name: `empty`, `blank`, `not_ascii` or `too_long`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Blank => "blank",
            Self::NotAscii => "not_ascii",
            Self::TooLong => "too_long",
        }
    }
}

impl ErrorKind {
    /// The stable name of this kind, as in `error[key_rejected]`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::KeyRejected => "key_rejected",
            Self::PoolUnknown => "pool_unknown",
            Self::UpgradeRequired => "upgrade_required",
            Self::Forbidden => "forbidden",
            Self::EndpointMissing => "endpoint_missing",
            Self::RequestRefused => "request_refused",
            Self::TooManyRequests { .. } => "too_many_requests",
            Self::ClockSkew { .. } => "clock_skew",
            Self::Unreachable { .. } => "unreachable",
            Self::TlsUntrusted { .. } => "tls_untrusted",
            Self::TimedOut => "timed_out",
            Self::ServerFailing { .. } => "server_failing",
            Self::AnswerNotUnderstood => "answer_not_understood",
            Self::HostInvalid => "host_invalid",
            Self::CaFileInvalid { .. } => "ca_file_invalid",
            Self::KeyMalformed { .. } => "key_malformed",
            Self::DateRangeInvalid => "date_range_invalid",
        }
    }
}

impl ErrorKind {
    /// The stable name of what exactly is the matter, where the kind has several causes.
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Unreachable { problem } => Some(problem.code()),
            Self::TlsUntrusted { problem } => Some(problem.code()),
            Self::CaFileInvalid { problem } => Some(problem.code()),
            _ => None,
        }
    }
}

impl From<ConnectProblem> for ErrorKind {
    fn from(problem: ConnectProblem) -> Self {
        Self::Unreachable { problem }
    }
}

impl From<CertificateProblem> for ErrorKind {
    fn from(problem: CertificateProblem) -> Self {
        Self::TlsUntrusted { problem }
    }
}

impl From<CaFileProblem> for ErrorKind {
    fn from(problem: CaFileProblem) -> Self {
        Self::CaFileInvalid { problem }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self {
            kind,
            reply: Reply::default(),
        }
    }
}
