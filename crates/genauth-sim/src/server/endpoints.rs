//! The endpoints of the API. Every other path is NestJS's 404, as on the real server.

use axum::http::Method;
use chrono::NaiveDate;

use super::authentication::authenticate;
use super::outcome::{NO_SUCH_KEY, Outcome};
use super::reply::{Reply, Responder, not_found};
use super::request::{ApiRequest, TOKEN_PATH};
use super::state::State;
use super::token;
use crate::calendar::Moment;
use crate::language::Language;
use crate::pools::Pool;
use crate::wire::{self, Collection};

const WRONG_SECRET: Outcome = Outcome::new(
    401,
    Some(2333),
    "accessKeyId or accessKeySecret is wrong",
    "accessKeyId 或 accessKeySecret 错误",
);

const NO_KEY_PAIR: Outcome = bad_request(
    "accessKeyId and accessKeySecret must be strings",
    "accessKeyId、accessKeySecret 必须为字符串",
);
const NO_RANGE: Outcome = bad_request(
    "startTime and endTime are required, as YYYYMMDD",
    "startTime、endTime 为必填参数，格式为 YYYYMMDD",
);
const RANGE_BACKWARDS: Outcome = bad_request(
    "startTime must not be after endTime",
    "startTime 不能晚于 endTime",
);
const WRONG_PAGE: Outcome = bad_request(
    "page must be at least 1 and limit between 1 and 50",
    "page 最小为 1，limit 取值范围为 1 到 50",
);

const fn bad_request(en: &'static str, zh: &'static str) -> Outcome {
    Outcome::new(400, None, en, zh)
}

/// Handles a request without a fault.
pub(crate) fn handle(state: &mut State, request: &ApiRequest, responder: &Responder) -> Reply {
    let reply = match (&request.method, request.path.as_str()) {
        (&Method::POST, TOKEN_PATH) => {
            issue_token(state, request).map(|token| responder.success(token))
        }
        (&Method::GET, path) => match data_endpoint(path) {
            Some(endpoint) => data(state, request, responder, endpoint),
            None => Ok(not_found("GET", path)),
        },
        (method, path) => Ok(not_found(method.as_str(), path)),
    };
    reply.unwrap_or_else(|refusal| responder.refuse(refusal))
}

/// The context of an authenticated data request.
struct Context<'a> {
    pool: &'a Pool,
    moment: Moment,
    language: Language,
    request: &'a ApiRequest,
    responder: &'a Responder,
}

type DataEndpoint = fn(&Context<'_>) -> Result<Reply, Outcome>;

fn data_endpoint(path: &str) -> Option<DataEndpoint> {
    match path {
        "/api/v3/get-usage-info" => Some(usage),
        "/api/v3/get-mau-period-usage-history" => Some(mau_history),
        "/api/v3/get-current-package-info" => Some(current_package),
        "/api/v3/get-all-rights-items" => Some(rights),
        "/api/v3/get-orders" => Some(orders),
        _ => None,
    }
}

fn data(
    state: &mut State,
    request: &ApiRequest,
    responder: &Responder,
    endpoint: DataEndpoint,
) -> Result<Reply, Outcome> {
    let key = authenticate(state, request)?;
    endpoint(&Context {
        pool: state.pool(&key).ok_or(NO_SUCH_KEY)?,
        moment: state.moment(),
        language: responder.language,
        request,
        responder,
    })
}

fn usage(context: &Context<'_>) -> Result<Reply, Outcome> {
    let usages = context.pool.usages(context.moment, context.language);
    Ok(context.responder.success(usages))
}

fn mau_history(context: &Context<'_>) -> Result<Reply, Outcome> {
    let day = |name| {
        let parameter = context.request.parameter(name);
        parameter.and_then(compact_day).ok_or(NO_RANGE)
    };
    let (from, to) = (day("startTime")?, day("endTime")?);
    if from > to {
        return Err(RANGE_BACKWARDS);
    }
    let periods = context.pool.mau_history(context.moment, from, to);
    let records = Collection::of(periods, context.pool.bare_objects);
    Ok(context.responder.success(wire::Records { records }))
}

fn current_package(context: &Context<'_>) -> Result<Reply, Outcome> {
    let package = context.pool.package.current(context.moment);
    Ok(context.responder.success(package))
}

fn rights(context: &Context<'_>) -> Result<Reply, Outcome> {
    let items = context.pool.rights_items(context.moment, context.language);
    let rights_items = Collection::of(items, context.pool.bare_objects);
    Ok(context
        .responder
        .success(wire::RightsItems { rights_items }))
}

fn orders(context: &Context<'_>) -> Result<Reply, Outcome> {
    let number = |name, default| match context.request.parameter(name) {
        None => Ok(default),
        Some(text) => text.parse::<usize>().map_err(|_| WRONG_PAGE),
    };
    let (page, limit) = (number("page", 1)?, number("limit", 10)?);
    if page < 1 || !(1..=50).contains(&limit) {
        return Err(WRONG_PAGE);
    }
    let all = context.pool.orders(context.moment);
    let total_count = all.len();
    let skipped = limit.saturating_mul(page - 1);
    let shown = all.into_iter().skip(skipped).take(limit).collect();
    let list = Collection::of(shown, context.pool.bare_objects);
    Ok(context
        .responder
        .success(wire::Orders { total_count, list }))
}

fn compact_day(text: &str) -> Option<NaiveDate> {
    // chrono's %Y also accepts a sign and more than four digits.
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_compact
        .then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())
        .flatten()
}

fn issue_token(state: &mut State, request: &ApiRequest) -> Result<wire::Token, Outcome> {
    let pair = request.key_pair().ok_or(NO_KEY_PAIR)?;
    let facts = &state.pool(&pair.access_key_id).ok_or(NO_SUCH_KEY)?.facts;
    if facts.access_key_secret != pair.access_key_secret {
        return Err(WRONG_SECRET);
    }
    let claims = state.register_token(facts.user_pool_id.clone(), pair.access_key_id);
    let access_token = token::sign(&claims, &state.token_key()).ok_or(NO_SUCH_KEY)?;
    Ok(wire::Token {
        access_token,
        expires_in: claims.exp - claims.iat,
    })
}
