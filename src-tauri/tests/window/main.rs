//! The built app in its real window, with a real keyring and a simulated GenAuth: what an owner does, and
//! what they then see.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what helps a test may panic as the test may"
)]

mod access;
mod asked;
mod background;
mod bad_input;
mod canary;
mod contacts;
mod desk;
mod diagnostics;
mod first_run;
mod hand;
mod history;
mod hostile;
mod hostile_strings;
mod keeping;
mod keychain;
mod looks;
mod mau;
mod network;
mod owner;
mod page;
mod several_pools;
mod single;
mod wrong_calls;
