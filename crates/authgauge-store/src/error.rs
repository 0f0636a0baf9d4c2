use std::fmt;
use std::io;

use rusqlite::ErrorCode as Sqlite;

use authgauge_core::error::{ErrorCode, Failure};

/// Why a call on the store failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no pool with this ID.
    #[error("no such pool")]
    PoolNotFound,
    /// The value was rejected before it reached the database.
    #[error("invalid value: {0}")]
    Invalid(Failure),
    /// The database could not be read or written.
    #[error("the database failed: {0}")]
    Failed(StoreReason),
    /// Another process owns the data folder.
    #[error("the data folder is owned by process {pid:?}")]
    OwnedBy {
        /// Its process ID. `None` if it has not been recorded yet.
        pid: Option<u32>,
    },
    /// A later Authgauge wrote the database.
    #[error("the database has a newer version")]
    NewerVersion,
    /// An earlier Authgauge wrote the database. A guest does not update it.
    #[error("the database has an older version")]
    OlderVersion,
    /// The folder has no database. A guest does not create one.
    #[error("no database")]
    Missing,
    /// The folder or a file in it belongs to another user, or is not a plain file.
    #[error("the database belongs to another user")]
    Foreign,
}

/// The kind of failure. SQLite's own messages are left out: they may contain paths and values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreReason {
    /// The disk is full.
    DiskFull,
    /// The file or the connection is read-only.
    ReadOnly,
    /// Another process holds a lock on the database.
    Busy,
    /// The file is damaged.
    Corrupt,
    /// Reading or writing failed.
    Io,
    /// There is no database, nor could one be created in memory.
    Unavailable,
    /// Anything else.
    Other,
}

/// The code that the window and the log use.
impl fmt::Display for StoreReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::Busy => "busy",
            Self::Corrupt => "corrupt",
            Self::Io => "io",
            Self::Unavailable => "unavailable",
            Self::Other => "other",
        })
    }
}

impl From<StoreReason> for StoreError {
    fn from(reason: StoreReason) -> Self {
        Self::Failed(reason)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(match error.sqlite_error_code() {
            Some(Sqlite::DiskFull) => StoreReason::DiskFull,
            Some(Sqlite::ReadOnly | Sqlite::PermissionDenied) => StoreReason::ReadOnly,
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => StoreReason::Busy,
            Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => StoreReason::Corrupt,
            Some(Sqlite::SystemIoFailure | Sqlite::CannotOpen) => StoreReason::Io,
            _ => StoreReason::Other,
        })
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        Self::Failed(match error.kind() {
            io::ErrorKind::StorageFull => StoreReason::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                StoreReason::ReadOnly
            }
            _ => StoreReason::Io,
        })
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        Self::Invalid(failure)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let failed = |reason: StoreReason| Self::from(ErrorCode::StoreFailed).with_reason(reason);
        match error {
            StoreError::PoolNotFound => ErrorCode::PoolNotFound.into(),
            StoreError::Invalid(failure) => failure,
            StoreError::Failed(reason) => failed(reason),
            StoreError::OwnedBy { pid: Some(pid) } => failed(StoreReason::Busy).with_pid(pid),
            StoreError::OwnedBy { pid: None } => failed(StoreReason::Busy),
            StoreError::Missing | StoreError::Foreign => failed(StoreReason::Unavailable),
            StoreError::NewerVersion | StoreError::OlderVersion => failed(StoreReason::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn sqlite_error_becomes_a_reason_without_its_text() {
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
            assert_eq!(failure, failed(reason));
        }
    }

    #[test]
    fn io_error_has_the_same_reasons() {
        for (kind, reason) in [
            (io::ErrorKind::StorageFull, "disk_full"),
            (io::ErrorKind::PermissionDenied, "read_only"),
            (io::ErrorKind::ReadOnlyFilesystem, "read_only"),
            (io::ErrorKind::Interrupted, "io"),
        ] {
            let failure = Failure::from(StoreError::from(io::Error::from(kind)));
            assert_eq!(failure, failed(reason));
        }
    }

    #[test]
    fn failure_of_a_second_owner_names_the_first() {
        let failure = Failure::from(StoreError::OwnedBy { pid: Some(17) });
        assert_eq!(failure, failed("busy").with_pid(17));
    }

    fn failed(reason: &str) -> Failure {
        Failure::from(ErrorCode::StoreFailed).with_reason(reason)
    }
}
