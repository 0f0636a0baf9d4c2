//! The log: its lines, its size and age, and its permissions.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod encodings;
mod files;
mod lines;
mod secrets;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use authgauge_app::log::{Log, LogLimits};
use authgauge_core::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// A data folder with a log, and a clock that is set by hand.
struct Fixture {
    dir: TempDir,
    now: Arc<Mutex<DateTime<Utc>>>,
    limits: LogLimits,
}

impl Fixture {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            now: Arc::new(Mutex::new("2026-12-30T10:00:00Z".parse().unwrap())),
            limits: LogLimits::default(),
        }
    }

    fn clock(&self) -> Clock {
        let now = Arc::clone(&self.now);
        Arc::new(move || *now.lock().unwrap())
    }

    fn log(&self) -> Log {
        Log::with_limits(self.dir.path(), self.clock(), self.limits)
    }

    fn advance(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("logs")
    }

    fn file(&self, day: &str) -> PathBuf {
        self.folder().join(format!("authgauge-{day}.log"))
    }

    fn today(&self) -> String {
        std::fs::read_to_string(self.file("2026-12-30")).unwrap_or_default()
    }
}

/// Runs `events` with this log alone, and waits until they are written.
fn log_in(log: &Log, events: impl FnOnce()) {
    tracing::subscriber::with_default(log.subscriber(None), events);
    log.settle();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Prints a line that the test harness does not capture.
fn print(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}
