//! The processes of this machine, read from `/proc`.

mod causes;

use std::fs;
use std::path::Path;
use std::time::Duration;

pub use causes::{Cause, pss_by_cause};

/// The process `root` and all its descendants, `root` first.
pub fn tree(root: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = all()
        .filter_map(|pid| Some((pid, stat(pid)?.parent)))
        .collect();
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&pid) = found.get(next) {
        let children = parents.iter().filter(|(_, parent)| *parent == pid);
        found.extend(children.map(|(child, _)| *child));
        next += 1;
    }
    found
}

/// A process's short name.
pub fn name(pid: u32) -> String {
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    name.trim().to_owned()
}

/// The proportional set size (PSS) of a process in KiB: shared pages count in part.
pub fn pss_kib(pid: u32) -> Option<u64> {
    parse_pss(&fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?)
}

/// The CPU time of a process and of its children that have exited.
pub fn cpu_time(pid: u32) -> Option<Duration> {
    let ticks = stat(pid)?.ticks;
    let per_second = rustix::param::clock_ticks_per_second().max(1);
    Some(Duration::from_millis(
        ticks.saturating_mul(1000) / per_second,
    ))
}

/// The process of the tree below `root` that runs `binary`.
pub(crate) fn find_running(root: u32, binary: &Path) -> Option<u32> {
    let binary = binary.canonicalize().ok()?;
    tree(root)
        .into_iter()
        .find(|pid| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == binary))
}

/// True while the process runs. A zombie does not run.
pub(crate) fn is_running(pid: u32) -> bool {
    stat(pid).is_some_and(|stat| stat.state != 'Z')
}

/// The IDs of all processes.
pub(crate) fn all() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

#[derive(Debug, PartialEq, Eq)]
struct Stat {
    state: char,
    parent: u32,
    /// The sum of `utime`, `stime`, `cutime` and `cstime`.
    ticks: u64,
}

fn stat(pid: u32) -> Option<Stat> {
    parse_stat(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// The second field, the name in brackets, may contain blanks and brackets.
fn parse_stat(stat: &str) -> Option<Stat> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace();
    Some(Stat {
        state: fields.next()?.chars().next()?,
        parent: fields.next()?.parse().ok()?,
        ticks: fields
            .skip(9)
            .take(4)
            .map(|ticks| ticks.parse::<u64>().ok())
            .sum::<Option<u64>>()?,
    })
}

fn parse_pss(smaps_rollup: &str) -> Option<u64> {
    let mut lines = smaps_rollup.lines();
    let value = lines.find_map(|line| line.strip_prefix("Pss:"))?;
    value.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_a_process_name_do_not_shift_the_fields() {
        let stat = parse_stat("12 (a) (b) S 7 1 1").unwrap();
        assert_eq!((stat.state, stat.parent), ('S', 7));
        assert_eq!(parse_stat("12"), None);
    }

    #[test]
    fn cpu_time_sums_the_process_and_its_exited_children() {
        let line = "7 (a b) S 1 1 1 0 -1 4 5 6 7 8 10 20 3 4 20 0 1 0 99";
        assert_eq!(parse_stat(line).unwrap().ticks, 37);
        assert_eq!(parse_stat("7 (a) S 1").unwrap().ticks, 0);
        let pid = std::process::id();
        let before = cpu_time(pid).unwrap();
        while cpu_time(pid).unwrap() == before {
            std::hint::black_box(parse_stat(line));
        }
    }

    #[test]
    fn reads_the_total_pss_and_not_its_parts() {
        let rollup = "0-1 ---p 0 00:00 0 [rollup]\nRss:  900 kB\nPss:   512 kB\nPss_Anon: 4 kB\n";
        assert_eq!(parse_pss(rollup), Some(512));
        assert_eq!(parse_pss("Rss: 1 kB"), None);
    }

    #[test]
    fn the_test_process_is_in_its_own_tree_and_running() {
        let pid = std::process::id();
        assert_eq!(tree(pid).first(), Some(&pid));
        assert!(is_running(pid));
        assert!(pss_kib(pid).is_some_and(|kib| kib > 0));
        assert_eq!(
            find_running(pid, &std::env::current_exe().unwrap()),
            Some(pid)
        );
    }
}
