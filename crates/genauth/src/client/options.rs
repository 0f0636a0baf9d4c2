//! What a [`Client`](crate::Client) is made from.

use std::{fmt, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};

use crate::{AccessKey, Auth, Brand, Host, Language, RetryPolicy};

/// Where the time comes from. This crate never reads the system clock by itself.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Everything a client needs to know.
#[derive(Clone)]
pub struct ClientOptions {
    /// The server.
    pub host: Host,
    /// Whose header names the server reads.
    pub brand: Brand,
    /// How to sign in.
    pub auth: Auth,
    /// Who is calling.
    pub key: AccessKey,
    /// Certificates (PEM) to trust beside the operating system's, for a private CA.
    pub ca_pem: Option<Vec<u8>>,
    /// The language the server is asked for.
    pub language: Language,
    /// Where the time comes from.
    pub clock: Clock,
    /// How long and how much a call may take.
    pub limits: Limits,
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

/// How long and how much a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For a connection to stand, TLS included.
    pub connect: Duration,
    /// For one request, from the start to the last byte of its answer. Where `retry` repeats nothing,
    /// for a whole call, a sign-in on the way included.
    pub call: Duration,
    /// Bytes of an answer's body, after decompression.
    pub body: usize,
    /// When a failed request is made again, and how long a whole call may go on.
    pub retry: RetryPolicy,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            call: Duration::from_secs(30),
            body: 4 * 1024 * 1024,
            retry: RetryPolicy::default(),
        }
    }
}
