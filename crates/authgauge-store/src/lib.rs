//! What is kept on disk: pools without their access keys, the last good readings and what earlier ones
//! said, settings.
//!
//! Deliberately not in here: access keys, whole or in part (only the keychain has them), and threads of
//! its own. Calls block; async callers wrap them in `spawn_blocking`.

mod alert_rules;
mod alerts;
pub mod atomic_file;
mod backup;
mod change;
pub mod export;
mod facts;
#[cfg(test)]
#[cfg(target_os = "linux")]
#[path = "../tests/disk/fault.rs"]
mod fault;
mod files;
pub mod folder;
mod history;
mod integrity;
mod migrations;
mod open;
mod open_error;
mod pools;
mod readings;
mod restore;
mod settings;
mod trouble;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod updates_failing;
#[cfg(test)]
#[cfg(unix)]
mod updates_killed;

use std::{
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use rusqlite::{Connection, ErrorCode as Sqlite};

pub use facts::Facts;
pub use history::Known;
pub use readings::{Kind, RefreshBatch, StoredReading};
pub use trouble::StoreTrouble;

use authgauge_core::error::{ErrorCode, Failure};

/// The database. One connection, one call at a time.
pub struct Store {
    /// Nothing only if not even a database in memory could be made.
    connection: Mutex<Option<Connection>>,
    /// Where it is, if that is on disk: a spare copy is beside it.
    on_disk: Option<PathBuf>,
}

impl Store {
    fn with<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        // A panic in the middle of a transaction rolled it back, so the connection is still good.
        let mut connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let connection = connection
            .as_mut()
            .ok_or_else(|| store_failed("unavailable"))?;
        let done = work(connection).map_err(Failure::from);
        if let (Err(failure), Some(path)) = (&done, &self.on_disk)
            && *failure == store_failed("corrupt")
        {
            files::doubt(path);
        }
        done
    }
}

/// Why a call on the store did not succeed.
#[derive(Debug, thiserror::Error)]
enum StoreError {
    #[error("the database refused")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the value cannot be written down")]
    Json(#[from] serde_json::Error),
    #[error("the spare copy cannot be written")]
    Spare(#[from] io::Error),
    #[error("no such pool")]
    PoolNotFound,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Sqlite(error) => store_failed(reason(&error)),
            StoreError::Spare(error) => store_failed(match error.kind() {
                io::ErrorKind::StorageFull => "disk_full",
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "read_only",
                _ => "io",
            }),
            StoreError::Json(_) => store_failed("other"),
            StoreError::PoolNotFound => ErrorCode::PoolNotFound.into(),
        }
    }
}

fn store_failed(reason: &str) -> Failure {
    Failure::from(ErrorCode::StoreFailed).with("reason", reason)
}

/// A word for the window. SQLite's own texts may hold paths and values.
fn reason(error: &rusqlite::Error) -> &'static str {
    match error.sqlite_error_code() {
        Some(Sqlite::DiskFull) => "disk_full",
        Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => "read_only",
        Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => "busy",
        Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => "corrupt",
        Some(Sqlite::SystemIoFailure | Sqlite::CannotOpen) => "io",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn a_refusal_has_a_reason_and_no_text_of_sqlites() {
        for (code, reason) in [
            (ffi::SQLITE_FULL, "disk_full"),
            (ffi::SQLITE_READONLY, "read_only"),
            (ffi::SQLITE_BUSY, "busy"),
            (ffi::SQLITE_CORRUPT, "corrupt"),
            (ffi::SQLITE_IOERR_WRITE, "io"),
            (ffi::SQLITE_CONSTRAINT, "other"),
        ] {
            let text = Some("/home/owner/authgauge.db".to_owned());
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), text);
            let failure = Failure::from(StoreError::from(error));
            assert_eq!(failure, store_failed(reason));
        }
    }

    #[test]
    fn a_spare_copy_that_cannot_be_written_has_the_same_reasons() {
        for (kind, reason) in [
            (io::ErrorKind::StorageFull, "disk_full"),
            (io::ErrorKind::PermissionDenied, "read_only"),
            (io::ErrorKind::ReadOnlyFilesystem, "read_only"),
            (io::ErrorKind::Interrupted, "io"),
        ] {
            let failure = Failure::from(StoreError::from(io::Error::from(kind)));
            assert_eq!(failure, store_failed(reason));
        }
    }

    #[test]
    fn a_disk_that_is_full_is_said_so() {
        let store = Store::in_memory().unwrap();
        let fill = |connection: &mut Connection| {
            connection.pragma_update(None, "max_page_count", 10)?;
            connection.execute_batch("CREATE TABLE filler AS SELECT zeroblob(100000)")?;
            Ok(())
        };
        assert_eq!(store.with(fill).unwrap_err(), store_failed("disk_full"));
    }
}
