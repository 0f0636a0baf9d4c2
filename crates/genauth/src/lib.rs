#![doc = include_str!("../README.md")]
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
    AccessKey, AccessKeySecret, Client, ClientLimits, ClientOptions, Clock, Deadline, RetryPolicy,
};
pub use error::{Error, ErrorKind, KeyFlaw, KeyPart, KeyProblem, Reply};
pub use host::Host;
pub use language::Language;
pub use model::{Allowance, Benefit, EndTime, MauHistory, MauPeriod, Plan, Quantity};
pub use plain_text::plain_text;
