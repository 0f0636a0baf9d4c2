use rusqlite::{Connection, TransactionBehavior};

use super::{Store, StoreError, backup};
use authgauge_core::error::Failure;

/// What may become of a spare copy that could not be rewritten.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stale {
    /// It knows of one change less, which is better than none.
    MayStay,
    /// It knows a pool that the owner removes. Where it cannot go either, nothing is removed.
    MustGo,
}

impl Store {
    /// Does a change of pools or settings, in the spare copy too.
    pub(super) fn change<T>(
        &self,
        stale: Stale,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        self.with(|connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            self.follow(&transaction, stale)?;
            if let Err(error) = transaction.commit() {
                self.follow(connection, Stale::MayStay)?;
                return Err(error.into());
            }
            Ok(done)
        })
    }

    fn follow(&self, connection: &Connection, stale: Stale) -> Result<(), StoreError> {
        let Some(database) = &self.on_disk else {
            return Ok(());
        };
        if backup::write(database, connection).is_err() {
            tracing::warn!("the spare copy of pools and settings could not be written");
            if stale == Stale::MustGo {
                backup::remove(database)?;
            }
        }
        Ok(())
    }
}
