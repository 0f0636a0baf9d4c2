//! The client and its calls.

mod access_key;
#[cfg(test)]
mod arbitrary_input;
mod ca_file;
mod caller;
mod envelope;
mod options;
mod retrier;
mod retry_policy;
mod sign_in;
mod transport;

use std::fmt;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};
use serde_json::Value;

pub use self::access_key::{AccessKey, AccessKeySecret};
pub use self::ca_file::read_ca_file;
use self::caller::{Call, Caller};
pub use self::options::{ClientLimits, ClientOptions, Clock};
pub use self::retry_policy::{Deadline, RetryPolicy};
#[cfg(target_os = "linux")]
pub use self::transport::system_certificate_files;
pub use self::transport::{http_builder, request_error};
use crate::{Benefit, Error, ErrorKind, MauHistory, Plan, Proxy, SignIn};

const USAGE: &str = "/api/v3/get-usage-info";
const MAU_HISTORY: &str = "/api/v3/get-mau-period-usage-history";
const PLAN: &str = "/api/v3/get-current-package-info";

/// Calls one server with one access key. Clones share connections, token, retry budget and clock correction.
#[derive(Clone)]
pub struct Client {
    caller: Arc<Caller>,
    deadline: Deadline,
}

impl Client {
    /// Creates a client. Makes no request.
    ///
    /// # Errors
    /// [`ErrorKind::CaFileInvalid`] if `ca_pem` holds no usable certificate, and
    /// [`ErrorKind::TlsUntrusted`] if the operating system has no certificates to trust.
    pub fn new(options: ClientOptions) -> Result<Self, Error> {
        Ok(Self {
            caller: Arc::new(Caller::new(options)?),
            deadline: Deadline::default(),
        })
    }

    /// A client of the same server and key with other connections: through this proxy, and with the operating
    /// system's certificates as they are now.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn reconnected(&self, proxy: Option<Proxy>) -> Result<Self, Error> {
        let options = self.caller.options().clone();
        Self::new(ClientOptions { proxy, ..options })
    }

    /// The same client with another time limit for its calls. The default is [`Deadline::Interactive`].
    #[must_use]
    pub fn with_deadline(&self, deadline: Deadline) -> Self {
        Self {
            deadline,
            ..self.clone()
        }
    }

    /// The benefits of the pool's plan (`get-usage-info`), in the server's order. Empty if the server reports none.
    ///
    /// # Errors
    /// Any [`ErrorKind`] of a call.
    pub async fn usage(&self) -> Result<Vec<Benefit>, Error> {
        Benefit::from_usage_data(self.get(USAGE, &[]).await?)
    }

    /// The MAU periods that overlap a range of days (`get-mau-period-usage-history`).
    ///
    /// # Errors
    /// [`ErrorKind::DateRangeInvalid`] without a request if `to` is before `from` or a year is not 1 to 9999;
    /// otherwise any [`ErrorKind`] of a call.
    pub async fn mau_history(&self, from: NaiveDate, to: NaiveDate) -> Result<MauHistory, Error> {
        if to < from || from.year() < 1 || to.year() > 9999 {
            return Err(ErrorKind::DateRangeInvalid.into());
        }
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        let query = [("startTime", day(from)), ("endTime", day(to))];
        MauHistory::from_data(self.get(MAU_HISTORY, &query).await?)
    }

    /// The pool's plan (`get-current-package-info`).
    ///
    /// # Errors
    /// Any [`ErrorKind`] of a call.
    pub async fn plan(&self) -> Result<Plan, Error> {
        Plan::from_data(self.get(PLAN, &[]).await?)
    }

    async fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Value, Error> {
        self.caller.get(&Call { path, query }, self.deadline).await
    }

    /// The way of signing in of the last successful call.
    pub fn sign_in(&self) -> Option<SignIn> {
        self.caller.hints().sign_in
    }

    /// Local time minus server time in milliseconds, from the last `Date` header, corrected by half the round
    /// trip. Positive: the local clock is ahead. Accurate to a second. After a signature was refused as skewed,
    /// signatures use the server's time.
    pub fn clock_ahead_ms(&self) -> Option<i64> {
        self.caller.hints().clock_ahead_ms
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client")
            .field(self.caller.options())
            .finish()
    }
}
