//! The API of the simulator.

use std::fmt::Display;
use std::io;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::clock::SimClock;
use crate::language::Language;
use crate::pools::{PoolSet, SimPool};
use crate::served::{ServedBenefit, ServedPeriod, ServedPlan};
use crate::server::{Fault, RecordedRequest, Running, Setup, Shared, TlsIdentity};

/// The options of a simulation.
#[derive(Debug, Clone)]
pub struct SimOptions {
    /// Port on 127.0.0.1; 0 selects a free one.
    pub port: u16,
    /// Determines pools, keys and figures.
    pub seed: u64,
    /// Which pools there are.
    pub pools: PoolSet,
    /// The time of the figures, which are as designed at its start.
    pub clock: SimClock,
    /// The time of authentication and of the `Date` header. Real by default: clients sign with the system clock,
    /// whatever the time of the figures.
    pub auth_clock: SimClock,
    /// The lifetime of a management token.
    pub token_lifetime: TimeDelta,
    /// How long each answer takes.
    pub latency: Duration,
    /// Serves https only, with this identity.
    pub tls: Option<TlsIdentity>,
}

impl Default for SimOptions {
    fn default() -> Self {
        Self {
            port: 0,
            seed: 7,
            pools: PoolSet::default(),
            clock: SimClock::real(),
            auth_clock: SimClock::real(),
            token_lifetime: TimeDelta::hours(2),
            latency: Duration::ZERO,
            tls: None,
        }
    }
}

/// A running simulator. Dropping it closes the port and every connection.
#[derive(Debug)]
pub struct Sim {
    running: Running,
    shared: Shared,
    scheme: &'static str,
}

impl Sim {
    /// Starts listening on 127.0.0.1.
    ///
    /// # Errors
    /// If the port is in use or the TLS identity is invalid.
    pub async fn start(options: SimOptions) -> io::Result<Self> {
        let SimOptions {
            port,
            seed,
            pools,
            clock,
            auth_clock,
            token_lifetime,
            latency,
            tls,
        } = options;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let acceptor = tls.map(|identity| identity.acceptor()).transpose()?;
        let shared = Shared::new(Setup {
            seed,
            pools,
            data_clock: clock,
            auth_clock,
            token_lifetime,
            latency,
        });
        let running = Running::start(port, acceptor, shared.clone())?;
        Ok(Self {
            running,
            shared,
            scheme,
        })
    }

    /// Stops the server, as dropping it does.
    pub async fn stop(self) {
        drop(self);
    }

    /// `http://127.0.0.1:PORT`, without a trailing slash.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.running.address)
    }

    /// The listening port.
    pub fn port(&self) -> u16 {
        self.running.address.port()
    }

    /// All pools with their current access keys.
    pub fn pools(&self) -> Vec<SimPool> {
        self.shared
            .lock()
            .pools
            .iter()
            .map(|pool| pool.facts.clone())
            .collect()
    }

    /// The current benefits of `get-usage-info`, in the pool's default language. Empty for an unknown key.
    pub fn served_usage(&self, access_key_id: &str) -> Vec<ServedBenefit> {
        self.usage_in(access_key_id, None)
    }

    /// The current benefits of `get-usage-info` in a language.
    pub fn served_usage_in(&self, access_key_id: &str, language: Language) -> Vec<ServedBenefit> {
        self.usage_in(access_key_id, Some(language))
    }

    /// The `data` of `get-usage-info` at any time, even before the start, in the pool's default language. Values
    /// of [`set_usage`](Self::set_usage) apply at every time. Null for an unknown key.
    pub fn usage_data_at(&self, access_key_id: &str, at: DateTime<Utc>) -> serde_json::Value {
        let state = self.shared.lock();
        let Some(pool) = state.pool(access_key_id) else {
            return serde_json::Value::Null;
        };
        let usages = pool.usages(state.moment_at(at), pool.facts.brand.default_language());
        serde_json::to_value(usages).unwrap_or_default()
    }

    /// The current periods of `get-mau-period-usage-history`, for an inclusive range.
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

    /// The current plan of `get-current-package-info`. `None` for an unknown key.
    pub fn served_plan(&self, access_key_id: &str) -> Option<ServedPlan> {
        let state = self.shared.lock();
        let pool = state.pool(access_key_id)?;
        Some(pool.package.current(state.moment()).into())
    }

    /// Sets or clears the fault of all keys. A fault of one key takes precedence.
    pub fn set_fault(&self, fault: Option<Fault>) {
        self.shared.lock().fault = fault;
    }

    /// Sets or clears the fault of one access key.
    pub fn set_fault_for(&self, access_key_id: &str, fault: Option<Fault>) {
        let faults = &mut self.shared.lock().faults;
        match fault {
            Some(fault) => drop(faults.insert(access_key_id.to_owned(), fault)),
            None => drop(faults.remove(access_key_id)),
        }
    }

    /// Replaces the secret of a key. The old secret and its tokens are revoked at once.
    pub fn rotate_key(&self, access_key_id: &str, new_secret: &str) {
        let mut state = self.shared.lock();
        if let Some(pool) = state.pool_mut(access_key_id) {
            new_secret.clone_into(&mut pool.facts.access_key_secret);
        }
        state.tokens.retain(|_, key| key != access_key_id);
    }

    /// Revokes every token issued so far.
    pub fn expire_tokens(&self) {
        self.shared.lock().tokens.clear();
    }

    /// Fixes the usage of a benefit; for `MAU`, of the current period too. Unknown keys and codes are ignored.
    pub fn set_usage(&self, access_key_id: &str, code: &str, used: impl Display) {
        if let Some(pool) = self.shared.lock().pool_mut(access_key_id) {
            pool.fixed_usage.insert(code.to_owned(), used.to_string());
        }
    }

    /// All requests since the start or [`clear_requests`](Self::clear_requests), in order of arrival.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.lock().requests.clone()
    }

    /// Clears the recorded requests.
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
