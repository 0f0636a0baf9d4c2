//! Databases in memory, for sessions in which nothing can be written.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, Error, OpenFlags};

use crate::backup::{self, BackupFile};
use crate::files::folder::are_own_plain_files;
use crate::schema::{MIGRATIONS, MigrationError, check_schema, migrate};
use crate::sqlite_uri::{READ_ONLY, uri};

pub(super) fn empty() -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    prepare(&mut connection)?;
    Ok(connection)
}

/// A copy of a database on disk; if it cannot be read, one with the content of its backup. Of what is no plain file of
/// this user nothing is read: SQLite would wait for a pipe, and follow a link.
pub(super) fn copy_of(path: &Path) -> rusqlite::Result<Connection> {
    if !are_own_plain_files(path).unwrap_or(false) {
        return copy_of_backup(path);
    }
    Connection::open_with_flags(path, READ_ONLY)
        .and_then(|from| copy_from(&from))
        .or_else(|_| copy_from(&open_immutable(path)?))
        .or_else(|_| copy_of_backup(path))
}

/// Opens a database in a read-only folder, in which SQLite cannot create the -shm file. There is no writer to share
/// it with.
pub(super) fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri(path, "immutable=1"), flags)
}

pub(super) fn copy_from(from: &Connection) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    Backup::new(from, &mut connection)?.run_to_completion(1024, Duration::ZERO, None)?;
    prepare(&mut connection)?;
    check_schema(&connection)?;
    Ok(connection)
}

fn copy_of_backup(path: &Path) -> rusqlite::Result<Connection> {
    let connection = empty()?;
    if let Ok(BackupFile::Intact(backup)) = backup::read(path) {
        // A partial restore is better than none.
        let _ = backup.restore(&connection);
    }
    Ok(connection)
}

fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "foreign_keys", true)?;
    migrate(connection, MIGRATIONS, |_| None).map_err(|error| match error {
        MigrationError::Newer => Error::InvalidQuery,
        MigrationError::Sqlite(error) => error,
    })
}
