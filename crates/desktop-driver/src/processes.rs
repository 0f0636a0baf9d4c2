//! The processes of this machine, as `/proc` tells them.

use std::{fs, path::Path, time::Duration};

/// Every process below `root`, itself first.
#[must_use]
pub fn family(root: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = all().filter_map(|pid| Some((pid, parent(pid)?))).collect();
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&one) = found.get(next) {
        found.extend(
            parents
                .iter()
                .filter(|(_, parent)| *parent == one)
                .map(|(pid, _)| *pid),
        );
        next += 1;
    }
    found
}

/// The process below `root` that runs `binary`.
#[must_use]
pub(crate) fn running(root: u32, binary: &Path) -> Option<u32> {
    let wanted = binary.canonicalize().ok()?;
    family(root)
        .into_iter()
        .find(|pid| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == wanted))
}

/// True while the process runs (one that has ended and was not collected does not).
#[must_use]
pub(crate) fn lives(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, _)| state != "Z")
}

/// The memory a process would give back if it ended, in KiB: shared pages count in part (PSS).
#[must_use]
pub fn memory_kib(pid: u32) -> Option<u64> {
    let told = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    pss(&told)
}

/// The CPU time a process has used, with that of the children it has seen end.
#[must_use]
pub fn cpu(pid: u32) -> Option<Duration> {
    let ticks = ticks(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)?;
    let a_second = rustix::param::clock_ticks_per_second().max(1);
    Some(Duration::from_millis(ticks.saturating_mul(1000) / a_second))
}

/// A process's short name.
#[must_use]
pub fn name(pid: u32) -> String {
    fs::read_to_string(format!("/proc/{pid}/comm"))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn pss(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

pub(crate) fn all() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

fn parent(pid: u32) -> Option<u32> {
    stat(pid).map(|(_, parent)| parent)
}

/// The sum of `utime`, `stime`, `cutime` and `cstime`: fields 14 to 17.
fn ticks(stat: &str) -> Option<u64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let times = rest.split_whitespace().skip(11).take(4);
    times.map(|time| time.parse::<u64>().ok()).sum()
}

fn stat(pid: u32) -> Option<(String, u32)> {
    state_and_parent(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
}

/// A program's name may hold blanks and brackets: what counts begins after the last one.
fn state_and_parent(stat: &str) -> Option<(String, u32)> {
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace();
    let state = fields.next()?.to_owned();
    Some((state, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_does_not_shift_the_fields() {
        assert_eq!(
            state_and_parent("12 (a) (b) S 7 1 1"),
            Some(("S".to_owned(), 7))
        );
        assert_eq!(state_and_parent("12"), None);
    }

    #[test]
    fn cpu_time_is_the_process_s_own_and_its_children_s() {
        let stat = "7 (a b) S 1 1 1 0 -1 4 5 6 7 8 10 20 3 4 20 0 1 0 99";
        assert_eq!(ticks(stat), Some(37));
        assert_eq!(ticks("7 (a) S 1"), Some(0));
        let me = std::process::id();
        let before = cpu(me).unwrap();
        while cpu(me).unwrap() == before {
            std::hint::black_box(ticks(stat));
        }
    }

    #[test]
    fn the_proportional_size_is_read_and_not_its_parts() {
        let told = "0-1 ---p 0 00:00 0 [rollup]\nRss:  900 kB\nPss:   512 kB\nPss_Anon: 4 kB\n";
        assert_eq!(pss(told), Some(512));
        assert_eq!(pss("Rss: 1 kB"), None);
    }

    #[test]
    fn this_test_is_in_its_own_family_and_alive() {
        let me = std::process::id();
        assert_eq!(family(me).first(), Some(&me));
        assert!(lives(me));
        assert!(memory_kib(me).is_some_and(|kib| kib > 0));
        assert_eq!(running(me, &std::env::current_exe().unwrap()), Some(me));
    }
}
