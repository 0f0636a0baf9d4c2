//! The simulator over HTTP.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "failures abort the test; clippy exempts test functions only"
)]

mod client;
mod disruptions;
mod failures;
mod figures;
mod lifetime;
mod sign_in;
