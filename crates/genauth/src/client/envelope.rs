//! The envelope of each response, and what its codes mean.

use std::time::Duration;

use serde_json::{Map, Value};

use super::transport::HttpResponse;
use crate::wire::{cut, text, trimmed, whole_number};
use crate::{Error, ErrorKind, Reply};

/// The `apiCode` for "not signed in or no permission".
const NOT_SIGNED_IN: u64 = 2020;

/// The longest server message kept, in characters.
const MAX_MESSAGE: usize = 1000;

/// The failure of one request.
#[derive(Debug)]
pub(crate) struct EnvelopeError {
    pub(crate) error: Error,
    /// Whether a new token may help.
    pub(crate) is_unauthenticated: bool,
    pub(crate) retry_after: Option<Duration>,
}

impl From<EnvelopeError> for Error {
    fn from(failure: EnvelopeError) -> Self {
        failure.error
    }
}

impl From<Error> for EnvelopeError {
    fn from(error: Error) -> Self {
        Self {
            is_unauthenticated: error.kind == ErrorKind::KeyRejected,
            error,
            retry_after: None,
        }
    }
}

impl From<ErrorKind> for EnvelopeError {
    fn from(kind: ErrorKind) -> Self {
        Error::from(kind).into()
    }
}

/// The vendor's `data` of a successful response; `Null` if it is null or missing.
pub(crate) fn open(response: &HttpResponse) -> Result<Value, EnvelopeError> {
    let Some(mut envelope) = object(&response.body) else {
        return Err(without_envelope(response));
    };
    let codes = Codes::new(response, &envelope);
    let Some(kind) = codes.failure(response) else {
        return Ok(envelope.remove("data").unwrap_or_default());
    };
    Err(EnvelopeError {
        is_unauthenticated: codes.api == Some(NOT_SIGNED_IN) || kind == ErrorKind::KeyRejected,
        retry_after: response.retry_after,
        error: Error {
            kind,
            reply: reply(response, &envelope),
        },
    })
}

/// A response of a gateway or another server. Its text is neither shown nor parsed.
fn without_envelope(response: &HttpResponse) -> EnvelopeError {
    let kind = by_status(response.status, response).unwrap_or(ErrorKind::AnswerNotUnderstood);
    let reply = Reply {
        status: Some(response.status),
        ..Reply::default()
    };
    EnvelopeError {
        retry_after: response.retry_after,
        ..Error { kind, reply }.into()
    }
}

fn object(body: &[u8]) -> Option<Map<String, Value>> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    serde_json::from_slice(body).ok()
}

/// The codes of an envelope.
struct Codes {
    api: Option<u64>,
    /// `statusCode`, or `code` on old servers.
    status: Option<u64>,
}

impl Codes {
    fn new(response: &HttpResponse, envelope: &Map<String, Value>) -> Self {
        let number = |name: &str| envelope.get(name).and_then(whole_number);
        let is_present = |name: &str| envelope.get(name).is_some_and(|value| !value.is_null());
        let status = if is_present("statusCode") {
            number("statusCode")
        } else if is_present("code") {
            number("code")
        } else {
            // Without a code, the HTTP status decides, provided there is data.
            (is_present("data") && (200..300).contains(&response.status)).then_some(200)
        };
        Self {
            api: number("apiCode"),
            status,
        }
    }

    /// `None` if the call succeeded.
    fn failure(&self, response: &HttpResponse) -> Option<ErrorKind> {
        if let Some(kind) = self.api.and_then(|code| self.by_api_code(code, response)) {
            return Some(kind);
        }
        let status = self
            .status
            .and_then(|status| u16::try_from(status).ok())
            .unwrap_or_default();
        let kind = by_status(status, response).or_else(|| by_status(response.status, response));
        let is_success = (200..300).contains(&status);
        kind.or((!is_success).then_some(ErrorKind::AnswerNotUnderstood))
    }

    fn by_api_code(&self, code: u64, response: &HttpResponse) -> Option<ErrorKind> {
        match code {
            1300 | 2333 => Some(ErrorKind::KeyRejected),
            1301..=1304 | 1306 => Some(ErrorKind::RequestRefused),
            1305 => Some(ErrorKind::ClockSkew {
                ahead_ms: response.ahead_ms,
            }),
            NOT_SIGNED_IN if self.status == Some(403) => Some(ErrorKind::Forbidden),
            NOT_SIGNED_IN => Some(ErrorKind::KeyRejected),
            2224 => Some(ErrorKind::PoolUnknown),
            _ => None,
        }
    }
}

/// `None` for a success and for numbers that are no HTTP status.
fn by_status(status: u16, response: &HttpResponse) -> Option<ErrorKind> {
    let retry_after = response.retry_after;
    Some(match status {
        // 407 is for proxies to say.
        300..=399 | 407 => ErrorKind::AnswerNotUnderstood,
        401 => ErrorKind::KeyRejected,
        402 => ErrorKind::UpgradeRequired,
        403 => ErrorKind::Forbidden,
        404 | 405 | 410 => ErrorKind::EndpointMissing,
        408 => ErrorKind::TimedOut,
        429 => ErrorKind::TooManyRequests { retry_after },
        400..=499 => ErrorKind::RequestRefused,
        500..=599 => ErrorKind::ServerFailing { retry_after },
        _ => return None,
    })
}

fn reply(response: &HttpResponse, envelope: &Map<String, Value>) -> Reply {
    let request_id = ["requestId", "uniqueId"]
        .iter()
        .find_map(|name| text(envelope.get(*name)?));
    Reply {
        message: envelope.get("message").and_then(message),
        request_id,
        status: Some(response.status),
    }
}

/// The vendor's `message`: one text or an array of them.
fn message(value: &Value) -> Option<String> {
    let lines: Vec<String> = match value {
        Value::Array(lines) => lines.iter().filter_map(trimmed).collect(),
        line => trimmed(line).into_iter().collect(),
    };
    (!lines.is_empty()).then(|| cut(&lines.join("; "), MAX_MESSAGE))
}
