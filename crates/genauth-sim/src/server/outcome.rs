//! The `statusCode`, `apiCode` and message of the vendor's envelope.

use crate::language::Both;

/// The result of a call as the envelope states it, under HTTP 200.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) status_code: u16,
    pub(crate) api_code: Option<u32>,
    pub(crate) message: Both<'static>,
}

pub(crate) const SUCCESS: Outcome = Outcome::new(200, None, "Operation successful", "操作成功");

pub(crate) const NO_SUCH_KEY: Outcome = Outcome::new(
    401,
    Some(2020),
    "Not signed in, or no permission",
    "尚未登录，无访问权限",
);

pub(crate) const CLOCK_SKEW: Outcome = Outcome::new(
    403,
    Some(1305),
    "The AK/SK signature time differs too much from the server time, the request is not allowed",
    "AK/SK 签名时间戳和服务器时间戳相差较大，此次请求不被允许",
);

impl Outcome {
    pub(crate) const fn new(
        status_code: u16,
        api_code: Option<u32>,
        en: &'static str,
        zh: &'static str,
    ) -> Self {
        Self {
            status_code,
            api_code,
            message: Both { en, zh },
        }
    }
}
