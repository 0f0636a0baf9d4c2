//! Memory, threads and descriptors of this process.

use std::fs;
use std::path::Path;

/// The usage at a moment, or the most or least of several.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Usage {
    pub(crate) memory_kb: u64,
    pub(crate) threads: u64,
    pub(crate) descriptors: u64,
}

impl Usage {
    pub(crate) fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let number = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        Self {
            memory_kb: number("VmRSS:"),
            threads: number("Threads:"),
            descriptors: fs::read_dir("/proc/self/fd").unwrap().count() as u64,
        }
    }

    fn with(self, other: Self, pick: fn(u64, u64) -> u64) -> Self {
        Self {
            memory_kb: pick(self.memory_kb, other.memory_kb),
            threads: pick(self.threads, other.threads),
            descriptors: pick(self.descriptors, other.descriptors),
        }
    }
}

pub(crate) fn threads() -> u64 {
    fs::read_dir("/proc/self/task").unwrap().count() as u64
}

/// The least and the most usage over a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    pub(crate) least: Usage,
    pub(crate) most: Usage,
}

impl Range {
    pub(crate) fn of(all: &[Usage]) -> Self {
        let pick = |pick| {
            all.iter()
                .copied()
                .reduce(|one, other| one.with(other, pick))
        };
        Self {
            least: pick(u64::min).unwrap(),
            most: pick(u64::max).unwrap(),
        }
    }
}

/// Bytes of the database and of its log.
pub(crate) fn database(dir: &Path) -> (u64, u64) {
    let size = |name: &str| fs::metadata(dir.join(name)).map_or(0, |file| file.len());
    (size("authgauge.db"), size("authgauge.db-wal"))
}
