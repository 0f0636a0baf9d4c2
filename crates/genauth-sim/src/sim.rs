//! The simulator as its holder sees it.

use std::fmt::Display;
use std::io;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::clock::SimClock;
use crate::language::Language;
use crate::pools::SimPool;
use crate::served::{ServedBenefit, ServedPeriod, ServedPlan};
use crate::server::{Fault, Recorded, Running, Setup, Shared, TlsIdentity};

/// How a simulation is set up.
#[derive(Debug, Clone)]
pub struct SimOptions {
    /// Port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// Pools, keys and figures follow from it.
    pub seed: u64,
    /// The time the figures are of. Its time at the start is when they look as designed.
    pub clock: SimClock,
    /// The time signatures and tokens are checked with, and of the `Date` header. Real by default:
    /// callers sign with their own clock, whatever time the figures are of.
    pub auth_clock: SimClock,
    /// How long a management token is good for.
    pub token_lifetime: TimeDelta,
    /// Speak https with this identity.
    pub tls: Option<TlsIdentity>,
}

impl Default for SimOptions {
    fn default() -> Self {
        Self {
            port: 0,
            seed: 7,
            clock: SimClock::real(),
            auth_clock: SimClock::real(),
            token_lifetime: TimeDelta::hours(2),
            tls: None,
        }
    }
}

/// A running simulator. Dropping it closes the port and every connection before the drop returns.
#[derive(Debug)]
pub struct Sim {
    running: Running,
    shared: Shared,
    scheme: &'static str,
}

impl Sim {
    /// Listens on 127.0.0.1.
    ///
    /// # Errors
    /// The port is taken, or the TLS identity cannot be used.
    pub async fn start(options: SimOptions) -> io::Result<Self> {
        let SimOptions {
            port,
            seed,
            clock,
            auth_clock,
            token_lifetime,
            tls,
        } = options;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let acceptor = tls.map(|identity| identity.acceptor()).transpose()?;
        let shared = Shared::new(Setup {
            seed,
            data_clock: clock,
            auth_clock,
            token_lifetime,
        });
        let running = Running::start(port, acceptor, shared.clone())?;
        Ok(Self {
            running,
            shared,
            scheme,
        })
    }

    /// Stops and closes the port; the same as dropping it.
    pub async fn stop(self) {
        drop(self);
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.running.address)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.running.address.port()
    }

    /// All pools with their access keys as they are now. The first three are the ones to show.
    pub fn pools(&self) -> Vec<SimPool> {
        self.shared
            .lock()
            .pools
            .iter()
            .map(|pool| pool.facts.clone())
            .collect()
    }

    /// What `get-usage-info` would answer now, in the pool's default language. Empty for an unknown
    /// key.
    pub fn served_usage(&self, access_key_id: &str) -> Vec<ServedBenefit> {
        self.usage_in(access_key_id, None)
    }

    /// What `get-usage-info` would answer now to a caller who asks for a language.
    pub fn served_usage_in(&self, access_key_id: &str, language: Language) -> Vec<ServedBenefit> {
        self.usage_in(access_key_id, Some(language))
    }

    /// The `data` that `get-usage-info` would have answered at a time, in the pool's default language: the
    /// pools' figures are functions of time, before the start too. What was set by hand is so at every
    /// time. Null for an unknown key.
    pub fn usage_data_at(&self, access_key_id: &str, at: DateTime<Utc>) -> serde_json::Value {
        let state = self.shared.lock();
        let Some(pool) = state.pool(access_key_id) else {
            return serde_json::Value::Null;
        };
        let usages = pool.usages(state.moment_at(at), pool.facts.brand.default_language());
        serde_json::to_value(usages).unwrap_or_default()
    }

    /// What `get-mau-period-usage-history` would answer now, for a range with both ends included.
    pub fn served_mau(
        &self,
        access_key_id: &str,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<ServedPeriod> {
        let state = self.shared.lock();
        let Some(pool) = state.pool(access_key_id) else {
            return Vec::new();
        };
        let mut periods = pool.mau_history(state.moment(), from, to);
        if pool.bare_objects {
            periods.truncate(1);
        }
        periods.into_iter().map(Into::into).collect()
    }

    /// What `get-current-package-info` would answer now. None for an unknown key.
    pub fn served_plan(&self, access_key_id: &str) -> Option<ServedPlan> {
        let state = self.shared.lock();
        let pool = state.pool(access_key_id)?;
        Some(pool.package.current(state.moment()).into())
    }

    /// Makes something go wrong for every caller, or all well again. A fault of a key's own goes
    /// before it.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.shared.lock().fault = fault;
    }

    /// Makes something go wrong for one access key, or all well again.
    pub fn set_fault_for(&self, access_key_id: &str, fault: Option<Fault>) {
        let faults = &mut self.shared.lock().faults;
        match fault {
            Some(fault) => drop(faults.insert(access_key_id.to_owned(), fault)),
            None => drop(faults.remove(access_key_id)),
        }
    }

    /// "Rotate and revoke current key": the old secret and every token made with it end at once.
    pub fn rotate_key(&self, access_key_id: &str, new_secret: &str) {
        let mut state = self.shared.lock();
        if let Some(pool) = state.pool_mut(access_key_id) {
            new_secret.clone_into(&mut pool.facts.access_key_secret);
        }
        state.tokens.retain(|_, key| key != access_key_id);
    }

    /// Every token issued so far ends at once.
    pub fn expire_tokens(&self) {
        self.shared.lock().tokens.clear();
    }

    /// Puts a benefit's use to a value, which then no longer moves. For `MAU`, the running period's
    /// use as well. An unknown key or code changes nothing that is served.
    pub fn set_usage(&self, access_key_id: &str, code: &str, used: impl Display) {
        if let Some(pool) = self.shared.lock().pool_mut(access_key_id) {
            pool.set_by_hand.insert(code.to_owned(), used.to_string());
        }
    }

    /// Every request since the start or the last clearing, refused ones too, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.lock().requests.clone()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.shared.lock().requests.clear();
    }

    fn usage_in(&self, access_key_id: &str, language: Option<Language>) -> Vec<ServedBenefit> {
        let state = self.shared.lock();
        let Some(pool) = state.pool(access_key_id) else {
            return Vec::new();
        };
        let language = language.unwrap_or(pool.facts.brand.default_language());
        pool.usage(state.moment(), language)
            .into_iter()
            .map(Into::into)
            .collect()
    }
}
