//! Authentication: the checks of both ways to sign in, in the order that the vendor's codes suggest.

use chrono::{DateTime, TimeDelta, Utc};

use super::outcome::{CLOCK_SKEW, NO_SUCH_KEY, Outcome};
use super::request::{ApiRequest, Credentials, Family};
use super::state::State;
use super::{signature, token};

/// The largest accepted difference between the time of a signature and the server's.
const TOLERANCE: TimeDelta = TimeDelta::minutes(15);

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

const OTHER_POOL: Outcome = Outcome::new(
    404,
    Some(2224),
    "The user pool does not exist or is not this key's",
    "用户池不存在，或不属于此密钥",
);

const fn refusal(api_code: u32, en: &'static str, zh: &'static str) -> Outcome {
    Outcome::new(403, Some(api_code), en, zh)
}

/// The access key ID of an authentic request.
pub(crate) fn authenticate(state: &mut State, request: &ApiRequest) -> Result<String, Outcome> {
    let key = match request.credentials().ok_or(NO_SUCH_KEY)? {
        Credentials::Token(token) => check_token(state, token)?,
        Credentials::Signature {
            family,
            access_key_id,
            signature,
        } => {
            check_signature(state, request, family, access_key_id, signature)?;
            access_key_id.to_owned()
        }
    };
    check_pool_header(state, request, &key)?;
    Ok(key)
}

fn check_token(state: &State, token: &str) -> Result<String, Outcome> {
    let claims = token::verify(token, &state.token_key()).ok_or(NO_SUCH_KEY)?;
    let is_valid = state.tokens.contains_key(&claims.jti);
    let is_fresh = state.auth_now().timestamp() < claims.exp;
    require(is_valid && is_fresh, NO_SUCH_KEY)?;
    Ok(claims.access_key_id)
}

fn check_signature(
    state: &mut State,
    request: &ApiRequest,
    family: Family,
    access_key_id: &str,
    signature: &str,
) -> Result<(), Outcome> {
    let pool = state.pool(access_key_id).ok_or(NO_SUCH_KEY)?;
    let header = |name: &str| request.header(&format!("{}signature-{name}", family.prefix()));
    require(header("method") == Some("HMAC-SHA1"), WRONG_METHOD)?;
    require(header("version") == Some("1.0"), WRONG_VERSION)?;
    let signed_at = http_date(request.header("date").ok_or(NO_DATE)?).ok_or(WRONG_DATE)?;
    require(
        (state.auth_now() - signed_at).abs() <= TOLERANCE,
        CLOCK_SKEW,
    )?;
    let nonce = header("nonce")
        .filter(|nonce| !nonce.is_empty())
        .ok_or(WRONG_SIGNATURE)?;
    let secret = &pool.facts.access_key_secret;
    require(
        signature::is_genuine(request, family, secret, signature),
        WRONG_SIGNATURE,
    )?;
    let nonce = (access_key_id.to_owned(), nonce.to_owned());
    require(state.nonces.insert(nonce), USED_BEFORE)
}

/// A pool named in a header must be the key's.
fn check_pool_header(state: &State, request: &ApiRequest, key: &str) -> Result<(), Outcome> {
    let pool = state.pool(key).ok_or(NO_SUCH_KEY)?;
    let named = Family::ALL
        .iter()
        .filter_map(|family| request.header(&format!("{}userpool-id", family.prefix())));
    let mut others = named.filter(|id| !id.is_empty() && *id != pool.facts.user_pool_id);
    require(others.next().is_none(), OTHER_POOL)
}

fn require(condition: bool, refusal: Outcome) -> Result<(), Outcome> {
    if condition { Ok(()) } else { Err(refusal) }
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    httpdate::parse_http_date(text).ok().map(DateTime::from)
}
