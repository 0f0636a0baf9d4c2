//! The client: signs in, calls, retries.

mod access_key;
#[cfg(test)]
mod arbitrary_input;
mod caller;
mod envelope;
mod options;
mod retry;
mod sign_in;
mod transport;

use std::{fmt, sync::Arc};

use chrono::{Datelike as _, NaiveDate};
use serde_json::Value;

pub use access_key::{AccessKey, AccessKeySecret};
use caller::{Call, Caller};
pub use options::{ClientOptions, Clock, Limits};
pub use retry::{Patience, RetryPolicy};

use crate::{Benefit, Error, ErrorKind, MauHistory, Plan, SignIn};

const USAGE: &str = "/api/v3/get-usage-info";
const MAU_HISTORY: &str = "/api/v3/get-mau-period-usage-history";
const PLAN: &str = "/api/v3/get-current-package-info";

/// Calls one server with one access key. Clones share the connections, the token, the budget of repeats
/// and what was learnt about the server's clock.
#[derive(Clone)]
pub struct Client {
    caller: Arc<Caller>,
    patience: Patience,
}

impl Client {
    /// A client. It calls nobody yet.
    ///
    /// # Errors
    /// [`ErrorKind::CaFileInvalid`] if `ca_pem` holds no usable certificate, and
    /// [`ErrorKind::TlsUntrusted`] if the operating system has no certificates to trust.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        Ok(Self {
            caller: Arc::new(Caller::new(options)?),
            patience: Patience::default(),
        })
    }

    /// The same client for calls that somebody waits for, as at first, or that nobody does: how long a
    /// call may go on follows from it.
    #[must_use]
    pub fn with_patience(&self, patience: Patience) -> Self {
        Self {
            patience,
            ..self.clone()
        }
    }

    /// The benefits of the pool's plan (`get-usage-info`), in the server's order. An empty list means
    /// that the server reported none.
    ///
    /// # Errors
    /// Any [`ErrorKind`] that a call can end with.
    pub async fn usage(&self) -> Result<Vec<Benefit>, Error> {
        Benefit::from_usage_data(self.get(USAGE, &[]).await?)
    }

    /// The MAU periods that touch these days (`get-mau-period-usage-history`).
    ///
    /// # Errors
    /// [`ErrorKind::DateRangeInvalid`] if `to` is before `from` or a year has no four digits, in
    /// which case nobody is called; otherwise any [`ErrorKind`] that a call can end with.
    pub async fn mau_history(&self, from: NaiveDate, to: NaiveDate) -> Result<MauHistory, Error> {
        if to < from || from.year() < 1 || to.year() > 9999 {
            return Err(ErrorKind::DateRangeInvalid.into());
        }
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        let query = [("startTime", day(from)), ("endTime", day(to))];
        MauHistory::from_data(self.get(MAU_HISTORY, &query).await?)
    }

    /// The plan the pool is on (`get-current-package-info`).
    ///
    /// # Errors
    /// Any [`ErrorKind`] that a call can end with.
    pub async fn plan(&self) -> Result<Plan, Error> {
        Plan::from_data(self.get(PLAN, &[]).await?)
    }

    async fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Value, Error> {
        self.caller.get(&Call { path, query }, self.patience).await
    }

    /// The way of signing in that the last successful call used.
    pub fn sign_in(&self) -> Option<SignIn> {
        self.caller.learnt().sign_in
    }

    /// Local time minus server time in milliseconds, from the last answer with a `Date`, less half
    /// the round trip. Positive: the local clock is ahead. The header counts whole seconds. A signature
    /// refused for it is made once more with the server's time, and later ones with that time at once.
    pub fn clock_ahead_ms(&self) -> Option<i64> {
        self.caller.learnt().clock_ahead_ms
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client")
            .field(self.caller.options())
            .finish()
    }
}
