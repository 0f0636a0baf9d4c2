//! What can go wrong on purpose.
//!
//! Most faults are whole answers. Those in the bytes of an answer are carried out by `line.rs`.

use super::answer::{self, Answer, Manner, Outcome};
use super::calls;
use super::line::Spoil;
use super::place::Place;
use super::request::Asked;
use crate::language::Both;

/// Something that goes wrong, for every caller or for one access key, until it is taken back.
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
    /// A gateway's HTML page under this HTTP status; 200 occurs too.
    Html(u16),
    /// The server's `Date` is an hour ahead, and every call but the token's is refused with apiCode
    /// 1305.
    ClockSkew,
    /// statusCode 402: the plan must be upgraded. Tokens are still issued.
    UpgradeRequired,
    /// statusCode 403. Tokens are still issued.
    Forbidden,
    /// apiCode 2224: no such user pool. Tokens are still issued.
    UnknownPool,
    /// A server older than V3: NestJS's 404 on everything.
    NoV3,
    /// `get-management-token` is not there; everything else is.
    NoTokenEndpoint,
    /// The connection is accepted, the request is read, and no answer comes.
    Stall,
    /// HTTP 200 and nothing in it.
    EmptyBody,
    /// HTTP 200, called JSON, and it is not.
    Garbage,
    /// HTTP 200 and more than any client should read, in bytes.
    HugeBody(usize),
    /// HTTP 302 to this address.
    Redirect(String),
    /// The access key is no longer valid: no token for it, no token of it, no signature by it.
    RevokeKey,
    /// Answers come in the envelope of old servers: `code` for `statusCode`, `uniqueId` for
    /// `requestId`.
    OldEnvelope,
    /// HTTP 200 with these headers and this body, and nothing else but `Date`.
    Body {
        /// Names and values. What HTTP does not allow is left out.
        headers: Vec<(String, String)>,
        /// The body, as it is.
        body: Vec<u8>,
    },
    /// The right answer, but something happens to its bytes on the way.
    Line(LineFault),
    /// These bytes instead of an answer, be they HTTP or not; then the connection ends.
    Instead(Vec<u8>),
    /// This fault, but tokens are still issued.
    Data(Box<Fault>),
}

/// What happens to the bytes of an answer, and from where on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineFault {
    /// What happens.
    pub trouble: Trouble,
    /// From where on.
    pub place: Place,
}

/// What can happen to the bytes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The connection is reset.
    Reset,
    /// The connection ends in good manners, but too early.
    Cut,
    /// Nothing more comes, and the connection stays.
    Stall,
    /// One byte at a time, with a pause before each.
    Drip,
    /// Other bytes come than were meant.
    Garbage,
}

const UPGRADE: Outcome = Outcome {
    status_code: 402,
    api_code: Some(4021),
    message: Both {
        en: "The current plan does not include this, please upgrade",
        zh: "当前套餐版本不支持此功能，请升级套餐",
    },
};

const FORBIDDEN: Outcome = Outcome {
    status_code: 403,
    api_code: None,
    message: Both {
        en: "No permission to access this resource",
        zh: "无权限访问此资源",
    },
};

const UNKNOWN_POOL: Outcome = Outcome {
    status_code: 404,
    api_code: Some(2224),
    message: Both {
        en: "The user pool does not exist",
        zh: "用户池不存在",
    },
};

pub(crate) const SKEWED: Outcome = Outcome {
    status_code: 403,
    api_code: Some(1305),
    message: Both {
        en: "The AK/SK signature time differs too much from the server time, the request is not allowed",
        zh: "AK/SK 签名时间戳和服务器时间戳相差较大，此次请求不被允许",
    },
};

pub(crate) const NO_SUCH_KEY: Outcome = Outcome {
    status_code: 401,
    api_code: Some(2020),
    message: Both {
        en: "Not signed in, or no permission",
        zh: "尚未登录，无访问权限",
    },
};

impl Fault {
    /// The fault as this request meets it.
    pub(crate) fn on(&self, asked: &Asked) -> Option<&Self> {
        match self {
            Self::Data(_) if asked.path == calls::TOKEN_PATH => None,
            Self::Data(fault) => fault.on(asked),
            fault => Some(fault),
        }
    }

    /// What the bytes of the answer meet.
    pub(crate) fn spoil(&self) -> Option<Spoil> {
        match self {
            Self::Line(fault) => Some(Spoil::Line(*fault)),
            Self::Instead(bytes) => Some(Spoil::Instead(bytes.clone())),
            _ => None,
        }
    }

    /// The answer instead of the real one; None where this fault leaves the call alone.
    pub(crate) fn answer(&self, asked: &Asked, manner: &Manner) -> Option<Answer> {
        let is_token = asked.path == calls::TOKEN_PATH;
        let refuse_data = |refusal| (!is_token).then(|| manner.refuse(refusal));
        let not_found = || answer::cannot(asked.method.as_str(), &asked.path);
        match self {
            Self::RateLimited { retry_after } => Some(manner.too_many(*retry_after)),
            Self::ServerError(status) => Some(answer::server_error(*status)),
            Self::Html(status) => Some(answer::html(*status)),
            Self::ClockSkew => refuse_data(SKEWED),
            Self::UpgradeRequired => refuse_data(UPGRADE),
            Self::Forbidden => refuse_data(FORBIDDEN),
            Self::UnknownPool => refuse_data(UNKNOWN_POOL),
            Self::NoV3 => Some(not_found()),
            Self::NoTokenEndpoint => is_token.then(not_found),
            Self::Stall => Some(Answer::Never),
            Self::EmptyBody => Some(answer::bytes(Vec::new())),
            Self::Garbage => Some(answer::bytes(
                b"{\"statusCode\":200,\"data\":{\"usages\":[{".to_vec(),
            )),
            Self::HugeBody(size) => Some(answer::bytes(vec![b' '; *size])),
            Self::Redirect(location) => Some(answer::redirect(location)),
            Self::RevokeKey => Some(manner.refuse(NO_SUCH_KEY)),
            Self::Body { headers, body } => Some(answer::of(headers, body.clone())),
            Self::OldEnvelope | Self::Line(_) | Self::Instead(_) | Self::Data(_) => None,
        }
    }
}
