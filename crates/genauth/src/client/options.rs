//! The options of a [`Client`](crate::Client).

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::access_key::AccessKey;
use super::retry_policy::RetryPolicy;
use crate::{Auth, Brand, Host, Language, Proxy};

/// The source of the current time. This crate never reads the system clock.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The options of a client.
#[derive(Clone)]
pub struct ClientOptions {
    /// The server.
    pub host: Host,
    /// The brand whose header names the server reads.
    pub brand: Brand,
    /// How to sign in.
    pub auth: Auth,
    /// The access key to sign in with.
    pub key: AccessKey,
    /// The content of a private CA's file, whose certificates are trusted in addition to the operating system's.
    pub ca_pem: Option<Vec<u8>>,
    /// The proxy; None connects directly. The environment is not read: see
    /// [`proxy_from_environment`](crate::proxy_from_environment). Loopback is never reached through a proxy.
    pub proxy: Option<Proxy>,
    /// The language requested from the server.
    pub language: Language,
    /// The source of the current time.
    pub clock: Clock,
    /// Limits of time, size and repetition.
    pub limits: ClientLimits,
}

impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("host", &self.host)
            .field("brand", &self.brand)
            .field("auth", &self.auth)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// Limits of time, size and repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientLimits {
    /// Timeout for establishing a connection, TLS included.
    pub connect_timeout: Duration,
    /// Timeout for one request, up to the last byte of its response. If `retry` allows one attempt only, the
    /// timeout for the whole call, sign-in included.
    pub request_timeout: Duration,
    /// Maximum size of a response body in bytes, after decompression.
    pub max_body_bytes: usize,
    /// When to retry a failed request, and how long a whole call may take.
    pub retry: RetryPolicy,
}

impl Default for ClientLimits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            max_body_bytes: 4 * 1024 * 1024,
            retry: RetryPolicy::default(),
        }
    }
}
