//! The log: what is written into it and what is not, how much of it is kept, and who may read it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what helps a test may panic as the test may"
)]

mod canary;
mod files;
mod forms;
mod lines;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use authgauge_app::log::{Limits, Log};
use authgauge_core::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// A data folder with a log, and a clock that is set by hand.
struct Desk {
    dir: TempDir,
    now: Arc<Mutex<DateTime<Utc>>>,
    limits: Limits,
}

impl Desk {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            now: Arc::new(Mutex::new("2026-12-30T10:00:00Z".parse().unwrap())),
            limits: Limits::default(),
        }
    }

    fn clock(&self) -> Clock {
        let now = Arc::clone(&self.now);
        Arc::new(move || *now.lock().unwrap())
    }

    fn log(&self) -> Log {
        Log::with_limits(self.dir.path(), self.clock(), self.limits)
    }

    fn pass(&self, time: TimeDelta) {
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

/// Says something in this log alone, and waits until it is written.
fn said(log: &Log, say: impl FnOnce()) {
    tracing::subscriber::with_default(log.subscriber(None), say);
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

/// Past the test harness, which shows the output of failed tests only.
fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
}
