//! The calls on the store, one file per kind of data.

mod alert_rules;
mod alerts;
mod deliveries;
mod facts;
mod guest;
mod history;
mod pools;
mod readings;
mod settings;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::backup;
use crate::error::{StoreError, StoreReason};
use crate::files::mark_suspect;
use crate::files::owner_lock::OwnerLock;

pub use facts::Facts;
pub use history::SeriesDays;
pub use readings::RefreshBatch;

pub(crate) use guest::Guest;

/// How a process uses the database of a data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Reads and writes. One process at a time has this role, for as long as its [`Store`] lives.
    Owner,
    /// Reads only. Creates, updates and changes nothing; every write fails with
    /// [`StoreReason::ReadOnly`].
    Guest,
}

/// The database. Calls block; an owner runs one call at a time.
pub struct Store {
    database: Database,
    /// The last field: released after the database is closed.
    _lock: Option<OwnerLock>,
}

/// Where the data is.
pub(crate) enum Database {
    /// On disk, with a backup beside it.
    Disk(Mutex<Connection>, PathBuf),
    /// In memory, until the end of the process.
    Memory(Mutex<Connection>),
    /// On disk, owned by another process or by none.
    Guest(Guest),
    /// Nowhere: a database in memory could not be created either.
    Unavailable,
}

/// The handling of a backup that could not be rewritten.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StaleBackup {
    /// Keeps it: it lacks only one change.
    Keep,
    /// Deletes it: it contains the pool to remove. If that fails too, the pool is not removed.
    Delete,
}

impl Store {
    pub(crate) fn new(database: Database, lock: Option<OwnerLock>) -> Self {
        Self {
            database,
            _lock: lock,
        }
    }

    /// Runs several calls that read. Those of a guest share a connection, see one state of the database, and may be run
    /// more than once.
    ///
    /// # Errors
    /// Those of the calls; [`StoreError::Failed`].
    pub fn read_group<T, E: From<StoreError>>(
        &self,
        calls: impl Fn() -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.database {
            Database::Guest(guest) => guest.read_group(calls),
            _ => calls(),
        }
    }

    /// Runs a query that sees one state of the database. A guest may run it more than once.
    fn read<T>(
        &self,
        query: impl Fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match &self.database {
            Database::Guest(guest) => guest.read(query),
            _ => self.with_connection(|connection| query(connection)),
        }
    }

    /// Runs a change in one transaction, without the backup.
    fn write<T>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.with_connection(|connection| {
            let transaction = begin(connection)?;
            let result = change(&transaction)?;
            transaction.commit()?;
            Ok(result)
        })
    }

    /// Runs a change of pools, rules or settings. The backup is rewritten before it is committed.
    fn write_with_backup<T>(
        &self,
        stale: StaleBackup,
        change: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.with_connection(|connection| {
            let transaction = begin(connection)?;
            let result = change(&transaction)?;
            self.write_backup(&transaction, stale)?;
            if let Err(error) = transaction.commit() {
                self.write_backup(connection, StaleBackup::Keep)?;
                return Err(error.into());
            }
            Ok(result)
        })
    }

    fn write_backup(&self, connection: &Connection, stale: StaleBackup) -> Result<(), StoreError> {
        let Some(path) = self.path() else {
            return Ok(());
        };
        if backup::write(path, connection).is_err() {
            tracing::warn!("the backup of pools and settings could not be written");
            if stale == StaleBackup::Delete {
                backup::remove(path)?;
            }
        }
        Ok(())
    }

    fn with_connection<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let connection = match &self.database {
            Database::Disk(connection, _) | Database::Memory(connection) => connection,
            Database::Guest(_) => return Err(StoreReason::ReadOnly.into()),
            Database::Unavailable => return Err(StoreReason::Unavailable.into()),
        };
        // A panic rolled back its transaction, so the connection is still usable.
        let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        let result = work(&mut connection);
        if let (Err(StoreError::Failed(StoreReason::Corrupt)), Some(path)) = (&result, self.path())
        {
            mark_suspect(path);
        }
        result
    }

    fn path(&self) -> Option<&Path> {
        match &self.database {
            Database::Disk(_, path) => Some(path),
            _ => None,
        }
    }
}

fn begin(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_disk_is_reported() {
        let store = Store::in_memory().unwrap();
        let fill = |connection: &mut Connection| {
            connection.pragma_update(None, "max_page_count", 10)?;
            connection.execute_batch("CREATE TABLE filler AS SELECT zeroblob(100000)")?;
            Ok(())
        };
        assert_eq!(
            store.with_connection(fill).unwrap_err(),
            StoreReason::DiskFull.into()
        );
    }
}
