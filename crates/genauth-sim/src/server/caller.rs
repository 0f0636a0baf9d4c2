//! Who is calling: the checks of both ways to sign in, in the order the vendor's codes suggest.

use chrono::{DateTime, TimeDelta, Utc};

use super::answer::Outcome;
use super::fault::{NO_SUCH_KEY, SKEWED};
use super::request::{Asked, Claim, Family};
use super::state::State;
use super::{signature, token};
use crate::language::Both;

/// How far a signature's time may be from the server's.
const LEEWAY: TimeDelta = TimeDelta::minutes(15);

const WRONG_SIGNATURE: Outcome = refusal(1300, "The AK/SK signature is wrong", "AK/SK 签名错误");
const WRONG_METHOD: Outcome = refusal(
    1301,
    "The signature method is not supported",
    "不支持的 AK/SK 签名方法",
);
const WRONG_VERSION: Outcome = refusal(
    1302,
    "The signature version is not supported",
    "不支持的 AK/SK 签名版本",
);
const WRONG_DATE: Outcome = refusal(
    1303,
    "The signature time has a wrong format",
    "AK/SK 签名时间格式错误",
);
const NO_DATE: Outcome = refusal(1304, "The date header is missing", "缺少 date 请求头");
const USED_BEFORE: Outcome = refusal(
    1306,
    "The signature has been used before",
    "AK/SK 签名已被使用",
);

const OTHER_POOL: Outcome = Outcome {
    status_code: 404,
    api_code: Some(2224),
    message: Both {
        en: "The user pool does not exist or is not this key's",
        zh: "用户池不存在，或不属于此密钥",
    },
};

const fn refusal(api_code: u32, en: &'static str, zh: &'static str) -> Outcome {
    Outcome {
        status_code: 403,
        api_code: Some(api_code),
        message: Both { en, zh },
    }
}

/// The access key ID of whoever sent this, if they are who they say.
pub(crate) fn identify(state: &mut State, asked: &Asked) -> Result<String, Outcome> {
    let key = match asked.claim().ok_or(NO_SUCH_KEY)? {
        Claim::Token(token) => by_token(state, token)?,
        Claim::Signature {
            family,
            access_key_id,
            signature,
        } => {
            by_signature(state, asked, family, access_key_id, signature)?;
            access_key_id.to_owned()
        }
    };
    check_pool_header(state, asked, &key)?;
    Ok(key)
}

fn by_token(state: &State, token: &str) -> Result<String, Outcome> {
    let claims = token::verify(token, &state.token_key()).ok_or(NO_SUCH_KEY)?;
    let is_good = state.tokens.contains_key(&claims.jti);
    let is_fresh = state.auth_now().timestamp() < claims.exp;
    if is_good && is_fresh {
        Ok(claims.access_key_id)
    } else {
        Err(NO_SUCH_KEY)
    }
}

fn by_signature(
    state: &mut State,
    asked: &Asked,
    family: Family,
    access_key_id: &str,
    signature: &str,
) -> Result<(), Outcome> {
    let pool = state.pool(access_key_id).ok_or(NO_SUCH_KEY)?;
    let header = |name: &str| asked.header(&format!("{}signature-{name}", family.prefix()));
    require(header("method") == Some("HMAC-SHA1"), WRONG_METHOD)?;
    require(header("version") == Some("1.0"), WRONG_VERSION)?;
    let signed_at = http_date(asked.header("date").ok_or(NO_DATE)?).ok_or(WRONG_DATE)?;
    require((state.auth_now() - signed_at).abs() <= LEEWAY, SKEWED)?;
    let nonce = header("nonce")
        .filter(|nonce| !nonce.is_empty())
        .ok_or(WRONG_SIGNATURE)?;
    let secret = &pool.facts.access_key_secret;
    require(
        signature::is_genuine(asked, family, secret, signature),
        WRONG_SIGNATURE,
    )?;
    let is_new = state
        .nonces
        .insert((access_key_id.to_owned(), nonce.to_owned()));
    require(is_new, USED_BEFORE)
}

/// A caller may name the pool; it must then be the key's.
fn check_pool_header(state: &State, asked: &Asked, key: &str) -> Result<(), Outcome> {
    let pool = state.pool(key).ok_or(NO_SUCH_KEY)?;
    let named = Family::ALL
        .iter()
        .filter_map(|family| asked.header(&format!("{}userpool-id", family.prefix())));
    let mut others = named.filter(|id| !id.is_empty() && *id != pool.facts.user_pool_id);
    require(others.next().is_none(), OTHER_POOL)
}

fn require(holds: bool, refusal: Outcome) -> Result<(), Outcome> {
    if holds { Ok(()) } else { Err(refusal) }
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    httpdate::parse_http_date(text).ok().map(DateTime::from)
}
