//! Tests that acknowledged changes survive kills, failing disks and damaged files.
//!
//! Each suite prints its number of cases. `AUTHGAUGE_TORTURE=1` runs the long versions. Power cuts that lose
//! writes which the disk acknowledged are not simulated.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod child;
mod damaged;
#[cfg(target_os = "linux")]
mod failing;
#[cfg(target_os = "linux")]
mod fault;
mod guarded;
mod killed;
mod roles;
mod saving_files;
mod work;

use std::io::Write as _;

/// Bypasses the test harness, which captures the output of passing tests.
fn print_line(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}

/// Whether to run the long versions, which take minutes.
fn is_long() -> bool {
    std::env::var_os("AUTHGAUGE_TORTURE").is_some_and(|value| value == "1")
}
