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

mod auth;
mod brand;
#[cfg(feature = "client")]
mod client;
mod error;
mod host;
mod language;
mod model;
#[cfg(all(test, feature = "client"))]
mod mutate;
mod plain_text;
#[cfg(test)]
mod proptest_config;
mod wire;

pub use auth::{Auth, SignIn};
pub use brand::Brand;
#[cfg(feature = "client")]
pub use client::{
    AccessKey, AccessKeySecret, Client, ClientOptions, Clock, Limits, Patience, RetryPolicy,
};
pub use error::{Error, ErrorKind, Reply};
pub use host::Host;
pub use language::Language;
pub use model::{Allowance, Benefit, MauHistory, MauPeriod, Plan, Quantity};
pub use plain_text::plain_text;
