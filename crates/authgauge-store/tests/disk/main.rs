//! What the owner was told is saved stays saved, whatever happens to the process, the disk or the files.
//!
//! Each suite prints what it went through. `AUTHGAUGE_TORTURE=1` makes the suites long.
//! Killed processes are the processes' end, not the machine's: a power cut that loses what the disk said
//! it had written is not simulated.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod child;
mod damaged;
mod exporting;
#[cfg(target_os = "linux")]
mod failing;
#[cfg(target_os = "linux")]
mod fault;
mod guarded;
mod killed;
mod work;

use std::io::Write as _;

/// Past the test harness, which shows the output of failed tests only.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}

/// The long version takes minutes.
fn is_long() -> bool {
    std::env::var_os("AUTHGAUGE_TORTURE").is_some_and(|value| value == "1")
}
