use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags};

use crate::error::{StoreError, StoreReason};
use crate::files::with_suffix;
use crate::sqlite_uri::{READ_ONLY, uri};

/// Attempts while an owner opens or closes the database.
const ATTEMPTS: usize = 50;
const RETRY_DELAY: Duration = Duration::from_millis(10);

/// The longest a query waits for an owner's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads a database without creating or changing a file. Opens it for each query, or for each group of queries, so that
/// owners may start and exit in between.
pub(crate) struct Guest {
    path: PathBuf,
    /// Of a group of queries, while it is read.
    held: Mutex<Option<Connection>>,
}

impl Guest {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            held: Mutex::new(None),
        }
    }

    /// Runs a query on one state of the database.
    pub(crate) fn read<T>(
        &self,
        query: impl Fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(connection) = &*self.held() {
            return query(connection);
        }
        self.with_connection(|connection| query(&connection))
    }

    /// Runs queries on one connection, and so on one state of the database. Others wait or join them.
    pub(crate) fn read_group<T, E: From<StoreError>>(
        &self,
        queries: impl Fn() -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_connection(|connection| {
            *self.held() = Some(connection);
            let result = queries();
            *self.held() = None;
            result
        })
    }

    fn held(&self) -> MutexGuard<'_, Option<Connection>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with_connection<T, E: From<StoreError>>(
        &self,
        work: impl Fn(Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let unavailable = || StoreError::from(StoreReason::Unavailable);
        let mut last = Err(unavailable().into());
        for _ in 0..ATTEMPTS {
            match self.attempt(&work) {
                Attempt::Done(result) => return result,
                Attempt::Retry(result) => last = result,
            }
            sleep(RETRY_DELAY);
        }
        last
    }

    fn attempt<T, E: From<StoreError>>(
        &self,
        work: impl Fn(Connection) -> Result<T, E>,
    ) -> Attempt<T, E> {
        if self.has_shared_memory() {
            // SQLite would create the file if the owner deletes it now.
            let connection = self.connect("readonly_shm=1");
            let is_changing = connection.as_ref().is_err_and(is_of_a_moment);
            let result = with(connection, work);
            return match result {
                Err(_) if is_changing || !self.has_shared_memory() => Attempt::Retry(result),
                _ => Attempt::Done(result),
            };
        }
        // Without an owner: reading a write-ahead log needs shared memory, which only a writer may create.
        if has_content(&with_suffix(&self.path, "-wal")) {
            return Attempt::Retry(Err(StoreError::from(StoreReason::Unavailable).into()));
        }
        let before = Fingerprint::of(&self.path);
        let result = with(self.connect("immutable=1"), work);
        let is_unchanged = !self.has_shared_memory() && Fingerprint::of(&self.path) == before;
        match is_unchanged {
            true => Attempt::Done(result),
            false => Attempt::Retry(Err(StoreError::from(StoreReason::Busy).into())),
        }
    }

    /// In a transaction that ends with the connection. It has read once, so all queries see the same state.
    fn connect(&self, parameter: &str) -> rusqlite::Result<Connection> {
        let flags = READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(uri(&self.path, parameter), flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.execute_batch("BEGIN DEFERRED")?;
        connection.query_row("PRAGMA schema_version", [], |_| Ok(()))?;
        Ok(connection)
    }

    fn has_shared_memory(&self) -> bool {
        with_suffix(&self.path, "-shm").exists()
    }
}

/// Runs the work if there is a connection.
fn with<T, E: From<StoreError>>(
    connection: rusqlite::Result<Connection>,
    work: impl Fn(Connection) -> Result<T, E>,
) -> Result<T, E> {
    work(connection.map_err(StoreError::from)?)
}

/// Whether the index of the write-ahead log was read while the owner wrote it. SQLite takes it for one that must be
/// recovered, which a reader can't do.
fn is_of_a_moment(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(rusqlite::ffi::SQLITE_READONLY_RECOVERY)
}

enum Attempt<T, E> {
    Done(Result<T, E>),
    /// An owner opened or closed the database during the query.
    Retry(Result<T, E>),
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
