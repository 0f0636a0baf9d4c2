//! The envelope around every answer, and what its codes mean.

use std::time::Duration;

use serde_json::{Map, Value};

use super::transport::Answer;
use crate::{
    Error, ErrorKind, Reply,
    wire::{cut, text, trimmed, whole_number},
};

/// The `apiCode` that the vendor words as "not signed in or no permission".
const NOT_SIGNED_IN: u64 = 2020;

/// How much of a server's message is kept, in characters.
const MAX_MESSAGE: usize = 1000;

/// An answer that is not a success.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// Whether a new token may help.
    pub(crate) refuses_the_caller: bool,
    /// How long the server asks to be left alone.
    pub(crate) retry_after: Option<Duration>,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            refuses_the_caller: error.kind == ErrorKind::KeyRejected,
            error,
            retry_after: None,
        }
    }
}

impl From<ErrorKind> for Failure {
    fn from(kind: ErrorKind) -> Self {
        Error::from(kind).into()
    }
}

/// The body of a successful answer: the vendor's `data`. `Null` if it was null or missing.
pub(crate) fn open(answer: &Answer) -> Result<Value, Failure> {
    let Some(mut envelope) = object(&answer.body) else {
        // A gateway or another server spoke. Its text is never shown, nor read as data.
        let kind = by_status(answer.status, answer).unwrap_or(ErrorKind::AnswerNotUnderstood);
        return Err(Failure {
            retry_after: answer.retry_after,
            ..Failure::from(Error {
                kind,
                reply: Reply {
                    status: Some(answer.status),
                    ..Reply::default()
                },
            })
        });
    };
    let codes = Codes::of(answer, &envelope);
    match codes.failure(answer) {
        None => Ok(envelope.remove("data").unwrap_or_default()),
        Some(kind) => Err(Failure {
            refuses_the_caller: codes.api == Some(NOT_SIGNED_IN) || kind == ErrorKind::KeyRejected,
            retry_after: answer.retry_after,
            error: Error {
                kind,
                reply: reply(answer, &envelope),
            },
        }),
    }
}

fn object(body: &[u8]) -> Option<Map<String, Value>> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    serde_json::from_slice(body).ok()
}

/// What an answer says three times over: `apiCode`, `statusCode` (`code` on old servers), HTTP status.
struct Codes {
    api: Option<u64>,
    status: Option<u64>,
}

impl Codes {
    fn of(answer: &Answer, envelope: &Map<String, Value>) -> Self {
        let number = |name: &str| envelope.get(name).and_then(whole_number);
        let is_there = |name: &str| envelope.get(name).is_some_and(|value| !value.is_null());
        // An old server's `code` may also stand beside a `statusCode`, which is then the one to read.
        let status = match ["statusCode", "code"]
            .into_iter()
            .find(|name| is_there(name))
        {
            Some(name) => number(name),
            // Without any code, the HTTP status and the data speak for themselves.
            None => (is_there("data") && (200..300).contains(&answer.status)).then_some(200),
        };
        Self {
            api: number("apiCode"),
            status,
        }
    }

    /// Nothing if the call succeeded.
    fn failure(&self, answer: &Answer) -> Option<ErrorKind> {
        let by_api_code = self
            .api
            .and_then(|code| by_api_code(code, self.status, answer));
        if by_api_code.is_some() {
            return by_api_code;
        }
        let status = self
            .status
            .and_then(|status| u16::try_from(status).ok())
            .unwrap_or_default();
        match by_status(status, answer).or_else(|| by_status(answer.status, answer)) {
            Some(kind) => Some(kind),
            None if (200..300).contains(&status) => None,
            None => Some(ErrorKind::AnswerNotUnderstood),
        }
    }
}

fn by_api_code(code: u64, status: Option<u64>, answer: &Answer) -> Option<ErrorKind> {
    match code {
        1300 | 2333 => Some(ErrorKind::KeyRejected),
        1301..=1304 | 1306 => Some(ErrorKind::RequestRefused),
        1305 => Some(ErrorKind::ClockSkew {
            ahead_ms: answer.ahead_ms,
        }),
        // The status tells which of the two it is.
        NOT_SIGNED_IN if status == Some(403) => Some(ErrorKind::Forbidden),
        NOT_SIGNED_IN => Some(ErrorKind::KeyRejected),
        2224 => Some(ErrorKind::PoolUnknown),
        _ => None,
    }
}

/// Nothing for a status that is no failure, or no HTTP status at all.
fn by_status(status: u16, answer: &Answer) -> Option<ErrorKind> {
    Some(match status {
        300..=399 => ErrorKind::AnswerNotUnderstood,
        401 => ErrorKind::KeyRejected,
        402 => ErrorKind::UpgradeRequired,
        403 => ErrorKind::Forbidden,
        404 | 405 | 410 => ErrorKind::EndpointMissing,
        407 => ErrorKind::Unreachable,
        408 => ErrorKind::TimedOut,
        429 => ErrorKind::TooManyRequests {
            retry_after: answer.retry_after,
        },
        400..=499 => ErrorKind::RequestRefused,
        500..=599 => ErrorKind::ServerFailing {
            retry_after: answer.retry_after,
        },
        _ => return None,
    })
}

fn reply(answer: &Answer, envelope: &Map<String, Value>) -> Reply {
    let request_id = ["requestId", "uniqueId"]
        .iter()
        .find_map(|name| text(envelope.get(*name)?));
    Reply {
        message: envelope.get("message").and_then(message),
        request_id,
        status: Some(answer.status),
    }
}

/// A text, or several of them.
fn message(value: &Value) -> Option<String> {
    let lines: Vec<String> = match value {
        Value::Array(lines) => lines.iter().filter_map(trimmed).collect(),
        line => trimmed(line).into_iter().collect(),
    };
    (!lines.is_empty()).then(|| cut(&lines.join("; "), MAX_MESSAGE))
}
