//! The calls there are. Everything else is NestJS's 404, as on the real server.

use axum::http::Method;
use chrono::NaiveDate;

use super::answer::{self, Answer, Manner, Outcome};
use super::caller;
use super::fault::NO_SUCH_KEY;
use super::request::Asked;
use super::state::State;
use super::token::{self, Claims};
use crate::calendar::Moment;
use crate::language::{Both, Language};
use crate::pools::Pool;
use crate::wire::{self, Collection};

/// Where tokens are issued.
pub(crate) const TOKEN_PATH: &str = "/api/v3/get-management-token";

const WRONG_SECRET: Outcome = Outcome {
    status_code: 401,
    api_code: Some(2333),
    message: Both {
        en: "accessKeyId or accessKeySecret is wrong",
        zh: "accessKeyId 或 accessKeySecret 错误",
    },
};

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
    Outcome {
        status_code: 400,
        api_code: None,
        message: Both { en, zh },
    }
}

/// Answers a request that no fault stands in the way of.
pub(crate) fn answer(state: &mut State, asked: &Asked, manner: &Manner) -> Answer {
    let answered = match (&asked.method, asked.path.as_str()) {
        (&Method::POST, TOKEN_PATH) => issue(state, asked).map(|token| manner.success(token)),
        (&Method::GET, path) => match call(path) {
            Some(call) => data(state, asked, manner, call),
            None => Ok(answer::cannot("GET", path)),
        },
        (method, path) => Ok(answer::cannot(method.as_str(), path)),
    };
    answered.unwrap_or_else(|refusal| manner.refuse(refusal))
}

/// What a data call sees: whose data, of when, in which language.
struct View<'a> {
    pool: &'a Pool,
    moment: Moment,
    language: Language,
    asked: &'a Asked,
}

type Call = fn(&View<'_>, &Manner) -> Result<Answer, Outcome>;

fn call(path: &str) -> Option<Call> {
    match path {
        "/api/v3/get-usage-info" => Some(usage),
        "/api/v3/get-mau-period-usage-history" => Some(mau_history),
        "/api/v3/get-current-package-info" => Some(current_package),
        "/api/v3/get-all-rights-items" => Some(rights),
        "/api/v3/get-orders" => Some(orders),
        _ => None,
    }
}

fn data(state: &mut State, asked: &Asked, manner: &Manner, call: Call) -> Result<Answer, Outcome> {
    let key = caller::identify(state, asked)?;
    let moment = state.moment();
    let pool = state.pool(&key).ok_or(NO_SUCH_KEY)?;
    call(
        &View {
            pool,
            moment,
            language: manner.language,
            asked,
        },
        manner,
    )
}

fn usage(view: &View<'_>, manner: &Manner) -> Result<Answer, Outcome> {
    Ok(manner.success(view.pool.usages(view.moment, view.language)))
}

fn mau_history(view: &View<'_>, manner: &Manner) -> Result<Answer, Outcome> {
    let day = |name| {
        view.asked
            .parameter(name)
            .and_then(compact_day)
            .ok_or(NO_RANGE)
    };
    let (from, to) = (day("startTime")?, day("endTime")?);
    if from > to {
        return Err(RANGE_BACKWARDS);
    }
    let periods = view.pool.mau_history(view.moment, from, to);
    Ok(manner.success(wire::Records {
        records: Collection::of(periods, view.pool.bare_objects),
    }))
}

fn current_package(view: &View<'_>, manner: &Manner) -> Result<Answer, Outcome> {
    Ok(manner.success(view.pool.package.current(view.moment)))
}

fn rights(view: &View<'_>, manner: &Manner) -> Result<Answer, Outcome> {
    let items = view.pool.rights_items(view.moment, view.language);
    let rights_items = Collection::of(items, view.pool.bare_objects);
    Ok(manner.success(wire::RightsItems { rights_items }))
}

fn orders(view: &View<'_>, manner: &Manner) -> Result<Answer, Outcome> {
    let number = |name, default| match view.asked.parameter(name) {
        None => Ok(default),
        Some(text) => text.parse::<usize>().map_err(|_| WRONG_PAGE),
    };
    let (page, limit) = (number("page", 1)?, number("limit", 10)?);
    if page < 1 || !(1..=50).contains(&limit) {
        return Err(WRONG_PAGE);
    }
    let all = view.pool.orders(view.moment);
    let total_count = all.len();
    let before = limit.saturating_mul(page - 1);
    let shown = all.into_iter().skip(before).take(limit).collect();
    let list = Collection::of(shown, view.pool.bare_objects);
    Ok(manner.success(wire::Orders { total_count, list }))
}

/// Eight digits that are a day.
fn compact_day(text: &str) -> Option<NaiveDate> {
    let is_compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_compact
        .then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())
        .flatten()
}

fn issue(state: &mut State, asked: &Asked) -> Result<wire::Token, Outcome> {
    let pair = asked.key_pair().ok_or(NO_KEY_PAIR)?;
    let facts = &state.pool(&pair.access_key_id).ok_or(NO_SUCH_KEY)?.facts;
    if facts.access_key_secret != pair.access_key_secret {
        return Err(WRONG_SECRET);
    }
    let pool_id = facts.user_pool_id.clone();
    let expires_in = state.token_lifetime().num_seconds();
    let claims = state.claims(pool_id, pair.access_key_id, expires_in);
    let access_token = token::sign(&claims, &state.token_key()).ok_or(NO_SUCH_KEY)?;
    Ok(wire::Token {
        access_token,
        expires_in,
    })
}

impl State {
    /// Claims of a new token, which is good from now on.
    fn claims(&mut self, pool_id: String, access_key_id: String, expires_in: i64) -> Claims {
        self.issued += 1;
        let now = self.auth_now().timestamp();
        let claims = Claims {
            sub: pool_id.clone(),
            scoped_userpool_id: pool_id,
            access_key_id,
            jti: self.source.of("token").of(&self.issued.to_string()).uuid(),
            iat: now,
            exp: now + expires_in,
        };
        self.tokens
            .insert(claims.jti.clone(), claims.access_key_id.clone());
        claims
    }

    /// What tokens are signed with.
    pub(crate) fn token_key(&self) -> String {
        self.source.of("token key").hex(64)
    }
}
