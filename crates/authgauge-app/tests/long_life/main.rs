//! The application for days, with its client and database, against a simulated GenAuth on loopback. Only the time
//! is simulated: it stops while a refresh is in flight and advances otherwise.
//!
//! The simulator runs in another process, so that memory, threads and descriptors are counted without it.
//! `AUTHGAUGE_TORTURE=1` runs a month with more pools.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod fault_plan;
mod fixture;
mod pool_check;
mod resources;
mod simulator;
mod time;

use std::io::Write as _;
use std::process::Command;
use std::time::Duration;

use fixture::Fixture;

/// The length and size of a run.
#[derive(Clone, Copy)]
struct Run {
    hours: i64,
    pools: usize,
    seed: u64,
}

/// After this many hours every fault occurred once and all buffers, connections and threads exist.
const WARM_HOUR: i64 = 12;

/// What this process does, from its environment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Application,
    Simulator,
}

const ROLE: &str = "AUTHGAUGE_TEST_ROLE";
const NAME: &str = "three_days_with_ten_pools_and_random_faults";

#[test]
fn three_days_with_ten_pools_and_random_faults() {
    match std::env::var(ROLE).as_deref() {
        Ok("authgauge") => run_application(),
        Ok("simulator") => simulator::serve(),
        _ => run_processes(),
    }
}

/// Starts the process of the application and prints its counts.
fn run_processes() {
    let output = command_for(Role::Application).output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}\n{err}");
    for line in out
        .lines()
        .filter(|line| line.starts_with("count: ") || line.starts_with("long life: "))
    {
        writeln!(std::io::stdout().lock(), "{line}").unwrap();
    }
}

fn run_application() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        // Simulated time is fast: idle threads would live for hours of it.
        .thread_keep_alive(Duration::from_millis(1))
        .build()
        .unwrap();
    let report = runtime.block_on(async {
        let mut fixture = Fixture::new(run()).await;
        fixture.run().await;
        fixture.report()
    });
    // The harness printed the name of the test without a line break.
    writeln!(std::io::stdout().lock(), "\n{}", report.join("\n")).unwrap();
}

fn run() -> Run {
    match std::env::var_os("AUTHGAUGE_TORTURE").is_some_and(|value| value == "1") {
        true => Run {
            hours: 30 * 24,
            pools: 12,
            seed: 11,
        },
        false => Run {
            hours: 72,
            pools: 10,
            seed: 7,
        },
    }
}

/// This program in another role. Its allocator returns large blocks at once; otherwise memory would grow with the
/// largest response so far.
fn command_for(role: Role) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let role = match role {
        Role::Application => "authgauge",
        Role::Simulator => "simulator",
    };
    command
        .args(["--exact", NAME, "--nocapture"])
        .env(ROLE, role)
        .env("MALLOC_MMAP_THRESHOLD_", "131072")
        .env("MALLOC_TRIM_THRESHOLD_", "131072");
    command
}
