//! Random histories of a pool, checked against an oracle that evaluates a whole history at once.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unreachable,
    reason = "a test fails by panicking"
)]

mod histories;
mod oracle;
mod pool;
mod storage;
