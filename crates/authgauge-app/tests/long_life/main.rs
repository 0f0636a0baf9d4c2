//! Authgauge for days: real monitor, real client, real database, against a simulated GenAuth on loopback. Only
//! time is not real: it stands still while anything is under way, and goes on when nothing is.
//!
//! The simulator has a process of its own, so that memory, threads and descriptors counted here are
//! Authgauge's. `AUTHGAUGE_TORTURE=1` makes it a month with more pools.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod books;
mod house;
mod plan;
mod process;
mod simulator;
mod time;

use std::{io::Write as _, process::Command, time::Duration};

use house::House;

/// The shape of a run.
#[derive(Clone, Copy)]
struct Run {
    hours: i64,
    pools: usize,
    seed: u64,
}

/// After this many hours everything has been there once: each fault, connections, threads, buffers.
const WARM: i64 = 12;

/// What this test program is, told by its environment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Authgauge,
    Simulator,
}

const ROLE: &str = "AUTHGAUGE_TEST_ROLE";
const NAME: &str = "three_days_with_ten_pools_and_random_faults";

#[test]
fn three_days_with_ten_pools_and_random_faults() {
    match std::env::var(ROLE).as_deref() {
        Ok("authgauge") => live(),
        Ok("simulator") => simulator::serve(),
        _ => watch(),
    }
}

/// Starts Authgauge, and passes on what it counted.
fn watch() {
    let output = again_as(Role::Authgauge).output().unwrap();
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

fn live() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        // Time is fast here: threads that wait for work would outlive hours.
        .thread_keep_alive(Duration::from_millis(1))
        .build()
        .unwrap();
    let told = runtime.block_on(async {
        let mut house = House::new(run()).await;
        house.live().await;
        house.told()
    });
    // After the name of the test, which the harness leaves the line at.
    writeln!(std::io::stdout().lock(), "\n{}", told.join("\n")).unwrap();
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

/// This program once more. Its allocator gives large pieces back at once: otherwise it keeps as much in reserve
/// as the largest answer so far took, which chance may bring late.
fn again_as(role: Role) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let role = match role {
        Role::Authgauge => "authgauge",
        Role::Simulator => "simulator",
    };
    command
        .args(["--exact", NAME, "--nocapture"])
        .env(ROLE, role)
        .env("MALLOC_MMAP_THRESHOLD_", "131072")
        .env("MALLOC_TRIM_THRESHOLD_", "131072");
    command
}
