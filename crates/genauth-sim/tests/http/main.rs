//! The simulator over HTTP, as its callers meet it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by failing; clippy exempts only the test functions"
)]

mod caller;
mod failures;
mod figures;
mod lifetime;
mod lines;
mod sign_in;
