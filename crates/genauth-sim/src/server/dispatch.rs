//! Handles each request: records it, applies faults, and answers it.

use chrono::{DateTime, TimeDelta, Utc};

use super::disruption::Disruption;
use super::endpoints;
use super::fault::Fault;
use super::reply::{Reply, Responder};
use super::request::ApiRequest;
use super::state::State;
use crate::language::Language;

/// A reply with its `Date` and what disrupts its bytes.
pub(crate) struct Dispatched {
    pub(crate) reply: Reply,
    pub(crate) date: DateTime<Utc>,
    pub(crate) disruption: Option<Disruption>,
}

/// Records and answers a request.
pub(crate) fn dispatch(state: &mut State, request: &ApiRequest) -> Dispatched {
    let now = state.auth_now();
    let record = request.record(now);
    let key = record.access_key_id.clone();
    state.requests.push(record);
    let fault = state
        .fault_for(key.as_deref())
        .and_then(|fault| fault.for_request(request))
        .cloned();
    let responder = responder(state, key.as_deref(), request, fault.as_ref());
    let date = match fault {
        Some(Fault::ClockSkew) => now + TimeDelta::hours(1),
        _ => now,
    };
    let disruption = fault.as_ref().and_then(Fault::disruption);
    let faulty = fault.and_then(|fault| fault.reply(request, &responder));
    Dispatched {
        reply: faulty.unwrap_or_else(|| endpoints::handle(state, request, &responder)),
        date,
        disruption,
    }
}

fn responder(
    state: &mut State,
    key: Option<&str>,
    request: &ApiRequest,
    fault: Option<&Fault>,
) -> Responder {
    let pool = key.and_then(|key| state.pool(key));
    let default = pool.map_or(Language::Chinese, |pool| {
        pool.facts.brand.default_language()
    });
    Responder {
        language: request.language().unwrap_or(default),
        request_id: state.next_request_id(key, request),
        old_envelope: fault == Some(&Fault::OldEnvelope),
    }
}
