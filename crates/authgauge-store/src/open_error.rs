use std::io;

use rusqlite::{ErrorCode as Sqlite, ffi::SQLITE_IOERR_SHORT_READ};

use super::migrations::MigrationError;

/// Why a database is of no use.
pub(super) enum Refused {
    /// Set aside, it makes room for one that is.
    Unreadable,
    /// The folder is the matter, not the file in it.
    Unwritable,
    /// Another user's.
    Foreign,
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        let details = error.sqlite_error();
        if details.is_some_and(|error| error.extended_code == SQLITE_IOERR_SHORT_READ) {
            return Self::Unreadable;
        }
        match error.sqlite_error_code() {
            // These may be over tomorrow, and the owner's pools are still in the file.
            Some(
                Sqlite::DiskFull
                | Sqlite::ReadOnly
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
            ) => Self::Unwritable,
            _ => Self::Unreadable,
        }
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied => Self::Foreign,
            _ => Self::Unwritable,
        }
    }
}

impl From<MigrationError> for Refused {
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
    fn what_may_not_be_opened_is_another_users() {
        for (kind, foreign) in [
            (io::ErrorKind::PermissionDenied, true),
            (io::ErrorKind::StorageFull, false),
        ] {
            let refused = Refused::from(io::Error::from(kind));
            assert_eq!(matches!(refused, Refused::Foreign), foreign, "{kind}");
        }
    }

    #[test]
    fn a_full_disk_is_no_reason_to_set_a_database_aside() {
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
            let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            let refused = Refused::from(error);
            assert_eq!(matches!(refused, Refused::Unreadable), set_aside, "{code}");
        }
    }
}
