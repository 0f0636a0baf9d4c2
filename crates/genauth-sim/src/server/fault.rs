//! Injected faults.

use super::disruption::{Disruption, StreamFault};
use super::outcome::{CLOCK_SKEW, NO_SUCH_KEY, Outcome};
use super::reply::{self, Reply, Responder};
use super::request::{ApiRequest, TOKEN_PATH};

/// A fault, for all requests or for one access key, until it is cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// HTTP 429, with or without `Retry-After` in seconds.
    RateLimited {
        /// Value of the `Retry-After` header.
        retry_after: Option<u64>,
    },
    /// This HTTP status (500–504) with NestJS's body.
    ServerError(u16),
    /// A gateway's HTML page under this HTTP status, which may be 200.
    Html(u16),
    /// The server's `Date` is an hour ahead, and every request but the token's is refused with apiCode 1305.
    ClockSkew,
    /// statusCode 402: the plan must be upgraded. Tokens are still issued.
    UpgradeRequired,
    /// statusCode 403. Tokens are still issued.
    Forbidden,
    /// apiCode 2224: no such user pool. Tokens are still issued.
    UnknownPool,
    /// A server older than V3: NestJS's 404 on everything.
    NoV3,
    /// `get-management-token` is missing; everything else works.
    NoTokenEndpoint,
    /// The request is read but not answered.
    Stall,
    /// HTTP 200 with an empty body.
    EmptyBody,
    /// HTTP 200 with truncated JSON.
    Garbage,
    /// HTTP 200 with a body of this many bytes.
    HugeBody(usize),
    /// HTTP 302 to this address.
    Redirect(String),
    /// The access key is revoked: its tokens and signatures are refused, and no token is issued.
    RevokeKey,
    /// Responses have the envelope of old servers: `code` for `statusCode`, `uniqueId` for
    /// `requestId`.
    OldEnvelope,
    /// HTTP 200 with this body and only these headers and `Date`.
    Body {
        /// Names and values. Invalid ones are omitted.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// The regular response, disrupted.
    Stream(StreamFault),
    /// These bytes instead of a response, HTTP or not; then the connection is closed.
    RawBytes(Vec<u8>),
    /// This fault for all requests but the token's.
    DataOnly(Box<Fault>),
}

const UPGRADE: Outcome = Outcome::new(
    402,
    Some(4021),
    "The current plan does not include this, please upgrade",
    "当前套餐版本不支持此功能，请升级套餐",
);
const FORBIDDEN: Outcome = Outcome::new(
    403,
    None,
    "No permission to access this resource",
    "无权限访问此资源",
);
const UNKNOWN_POOL: Outcome = Outcome::new(
    404,
    Some(2224),
    "The user pool does not exist",
    "用户池不存在",
);

impl Fault {
    /// The fault that applies to a request.
    pub(crate) fn for_request(&self, request: &ApiRequest) -> Option<&Self> {
        match self {
            Self::DataOnly(_) if request.path == TOKEN_PATH => None,
            Self::DataOnly(fault) => fault.for_request(request),
            fault => Some(fault),
        }
    }

    /// What disrupts the bytes of the response.
    pub(crate) fn disruption(&self) -> Option<Disruption> {
        match self {
            Self::Stream(fault) => Some(Disruption::Fault(*fault)),
            Self::RawBytes(bytes) => Some(Disruption::RawBytes(bytes.clone())),
            _ => None,
        }
    }

    /// The reply instead of the regular one; `None` if the request is handled as usual.
    pub(crate) fn reply(&self, request: &ApiRequest, responder: &Responder) -> Option<Reply> {
        let is_token = request.path == TOKEN_PATH;
        let refuse_data = |refusal| (!is_token).then(|| responder.refuse(refusal));
        let not_found = || reply::not_found(request.method.as_str(), &request.path);
        match self {
            Self::RateLimited { retry_after } => Some(responder.too_many_requests(*retry_after)),
            Self::ServerError(status) => Some(reply::server_error(*status)),
            Self::Html(status) => Some(reply::html(*status)),
            Self::ClockSkew => refuse_data(CLOCK_SKEW),
            Self::UpgradeRequired => refuse_data(UPGRADE),
            Self::Forbidden => refuse_data(FORBIDDEN),
            Self::UnknownPool => refuse_data(UNKNOWN_POOL),
            Self::NoV3 => Some(not_found()),
            Self::NoTokenEndpoint => is_token.then(not_found),
            Self::Stall => Some(Reply::Never),
            Self::EmptyBody => Some(reply::json_bytes(Vec::new())),
            Self::Garbage => Some(reply::json_bytes(
                b"{\"statusCode\":200,\"data\":{\"usages\":[{".to_vec(),
            )),
            Self::HugeBody(size) => Some(reply::json_bytes(vec![b' '; *size])),
            Self::Redirect(location) => Some(reply::redirect(location)),
            Self::RevokeKey => Some(responder.refuse(NO_SUCH_KEY)),
            Self::Body { headers, body } => Some(reply::with_headers(headers, body.clone())),
            Self::OldEnvelope | Self::Stream(_) | Self::RawBytes(_) | Self::DataOnly(_) => None,
        }
    }
}
