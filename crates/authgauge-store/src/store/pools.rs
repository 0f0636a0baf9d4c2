use authgauge_core::pool::{Pool, PoolId, checked_name};

use super::{StaleBackup, Store};
use crate::error::StoreError;
use crate::tables::pools::{self, PoolRow};

impl Store {
    /// The pools in the user's order. Rows that cannot be interpreted are left out, and left unchanged.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn pools(&self) -> Result<Vec<Pool>, StoreError> {
        self.read(|connection| Ok(pools::rows(connection)?.into_iter().flatten().collect()))
    }

    /// Adds a pool after the others.
    ///
    /// # Errors
    /// [`StoreError::Failed`], also if there is a pool with its ID.
    pub fn add_pool(&self, pool: &Pool) -> Result<(), StoreError> {
        self.write_with_backup(StaleBackup::Keep, |connection| {
            Ok(pools::insert(connection, pool)?)
        })
    }

    /// Renames a pool.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] with `name_missing` or `name_too_long`; [`StoreError::PoolNotFound`];
    /// [`StoreError::Failed`].
    pub fn rename_pool(&self, id: &PoolId, name: &str) -> Result<(), StoreError> {
        let name = checked_name(name)?;
        self.write_with_backup(StaleBackup::Keep, |connection| {
            require_pool(pools::rename(connection, id, &name)?)
        })
    }

    /// Moves a pool to another position among [`pools`](Self::pools), counted from 0 and at most the last.
    ///
    /// # Errors
    /// [`StoreError::PoolNotFound`], [`StoreError::Failed`].
    pub fn move_pool(&self, id: &PoolId, to: usize) -> Result<(), StoreError> {
        self.write_with_backup(StaleBackup::Keep, |connection| {
            let order =
                reordered(pools::rows(connection)?, id, to).ok_or(StoreError::PoolNotFound)?;
            Ok(pools::reorder(connection, &order)?)
        })
    }

    /// Removes a pool and its readings. The caller deletes the access key from the keychain.
    ///
    /// # Errors
    /// [`StoreError::PoolNotFound`], [`StoreError::Failed`].
    pub fn remove_pool(&self, id: &PoolId) -> Result<(), StoreError> {
        self.write_with_backup(StaleBackup::Delete, |connection| {
            require_pool(pools::delete(connection, id)?)
        })?;
        self.with_connection(|connection| {
            // Otherwise the write-ahead log would hold the readings until it is full.
            let empty_log = "PRAGMA wal_checkpoint(TRUNCATE)";
            if connection.query_row(empty_log, [], |_| Ok(())).is_err() {
                tracing::warn!("the database's write-ahead log could not be emptied");
            }
            Ok(())
        })
    }
}

fn require_pool(exists: bool) -> Result<(), StoreError> {
    match exists {
        true => Ok(()),
        false => Err(StoreError::PoolNotFound),
    }
}

/// The IDs in their new order, those of rows that cannot be interpreted last.
fn reordered(rows: Vec<PoolRow>, id: &PoolId, to: usize) -> Option<Vec<PoolId>> {
    let (listed, unlisted): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    let mut order: Vec<PoolId> = listed.into_iter().flatten().map(|pool| pool.id).collect();
    let from = order.iter().position(|other| other == id)?;
    let moving = order.remove(from);
    order.insert(to.min(order.len()), moving);
    order.extend(unlisted.into_iter().filter_map(Result::err));
    Some(order)
}
