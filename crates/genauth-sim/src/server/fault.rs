//! What can go wrong on purpose.
//!
//! The faults here are whole answers. Faults in the bytes of an answer (cut off, one byte at a
//! time, a wrong length) belong to the connection: `Connection` in `listen.rs` sees every byte and
//! is the place for them.

use super::answer::{self, Answer, Manner, Outcome};
use super::asked::Asked;
use super::calls;
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
            Self::OldEnvelope => None,
        }
    }
}
