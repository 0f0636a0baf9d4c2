//! The client against servers: mocks for single responses, the simulator for complete sign-ins.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "failures abort the test; clippy exempts test functions only"
)]

mod bodies;
mod ca_files;
mod common;
mod connections;
mod echo;
mod example;
mod faults;
mod local_proxy;
mod models;
#[cfg(target_os = "linux")]
mod name_lookup;
mod proxies;
mod refusals;
#[cfg(target_os = "linux")]
mod resolver;
mod retries;
mod sign_in;
mod simulator;
mod sweep;
#[cfg(target_os = "linux")]
mod system_certificates;
mod tls;
mod transport;
