//! Searches everything a session writes, shows or passes to processes for texts that must not be there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::canary::Canary;
use crate::page_recorder::PageRecorder;
use crate::processes;
use crate::session::Session;

/// How often processes are searched. A process that ends earlier may be missed.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// What was searched and found.
#[derive(Debug, Default)]
pub struct LeakReport {
    /// Files of the session's home: databases, logs, captured output, temporary files.
    pub files: usize,
    /// Processes whose arguments and environment were searched.
    pub processes: usize,
    /// Pages that a window showed.
    pub pages: usize,
    /// One line per match: place and encoding.
    pub matches: BTreeSet<String>,
}

/// Searches a session's processes continuously, and its files and pages on [`Self::search`].
pub struct LeakWatch {
    canary: Arc<Canary>,
    home: PathBuf,
    pages: PageRecorder,
    seen: Arc<Mutex<SeenProcesses>>,
    // `None` only while dropping.
    poller: Option<(Sender<()>, JoinHandle<()>)>,
}

#[derive(Default)]
struct SeenProcesses {
    pids: BTreeSet<u32>,
    matches: BTreeSet<String>,
}

impl LeakWatch {
    /// Starts watching a session. Dropping the watch stops it without a search.
    pub fn start(session: &Session, canary: Canary) -> Self {
        session.pages().enable();
        let home = session.home().to_owned();
        let (canary, seen) = (Arc::new(canary), Arc::default());
        let (stop, stopped) = channel();
        let shared = (home.clone(), Arc::clone(&canary), Arc::clone(&seen));
        let poller = thread::spawn(move || {
            let (home, canary, seen) = shared;
            while stopped.recv_timeout(POLL_INTERVAL) == Err(RecvTimeoutError::Timeout) {
                search_processes(&home, &canary, &seen);
            }
        });
        Self {
            canary,
            home,
            pages: session.pages().clone(),
            seen,
            poller: Some((stop, poller)),
        }
    }

    /// Searches the current files and processes, and the pages shown since the last search. Matches in processes
    /// accumulate.
    pub fn search(&mut self) -> LeakReport {
        search_processes(&self.home, &self.canary, &self.seen);
        let mut report = {
            let seen = lock(&self.seen);
            LeakReport {
                processes: seen.pids.len(),
                matches: seen.matches.clone(),
                ..LeakReport::default()
            }
        };
        for path in files_below(&self.home) {
            // A file the test can't read is not the app's.
            let Ok(bytes) = fs::read(&path) else { continue };
            report.files += 1;
            let name = path.display().to_string();
            report.add(&self.canary, &name, &bytes);
            report.add(&self.canary, "a file name", name.as_bytes());
        }
        for page in self.pages.take() {
            report.pages += 1;
            report.add(&self.canary, "a page", page.as_bytes());
        }
        report
    }
}

impl Drop for LeakWatch {
    fn drop(&mut self) {
        if let Some((stop, poller)) = self.poller.take() {
            drop(stop);
            // A panic of the poller is not a leak.
            let _ = poller.join();
        }
    }
}

impl LeakReport {
    fn add(&mut self, canary: &Canary, place: &str, bytes: &[u8]) {
        self.matches.extend(describe_matches(canary, place, bytes));
    }
}

/// Searches each process that has the session's home in its environment.
fn search_processes(home: &Path, canary: &Canary, seen: &Mutex<SeenProcesses>) {
    let home = home.as_os_str().as_encoded_bytes();
    for pid in processes::all() {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        if !environment.windows(home.len()).any(|part| part == home) {
            continue;
        }
        let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let name = processes::name(pid);
        let mut seen = lock(seen);
        seen.pids.insert(pid);
        for (part, bytes) in [("environment", environment), ("arguments", arguments)] {
            let place = format!("{part} of {name}");
            seen.matches
                .extend(describe_matches(canary, &place, &bytes));
        }
    }
}

fn describe_matches(canary: &Canary, place: &str, bytes: &[u8]) -> Vec<String> {
    let matches = canary.find(bytes).into_iter();
    matches
        .map(|found| format!("{place}: {} at byte {}", found.encoding, found.offset))
        .collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => files_below(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(),
        })
        .collect()
}

fn lock(seen: &Mutex<SeenProcesses>) -> MutexGuard<'_, SeenProcesses> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
