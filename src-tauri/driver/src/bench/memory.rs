//! The memory of a program and its child processes, by process and by cause.

use std::time::Duration;

use desktop_driver::processes::{self, Cause};
use desktop_driver::{ProcessGroup, Result, wait_until};

use super::report::Report;
use crate::output::print_line;

const SAMPLE_INTERVAL: Duration = Duration::from_millis(500);

/// A process's name and its memory by cause, in KiB.
type Process = (String, Vec<(Cause, u64)>);

/// The sum of the processes' PSS in MiB, once two samples in a row differ by at most 1 %.
pub(super) async fn wait_for_steady_memory(program: &ProcessGroup) -> Result<f64> {
    let mut previous = 0;
    wait_until("steady memory", async || {
        tokio::time::sleep(SAMPLE_INTERVAL).await;
        let pids = processes::tree(program.id()).into_iter();
        let total: u64 = pids.filter_map(processes::pss_kib).sum();
        let is_steady = total.abs_diff(previous) * 100 <= total;
        previous = total;
        Ok(is_steady.then_some(mib(total)))
    })
    .await
}

/// A program's processes, for the table.
pub(super) fn processes(program: &ProcessGroup) -> Vec<Process> {
    let pids = processes::tree(program.id()).into_iter();
    pids.map(|pid| (processes::name(pid), processes::pss_by_cause(pid)))
        .collect()
}

/// Prints a row for each process, with its causes in columns, and keeps each process's total.
pub(super) fn print_table(report: &mut Report, title: &str, processes: &[Process]) {
    let causes = Cause::ALL
        .map(|cause| format!("{:>9}", cause.name()))
        .concat();
    print_line(&format!("\n{title}, MiB{:>21}{causes}", "all"));
    for (name, parts) in processes {
        let total: u64 = parts.iter().map(|(_, kib)| kib).sum();
        let part = |cause| {
            let of_cause = parts.iter().filter(|(of, _)| *of == cause);
            mib(of_cause.map(|(_, kib)| kib).sum())
        };
        let columns = Cause::ALL.map(|cause| format!("{:>9.1}", part(cause)));
        let columns = columns.concat();
        print_line(&format!("  {name:<32} {:>9.1}{columns}", mib(total)));
        report.keep(&format!("{title}: {name}"), mib(total), "MiB");
    }
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1024.0
}
