//! Keeps the database and its backup consistent when the store is opened.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};

use super::open_error::OpenError;
use crate::backup::{self, Backup, BackupFile};
use crate::error::StoreError;
use crate::files::free_name;
use crate::schema::{MIGRATIONS, version};
use crate::trouble::StoreTrouble;

/// Fills an empty file with the tables and the content of the backup, in one transaction. Returns whether
/// the backup had content.
pub(super) fn create(
    connection: &mut Connection,
    database: &Path,
    now: DateTime<Utc>,
) -> Result<bool, OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? > 0 {
        return Ok(false);
    }
    for step in MIGRATIONS {
        transaction.execute_batch(step)?;
    }
    let latest = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    transaction.pragma_update(None, "user_version", latest)?;
    // Fails if the backup cannot be read now: an empty database would hide that there is one.
    let file = backup::read(database)
        .map_err(|error| OpenError::Unwritable(StoreTrouble::not_written(error.kind())))?;
    let backup = intact_or_set_aside(file, database, now);
    backup.restore(&transaction)?;
    transaction.commit()?;
    Ok(!backup.is_empty())
}

/// Restores damaged rows from the backup, and rewrites the backup if it differs.
pub(super) fn synchronise(
    connection: &mut Connection,
    database: &Path,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let backup = match backup::read(database)? {
        BackupFile::Intact(backup) => {
            backup.restore(&transaction)?;
            Some(*backup)
        }
        // The database is complete, so a damaged backup is overwritten.
        BackupFile::Damaged => None,
        other => Some(intact_or_set_aside(other, database, now)),
    };
    let content = Backup::of(&transaction)?;
    if backup.is_none_or(|backup| backup != content) {
        backup::write(database, &transaction)?;
    }
    Ok(transaction.commit()?)
}

/// Returns the backup if it is intact. Any other file is set aside.
fn intact_or_set_aside(file: BackupFile, database: &Path, now: DateTime<Utc>) -> Backup {
    match file {
        BackupFile::Intact(backup) => return *backup,
        BackupFile::Missing => {}
        BackupFile::Damaged | BackupFile::Foreign => {
            let path = database.with_file_name(backup::FILE);
            if fs::rename(&path, free_name(&path, "set-aside", now)).is_err() {
                tracing::warn!("a damaged backup could not be set aside");
            }
        }
    }
    Backup::default()
}
