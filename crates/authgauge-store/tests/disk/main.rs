//! Acknowledged changes survive whatever happens to the process, the disk or the files.
//!
//! Each suite prints what it covered. `AUTHGAUGE_TORTURE=1` makes the suites long. A power cut that loses
//! writes which the disk acknowledged is not simulated.
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

/// Bypasses the test harness, which shows the output of failed tests only.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}

/// The long version takes minutes.
fn is_long() -> bool {
    std::env::var_os("AUTHGAUGE_TORTURE").is_some_and(|value| value == "1")
}
