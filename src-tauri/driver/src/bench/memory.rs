//! The memory of a program and its child processes.

use std::time::Duration;

use desktop_driver::{ProcessGroup, Result, processes, wait_until};

use crate::output::print_line;

const SAMPLE_INTERVAL: Duration = Duration::from_millis(500);

/// The sum of the processes' PSS in KiB, once two samples in a row differ by at most 1 %.
pub(super) async fn wait_for_steady_memory(program: &ProcessGroup) -> Result<u64> {
    let mut previous = 0;
    wait_until("steady memory", async || {
        tokio::time::sleep(SAMPLE_INTERVAL).await;
        let total = per_process(program).iter().map(|(_, kib)| kib).sum::<u64>();
        let is_steady = total.abs_diff(previous) * 100 <= total;
        previous = total;
        Ok(is_steady.then_some(total))
    })
    .await
}

/// Prints the total and each process's part.
pub(super) fn print_memory(name: &str, total: u64, program: &ProcessGroup) {
    print_line(&format!("  {name:<32} {:>9.1} MiB", mib(total)));
    for (name, kib) in per_process(program) {
        print_line(&format!("    {name:<30} {:>9.1} MiB", mib(kib)));
    }
}

fn per_process(program: &ProcessGroup) -> Vec<(String, u64)> {
    let pids = processes::tree(program.id()).into_iter();
    pids.filter_map(|pid| Some((processes::name(pid), processes::pss_kib(pid)?)))
        .collect()
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}
