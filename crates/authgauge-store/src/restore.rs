//! What the database and its spare copy know, brought together when the store is opened.

use std::{fs, path::Path};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};

use super::{
    StoreError,
    backup::{self, Found, Spare},
    files::free_name,
    migrations::{MIGRATIONS, version},
    open_error::Refused,
};

/// Makes a database of a file that is none yet, with what the spare copy holds, in one step: a new one that is
/// empty would seem to be all there was. Whether there was something to take over.
pub(super) fn make(
    connection: &mut Connection,
    database: &Path,
    now: DateTime<Utc>,
) -> Result<bool, Refused> {
    let stage = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&stage)? > 0 {
        return Ok(false);
    }
    MIGRATIONS
        .iter()
        .try_for_each(|step| stage.execute_batch(step))?;
    let latest = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    stage.pragma_update(None, "user_version", latest)?;
    // While it cannot be read, the database is left for later too.
    let found = backup::read(database).map_err(|_| Refused::Unwritable)?;
    let spare = take(found, database, now);
    spare.mend(&stage)?;
    stage.commit()?;
    Ok(!spare.is_empty())
}

/// What is of use in it. The rest makes room, and is kept.
fn take(found: Found, database: &Path, now: DateTime<Utc>) -> Spare {
    match found {
        Found::Sound(spare) => return spare,
        Found::Nothing => {}
        Found::Damaged | Found::Foreign => {
            let path = database.with_file_name(backup::FILE);
            if fs::rename(&path, free_name(&path, "set-aside", now)).is_err() {
                tracing::warn!("a spare copy that is none could not be set aside");
            }
        }
    }
    Spare::default()
}

/// Makes a database and its spare copy say the same. Where one of them cannot be written, each is still of
/// use by itself.
pub(super) fn agree(
    connection: &mut Connection,
    database: &Path,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let stage = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (before, known) = match backup::read(database)? {
        Found::Sound(spare) => {
            spare.mend(&stage)?;
            (spare, true)
        }
        // The database has it all.
        Found::Damaged => (Spare::default(), false),
        other => (take(other, database, now), true),
    };
    if !known || Spare::of(&stage)? != before {
        backup::write(database, &stage)?;
    }
    Ok(stage.commit()?)
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Sqlite(error) => error.into(),
            StoreError::Spare(_) => Self::Unwritable,
            StoreError::Json(_) | StoreError::PoolNotFound => Self::Unreadable,
        }
    }
}
