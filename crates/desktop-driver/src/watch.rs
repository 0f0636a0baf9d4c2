//! Watches over everything that a session leaves or shows, for texts that must not be there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{RecvTimeoutError, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::{Canary, Pages, Session, processes};

/// How often processes are looked at: their arguments may last as short a time as they do.
const GLANCE: Duration = Duration::from_millis(50);

/// What was searched, and what was found.
#[derive(Debug, Default)]
pub struct Searched {
    /// Files of the session's home: databases, logs, what was written to stdout and stderr, temporary files…
    pub files: usize,
    /// Processes whose arguments and environment were read.
    pub processes: usize,
    /// Pages that a window showed.
    pub pages: usize,
    /// Each find: where, and how it was written.
    pub hits: BTreeSet<String>,
}

/// Looks at a session's processes from its start on, and at its files and pages at the end.
pub struct Watch {
    canary: Arc<Canary>,
    home: PathBuf,
    pages: Pages,
    seen: Arc<Mutex<Seen>>,
    // `None` once it is over.
    glances: Option<(Sender<()>, JoinHandle<()>)>,
}

#[derive(Default)]
struct Seen {
    processes: BTreeSet<u32>,
    hits: BTreeSet<String>,
}

impl Watch {
    /// Begins to watch a session. Dropping the watch ends it without a search.
    #[must_use]
    pub fn over(session: &Session, canary: Canary) -> Self {
        session.pages().begin();
        let home = session.home().to_owned();
        let (canary, seen) = (Arc::new(canary), Arc::new(Mutex::new(Seen::default())));
        let (end, ended) = channel();
        let own = (Arc::clone(&canary), Arc::clone(&seen), home.clone());
        let glances = thread::spawn(move || {
            let (canary, seen, home) = own;
            while ended.recv_timeout(GLANCE) == Err(RecvTimeoutError::Timeout) {
                glance(&home, &canary, &seen);
            }
        });
        Self {
            canary,
            home,
            pages: session.pages().clone(),
            seen,
            glances: Some((end, glances)),
        }
    }

    /// Searches what is there now, and tells what was seen since the beginning.
    pub fn search(&mut self) -> Searched {
        glance(&self.home, &self.canary, &self.seen);
        let pages = self.pages.take();
        let mut searched = {
            let seen = lock(&self.seen);
            Searched {
                files: 0,
                processes: seen.processes.len(),
                pages: pages.len(),
                hits: seen.hits.clone(),
            }
        };
        for path in files_below(&self.home) {
            // What cannot be read by the owner of the session is no leak of the app's.
            let Ok(bytes) = fs::read(&path) else { continue };
            searched.files += 1;
            let name = path.display().to_string();
            searched.hits.extend(find(&self.canary, &name, &bytes));
            searched
                .hits
                .extend(find(&self.canary, "a file's name", name.as_bytes()));
        }
        for page in pages {
            searched
                .hits
                .extend(find(&self.canary, "a page", page.as_bytes()));
        }
        searched
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some((end, glances)) = self.glances.take() {
            drop(end);
            // A glance that panicked saw nothing worth telling.
            let _ = glances.join();
        }
    }
}

/// Looks at each process that has the session's home in its environment.
fn glance(home: &Path, canary: &Canary, seen: &Mutex<Seen>) {
    let home = home.as_os_str().as_encoded_bytes();
    for pid in processes::all() {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        if !environment.windows(home.len()).any(|part| part == home) {
            continue;
        }
        let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let name = processes::name(pid);
        let mut seen = lock(seen);
        seen.processes.insert(pid);
        let told = [("environment", environment), ("arguments", arguments)];
        for (what, bytes) in told {
            seen.hits
                .extend(find(canary, &format!("{what} of {name}"), &bytes));
        }
    }
}

fn find(canary: &Canary, place: &str, bytes: &[u8]) -> Vec<String> {
    let hits = canary.find(bytes).into_iter();
    hits.map(|hit| format!("{place}: {}, {} bytes in", hit.form, hit.at))
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

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
