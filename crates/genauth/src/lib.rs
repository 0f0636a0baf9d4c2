//! Client of the metering and billing calls of the GenAuth / Authing V3 Management API: what a user
//! pool's plan allows, how much of it is used, and how many monthly active users (MAU) each period had.
//!
//! In here: access keys, both ways to sign in (management token, signature), the transport with its
//! limits, retries, lenient wire types, strict models, one typed error per thing an owner can do something about.
//!
//! Deliberately not in here: storage, thresholds, wording, any notion of a user interface, and
//! every call that changes something in a user pool.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use genauth::{
//!     AccessKey, AccessKeySecret, Auth, Brand, Client, ClientOptions, Error, Host, Language, Limits,
//! };
//!
//! # async fn show(id: String, secret: String) -> Result<(), Error> {
//! let client = Client::new(ClientOptions {
//!     host: Host::parse("api.genauth.ai")?,
//!     brand: Brand::GenAuth,
//!     auth: Auth::Automatic,
//!     key: AccessKey::new(id, AccessKeySecret::new(secret))?,
//!     ca_pem: None,
//!     language: Language::English,
//!     clock: Arc::new(chrono::Utc::now),
//!     limits: Limits::default(),
//! })?;
//! for benefit in client.usage().await? {
//!     println!("{}: {:?} of {:?}", benefit.name, benefit.used, benefit.total);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `examples/usage.rs` is a whole program, for the command line.
#![cfg_attr(test, allow(missing_docs))]

mod access_key;
#[cfg(test)]
mod any_input;
mod caller;
mod client;
mod envelope;
mod error;
mod host;
mod model;
#[cfg(test)]
mod mutate;
mod options;
mod plain_text;
#[cfg(test)]
mod proptest_config;
mod retry;
mod sign_in;
mod transport;
mod wire;

pub use access_key::{AccessKey, AccessKeySecret};
pub use client::Client;
pub use error::{Error, ErrorKind, Reply};
pub use host::Host;
pub use model::{Allowance, Benefit, MauHistory, MauPeriod, Plan, Quantity};
pub use options::{Auth, Brand, ClientOptions, Clock, Language, Limits, SignIn};
pub use plain_text::plain_text;
pub use retry::{Patience, RetryPolicy};
