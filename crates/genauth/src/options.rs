//! What a [`Client`](crate::Client) is made from.

use std::{fmt, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{AccessKey, Host, RetryPolicy};

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

/// The vendor's two names. They speak the same API under different header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brand {
    /// GenAuth: `x-genauth-…` headers.
    GenAuth,
    /// Authing: `x-authing-…` headers; private deployments too.
    Authing,
}

impl Brand {
    /// What the names of this brand's own headers start with.
    pub(crate) fn header_prefix(self) -> &'static str {
        match self {
            Self::GenAuth => "x-genauth-",
            Self::Authing => "x-authing-",
        }
    }

    /// The scheme in a signature's `authorization` header.
    pub(crate) fn signature_scheme(self) -> &'static str {
        match self {
            Self::GenAuth => "GenAuth",
            Self::Authing => "authing",
        }
    }
}

/// How the owner wants to sign in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// By token, and by signature where the server says that the token way is not there.
    #[default]
    Automatic,
    /// By management token only.
    Token,
    /// By signature only.
    Signature,
}

/// The way a sign-in worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// By management token.
    Token,
    /// By signature.
    Signature,
}

/// The language asked for in `x-<brand>-lang`. Whether benefits' labels follow it is the server's choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// `en-US`
    #[default]
    English,
    /// `zh-CN`
    Chinese,
}

impl Language {
    /// The tag the vendor reads.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::Chinese => "zh-CN",
        }
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
