use chrono::{DateTime, Utc};
use genauth::MauPeriod;
use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Store, StoreError,
    history::{remember, remember_periods},
};
use authgauge_core::error::Failure;
use authgauge_core::history::{MaxGap, Sample};
use authgauge_core::pool::PoolId;
use authgauge_core::reading::{Reading, Source};

/// What a reading is of: there is one last good one per pool and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The benefits.
    Usage,
    /// The MAU history.
    Mau,
    /// The plan.
    Plan,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Mau => "mau",
            Self::Plan => "plan",
        }
    }
}

/// A reading, written down.
pub struct StoredReading {
    kind: Kind,
    row: KeptRow,
}

/// What a refresh brought.
#[derive(Default)]
pub struct RefreshBatch {
    /// The last good readings.
    pub kept: Vec<StoredReading>,
    /// For the history, in order.
    pub taken: Vec<Sample>,
    /// The longest gap between two readings in which none was missed.
    pub max_gap: MaxGap,
    /// The MAU periods as the server has them now.
    pub periods: Vec<MauPeriod>,
}

impl StoredReading {
    /// # Errors
    /// `store_failed` for a value that cannot be written down.
    pub fn of<T: Serialize>(kind: Kind, reading: &Reading<T>) -> Result<Self, Failure> {
        let row = KeptRow::of(reading)?;
        Ok(Self { kind, row })
    }

    fn write(&self, connection: &Connection, id: &PoolId) -> Result<(), StoreError> {
        let change = "INSERT INTO readings (pool, kind, value, taken_at, source)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET
                value = excluded.value, taken_at = excluded.taken_at, source = excluded.source";
        let (kind, row) = (self.kind.word(), &self.row);
        let fields = params![id.0, kind, row.value, row.taken_at, row.source];
        connection.prepare_cached(change)?.execute(fields)?;
        Ok(())
    }
}

impl Store {
    /// Keeps a reading in place of the last one of its kind.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn keep<T: Serialize>(
        &self,
        id: &PoolId,
        kind: Kind,
        reading: &Reading<T>,
    ) -> Result<(), Failure> {
        let kept = vec![StoredReading::of(kind, reading)?];
        self.take(
            id,
            &RefreshBatch {
                kept,
                ..RefreshBatch::default()
            },
        )
    }

    /// Takes all that a refresh brought at once. Where the history is damaged, the readings are kept all the
    /// same.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn take(&self, id: &PoolId, brought: &RefreshBatch) -> Result<(), Failure> {
        self.with(|connection| {
            let mut all = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let known = "SELECT EXISTS (SELECT 1 FROM pools WHERE id = ?1)";
            if !all.query_row(known, [&id.0], |row| row.get::<_, bool>(0))? {
                return Err(StoreError::PoolNotFound);
            }
            for kept in &brought.kept {
                kept.write(&all, id)?;
            }
            let history = all.savepoint()?;
            let remembered = remember(&history, id, &brought.taken, brought.max_gap)
                .and_then(|()| remember_periods(&history, id, &brought.periods));
            match &remembered {
                Ok(()) => history.commit()?,
                Err(_) => history.finish()?,
            }
            all.commit()?;
            remembered
        })
    }

    /// The last reading of this kind, as one that was [kept](Source::Kept). One that makes no sense, say
    /// of another version of Authgauge, is none.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn kept<T: DeserializeOwned>(
        &self,
        id: &PoolId,
        kind: Kind,
    ) -> Result<Option<Reading<T>>, Failure> {
        self.with(|connection| {
            let query =
                "SELECT value, taken_at, source FROM readings WHERE pool = ?1 AND kind = ?2";
            let row = connection
                .query_row(query, params![id.0, kind.word()], |row| {
                    Ok(KeptRow::read(row).ok())
                })
                .optional()?;
            Ok(row.flatten().and_then(KeptRow::understand))
        })
    }
}

struct KeptRow {
    /// JSON.
    value: String,
    /// RFC 3339.
    taken_at: String,
    /// JSON.
    source: String,
}

impl KeptRow {
    fn of<T: Serialize>(reading: &Reading<T>) -> Result<Self, StoreError> {
        Ok(Self {
            value: serde_json::to_string(&reading.value)?,
            taken_at: reading.taken_at.to_rfc3339(),
            source: serde_json::to_string(&reading.source)?,
        })
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            value: row.get("value")?,
            taken_at: row.get("taken_at")?,
            source: row.get("source")?,
        })
    }

    fn understand<T: DeserializeOwned>(self) -> Option<Reading<T>> {
        let taken_at: DateTime<Utc> = self.taken_at.parse().ok()?;
        let source: Source = serde_json::from_str(&self.source).ok()?;
        let value = serde_json::from_str(&self.value).ok()?;
        Some(
            Reading {
                value,
                taken_at,
                source,
            }
            .kept(),
        )
    }
}
