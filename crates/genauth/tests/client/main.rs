//! The client against servers: scripted ones for single answers, the simulator for whole sign-ins.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; clippy takes only the test functions themselves for tests"
)]

mod bodies;
mod common;
mod echo;
mod example;
mod faults;
mod models;
mod refusals;
mod retries;
mod sign_in;
mod simulator;
mod sweep;
mod tls;
mod transport;
