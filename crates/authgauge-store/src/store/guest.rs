use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{StoreError, StoreReason};
use crate::files::with_suffix;
use crate::sqlite_uri::{READ_ONLY, uri};

/// Attempts while an owner opens or closes the database.
const ATTEMPTS: usize = 50;
const RETRY_DELAY: Duration = Duration::from_millis(10);

/// The longest a query waits for an owner's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads a database without creating or changing a file. Opens it for each query, so that owners may start and
/// exit in between.
pub(crate) struct Guest {
    path: PathBuf,
}

impl Guest {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Runs a query on one state of the database.
    pub(crate) fn read<T>(
        &self,
        query: impl Fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut last = Err(StoreReason::Unavailable.into());
        for _ in 0..ATTEMPTS {
            match self.attempt(&query) {
                Attempt::Done(result) => return result,
                Attempt::Retry(result) => last = result,
            }
            sleep(RETRY_DELAY);
        }
        last
    }

    fn attempt<T>(&self, query: impl Fn(&Connection) -> Result<T, StoreError>) -> Attempt<T> {
        if self.has_shared_memory() {
            // SQLite would create the file if the owner deletes it now.
            let result = self.run("readonly_shm=1", query);
            return match result {
                Err(_) if !self.has_shared_memory() => Attempt::Retry(result),
                _ => Attempt::Done(result),
            };
        }
        // Without an owner: reading a write-ahead log needs shared memory, which only a writer may create.
        if has_content(&with_suffix(&self.path, "-wal")) {
            return Attempt::Retry(Err(StoreReason::Unavailable.into()));
        }
        let before = Fingerprint::of(&self.path);
        let result = self.run("immutable=1", query);
        let is_unchanged = !self.has_shared_memory() && Fingerprint::of(&self.path) == before;
        match is_unchanged {
            true => Attempt::Done(result),
            false => Attempt::Retry(Err(StoreReason::Busy.into())),
        }
    }

    fn run<T>(
        &self,
        parameter: &str,
        query: impl Fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let flags = READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let mut connection = Connection::open_with_flags(uri(&self.path, parameter), flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        let snapshot = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        query(&snapshot)
    }

    fn has_shared_memory(&self) -> bool {
        with_suffix(&self.path, "-shm").exists()
    }
}

enum Attempt<T> {
    Done(Result<T, StoreError>),
    /// An owner opened or closed the database during the query.
    Retry(Result<T, StoreError>),
}

/// Size and time of a file. They change with each checkpoint.
#[derive(PartialEq)]
struct Fingerprint(Option<(u64, SystemTime)>);

impl Fingerprint {
    fn of(path: &Path) -> Self {
        let metadata = fs::metadata(path).ok();
        Self(metadata.and_then(|found| Some((found.len(), found.modified().ok()?))))
    }
}

fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > 0)
}
