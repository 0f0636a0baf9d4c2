//! Everything that changes while the simulator runs, behind one lock.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::answer::{Answer, Manner};
use super::calls;
use super::fault::Fault;
use super::line::Spoil;
use super::request::{Asked, Recorded};
use crate::calendar::Moment;
use crate::clock::SimClock;
use crate::language::Language;
use crate::pools::{Pool, pools};
use crate::random::Seeded;

/// What a simulation is made from.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    pub(crate) seed: u64,
    pub(crate) data_clock: SimClock,
    pub(crate) auth_clock: SimClock,
    pub(crate) token_lifetime: TimeDelta,
}

/// The state, shared by the server and whoever holds the simulator.
#[derive(Debug, Clone)]
pub(crate) struct Shared(Arc<Mutex<State>>);

#[derive(Debug)]
pub(crate) struct State {
    setup: Setup,
    /// The data clock's time at the start.
    start: DateTime<Utc>,
    pub(crate) source: Seeded,
    pub(crate) pools: Vec<Pool>,
    pub(crate) fault: Option<Fault>,
    pub(crate) faults: HashMap<String, Fault>,
    pub(crate) requests: Vec<Recorded>,
    /// Numbers of the tokens that are good, with the access key they are for.
    pub(crate) tokens: HashMap<String, String>,
    /// Nonces of the signatures that were accepted, by access key.
    pub(crate) nonces: HashSet<(String, String)>,
    /// Calls answered so far, by what they asked: IDs must not depend on which of two calls at the
    /// same time came first.
    answered: HashMap<String, i64>,
    pub(crate) issued: i64,
}

impl Shared {
    pub(crate) fn new(setup: Setup) -> Self {
        let state = State {
            start: setup.data_clock.now(),
            source: Seeded::new(setup.seed),
            pools: pools(setup.seed),
            setup,
            fault: None,
            faults: HashMap::new(),
            requests: Vec::new(),
            tokens: HashMap::new(),
            nonces: HashSet::new(),
            answered: HashMap::new(),
            issued: 0,
        };
        Self(Arc::new(Mutex::new(state)))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Records a request and decides its answer, the `Date` on it, and what its bytes meet.
    pub(crate) fn answer(&mut self, asked: &Asked) -> (Answer, DateTime<Utc>, Option<Spoil>) {
        let record = asked.record(self.auth_now());
        let fault = self
            .fault_for(record.access_key_id.as_deref())
            .and_then(|fault| fault.on(asked))
            .cloned();
        let manner = self.manner(record.access_key_id.as_deref(), asked, fault.as_ref());
        self.requests.push(record);
        let date = match fault {
            Some(Fault::ClockSkew) => self.auth_now() + TimeDelta::hours(1),
            _ => self.auth_now(),
        };
        let spoil = fault.as_ref().and_then(Fault::spoil);
        let faulty = fault.and_then(|fault| fault.answer(asked, &manner));
        (
            faulty.unwrap_or_else(|| calls::answer(self, asked, &manner)),
            date,
            spoil,
        )
    }

    /// The time that tokens and signatures are checked with.
    pub(crate) fn auth_now(&self) -> DateTime<Utc> {
        self.setup.auth_clock.now()
    }

    pub(crate) fn token_lifetime(&self) -> TimeDelta {
        self.setup.token_lifetime
    }

    /// The time the figures are of.
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

    fn fault_for(&self, access_key_id: Option<&str>) -> Option<&Fault> {
        access_key_id
            .and_then(|key| self.faults.get(key))
            .or(self.fault.as_ref())
    }

    fn manner(&mut self, key: Option<&str>, asked: &Asked, fault: Option<&Fault>) -> Manner {
        let pool = key.and_then(|key| self.pool(key));
        let default = pool.map_or(Language::Chinese, |pool| {
            pool.facts.brand.default_language()
        });
        Manner {
            language: asked.language().unwrap_or(default),
            request_id: self.request_id(key, asked),
            old_envelope: fault == Some(&Fault::OldEnvelope),
        }
    }

    fn request_id(&mut self, key: Option<&str>, asked: &Asked) -> String {
        let what = format!(
            "{} {} {}",
            asked.method,
            asked.path,
            key.unwrap_or_default()
        );
        let source = self.source.of("request").of(&what);
        let place = self.answered.entry(what).or_default();
        *place += 1;
        source.of(&place.to_string()).uuid()
    }
}
