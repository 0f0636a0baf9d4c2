//! The mutable state of a simulation, behind one lock.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::fault::Fault;
use super::request::{ApiRequest, RecordedRequest};
use super::token::Claims;
use crate::calendar::Moment;
use crate::clock::SimClock;
use crate::pools::{Pool, PoolSet, pools};
use crate::random::Seeded;

/// The parameters of a simulation.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    pub(crate) seed: u64,
    pub(crate) pools: PoolSet,
    pub(crate) data_clock: SimClock,
    pub(crate) auth_clock: SimClock,
    pub(crate) token_lifetime: TimeDelta,
    pub(crate) latency: Duration,
}

/// The state, shared by the server and the API of the simulator.
#[derive(Debug, Clone)]
pub(crate) struct Shared(Arc<Mutex<State>>);

#[derive(Debug)]
pub(crate) struct State {
    setup: Setup,
    /// The data clock's time at the start.
    start: DateTime<Utc>,
    source: Seeded,
    pub(crate) pools: Vec<Pool>,
    /// The fault for all access keys.
    pub(crate) fault: Option<Fault>,
    /// Faults by access key. They take precedence.
    pub(crate) faults: HashMap<String, Fault>,
    pub(crate) requests: Vec<RecordedRequest>,
    /// Access keys of the valid tokens, by token ID.
    pub(crate) tokens: HashMap<String, String>,
    /// Access keys and nonces of accepted signatures.
    pub(crate) nonces: HashSet<(String, String)>,
    /// Numbers of requests by method, path and key, which keep request IDs independent of the order of
    /// concurrent requests.
    answered: HashMap<String, i64>,
    issued_tokens: i64,
}

impl Shared {
    pub(crate) fn new(setup: Setup) -> Self {
        let state = State {
            start: setup.data_clock.now(),
            source: Seeded::new(setup.seed),
            pools: pools(setup.seed, setup.pools),
            setup,
            fault: None,
            faults: HashMap::new(),
            requests: Vec::new(),
            tokens: HashMap::new(),
            nonces: HashSet::new(),
            answered: HashMap::new(),
            issued_tokens: 0,
        };
        Self(Arc::new(Mutex::new(state)))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The time by which tokens and signatures are checked.
    pub(crate) fn auth_now(&self) -> DateTime<Utc> {
        self.setup.auth_clock.now()
    }

    /// How long each answer takes.
    pub(crate) fn latency(&self) -> Duration {
        self.setup.latency
    }

    /// The current time of the data.
    pub(crate) fn moment(&self) -> Moment {
        self.moment_at(self.setup.data_clock.now())
    }

    pub(crate) fn moment_at(&self, at: DateTime<Utc>) -> Moment {
        Moment::new(self.start, at)
    }

    pub(crate) fn pool(&self, access_key_id: &str) -> Option<&Pool> {
        self.pools
            .iter()
            .find(|pool| pool.facts.access_key_id == access_key_id)
    }

    pub(crate) fn pool_mut(&mut self, access_key_id: &str) -> Option<&mut Pool> {
        self.pools
            .iter_mut()
            .find(|pool| pool.facts.access_key_id == access_key_id)
    }

    pub(crate) fn fault_for(&self, access_key_id: Option<&str>) -> Option<&Fault> {
        access_key_id
            .and_then(|key| self.faults.get(key))
            .or(self.fault.as_ref())
    }

    /// Registers a new token and returns its claims.
    pub(crate) fn register_token(&mut self, pool_id: String, access_key_id: String) -> Claims {
        self.issued_tokens += 1;
        let number = self.issued_tokens.to_string();
        let now = self.auth_now().timestamp();
        let claims = Claims {
            sub: pool_id.clone(),
            scoped_userpool_id: pool_id,
            access_key_id: access_key_id.clone(),
            jti: self.source.of("token").of(&number).uuid(),
            iat: now,
            exp: now + self.setup.token_lifetime.num_seconds(),
        };
        self.tokens.insert(claims.jti.clone(), access_key_id);
        claims
    }

    /// The key that signs tokens.
    pub(crate) fn token_key(&self) -> String {
        self.source.of("token key").hex(64)
    }

    pub(crate) fn next_request_id(&mut self, key: Option<&str>, request: &ApiRequest) -> String {
        let kind = format!(
            "{} {} {}",
            request.method,
            request.path,
            key.unwrap_or_default()
        );
        let source = self.source.of("request").of(&kind);
        let number = self.answered.entry(kind).or_default();
        *number += 1;
        source.of(&number.to_string()).uuid()
    }
}
