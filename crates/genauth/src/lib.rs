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
mod problem;
#[cfg(test)]
mod proptest_config;
mod proxy;
mod wire;

pub use auth::{Auth, SignIn};
pub use brand::Brand;
#[cfg(all(feature = "client", target_os = "linux"))]
pub use client::system_certificate_files;
#[cfg(feature = "client")]
pub use client::{
    AccessKey, AccessKeySecret, Client, ClientLimits, ClientOptions, Clock, Deadline, RetryPolicy,
    http_builder, read_ca_file, request_error,
};
pub use error::{Error, ErrorKind, KeyFlaw, KeyPart, KeyProblem, Reply};
pub use host::Host;
pub use language::Language;
pub use model::{Allowance, Benefit, EndTime, MauHistory, MauPeriod, Plan, Quantity};
pub use plain_text::plain_text;
pub use problem::{CaFileProblem, CertificateProblem, ConnectProblem};
pub use proxy::{Proxy, ProxyKind, is_exempt, proxy_from_environment};
