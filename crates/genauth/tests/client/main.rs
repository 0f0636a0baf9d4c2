//! The client against servers: mocks for single responses, the simulator for complete sign-ins.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "failures abort the test; clippy exempts test functions only"
)]

mod bodies;
mod common;
mod echo;
mod example;
mod faults;
mod models;
mod refusals;
#[cfg(target_os = "linux")]
mod resolver;
mod retries;
mod sign_in;
mod simulator;
mod sweep;
mod tls;
mod transport;
