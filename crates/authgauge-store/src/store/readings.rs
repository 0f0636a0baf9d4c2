use genauth::MauPeriod;
use rusqlite::Transaction;
use serde::Serialize;
use serde::de::DeserializeOwned;

use authgauge_core::history::{MaxGap, Sample};
use authgauge_core::pool::PoolId;
use authgauge_core::reading::Reading;

use super::{Store, begin};
use crate::error::StoreError;
use crate::tables::history::{record, record_periods};
use crate::tables::pools;
use crate::tables::readings::{self, Kind, StoredReading};

/// The results of one refresh.
#[derive(Default)]
pub struct RefreshBatch {
    /// Each replaces the last reading of its kind.
    pub readings: Vec<StoredReading>,
    /// The samples for the history, in order.
    pub samples: Vec<Sample>,
    /// The longest gap between two samples in which none was missed.
    pub max_gap: MaxGap,
    /// The MAU periods that the server reports now.
    pub periods: Vec<MauPeriod>,
}

impl Store {
    /// Saves a reading in place of the last one of its kind.
    ///
    /// # Errors
    /// [`StoreError::PoolNotFound`], [`StoreError::Failed`].
    pub fn save_reading<T: Serialize>(
        &self,
        id: &PoolId,
        kind: Kind,
        reading: &Reading<T>,
    ) -> Result<(), StoreError> {
        let batch = RefreshBatch {
            readings: vec![StoredReading::of(kind, reading)?],
            ..RefreshBatch::default()
        };
        self.save_refresh(id, &batch)
    }

    /// Saves the results of a refresh in one transaction. The readings are saved even if the history fails.
    ///
    /// # Errors
    /// [`StoreError::PoolNotFound`], [`StoreError::Failed`].
    pub fn save_refresh(&self, id: &PoolId, batch: &RefreshBatch) -> Result<(), StoreError> {
        self.with_connection(|connection| {
            let mut transaction = begin(connection)?;
            if !pools::exists(&transaction, id)? {
                return Err(StoreError::PoolNotFound);
            }
            for reading in &batch.readings {
                readings::write(&transaction, id, reading)?;
            }
            let history = record_history(&mut transaction, id, batch);
            transaction.commit()?;
            Ok(history?)
        })
    }

    /// The last reading of this kind, marked as [kept](authgauge_core::reading::Source::Kept). `None` if there
    /// is none or it cannot be interpreted.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn reading<T: DeserializeOwned>(
        &self,
        id: &PoolId,
        kind: Kind,
    ) -> Result<Option<Reading<T>>, StoreError> {
        self.read(|connection| Ok(readings::read(connection, id, kind)?))
    }
}

/// Records all of the batch's history, or nothing.
fn record_history(
    transaction: &mut Transaction<'_>,
    id: &PoolId,
    batch: &RefreshBatch,
) -> rusqlite::Result<()> {
    // Rolled back if dropped without a commit.
    let savepoint = transaction.savepoint()?;
    record(&savepoint, id, &batch.samples, batch.max_gap)?;
    record_periods(&savepoint, id, &batch.periods)?;
    savepoint.commit()
}
