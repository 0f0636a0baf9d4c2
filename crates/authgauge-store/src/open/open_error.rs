use std::io;

use rusqlite::ErrorCode as Sqlite;
use rusqlite::ffi::SQLITE_IOERR_SHORT_READ;

use crate::schema::MigrationError;
use crate::trouble::StoreTrouble;

/// Why a database on disk cannot be used.
#[derive(Debug)]
pub(super) enum OpenError {
    /// It is set aside, and a new one is created.
    Unreadable,
    /// It may be intact, but cannot be used now.
    Unwritable(StoreTrouble),
    /// It belongs to another user.
    Foreign,
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        let details = error.sqlite_error();
        if details.is_some_and(|error| error.extended_code == SQLITE_IOERR_SHORT_READ) {
            return Self::Unreadable;
        }
        match error.sqlite_error_code() {
            // These may pass.
            Some(Sqlite::DiskFull) => Self::Unwritable(StoreTrouble::DiskFull),
            Some(
                Sqlite::ReadOnly
                | Sqlite::PermissionDenied
                | Sqlite::DatabaseBusy
                | Sqlite::DatabaseLocked
                | Sqlite::SystemIoFailure
                | Sqlite::CannotOpen
                | Sqlite::OutOfMemory
                | Sqlite::FileLockingProtocolFailed
                | Sqlite::OperationAborted
                | Sqlite::OperationInterrupted
                | Sqlite::NoLargeFileSupport,
            ) => Self::Unwritable(StoreTrouble::NotSaved),
            _ => Self::Unreadable,
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Foreign,
            kind => Self::Unwritable(StoreTrouble::not_written(kind)),
        }
    }
}

impl From<MigrationError> for OpenError {
    fn from(error: MigrationError) -> Self {
        match error {
            MigrationError::Newer => Self::Unreadable,
            MigrationError::Sqlite(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_without_permission_is_foreign() {
        for (kind, foreign) in [
            (io::ErrorKind::PermissionDenied, true),
            (io::ErrorKind::StorageFull, false),
        ] {
            let error = OpenError::from(io::Error::from(kind));
            assert_eq!(matches!(error, OpenError::Foreign), foreign, "{kind}");
        }
    }

    #[test]
    fn only_damage_sets_a_database_aside() {
        for (code, set_aside) in [
            (rusqlite::ffi::SQLITE_FULL, false),
            (rusqlite::ffi::SQLITE_READONLY, false),
            (rusqlite::ffi::SQLITE_IOERR, false),
            (rusqlite::ffi::SQLITE_IOERR_SHORT_READ, true),
            (rusqlite::ffi::SQLITE_BUSY, false),
            (rusqlite::ffi::SQLITE_PROTOCOL, false),
            (rusqlite::ffi::SQLITE_ERROR, true),
            (rusqlite::ffi::SQLITE_NOTADB, true),
            (rusqlite::ffi::SQLITE_CORRUPT, true),
        ] {
            let cause = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            let error = OpenError::from(cause);
            assert_eq!(matches!(error, OpenError::Unreadable), set_aside, "{code}");
        }
    }
}
