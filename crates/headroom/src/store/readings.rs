use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Store, StoreError};
use crate::{
    error::Failure,
    pool::PoolId,
    reading::{Reading, Source},
};

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
        self.with(|connection| {
            let row = KeptRow::of(reading)?;
            let change = "INSERT INTO readings (pool, kind, value, taken_at, source)
                SELECT id, ?2, ?3, ?4, ?5 FROM pools WHERE id = ?1
                ON CONFLICT DO UPDATE SET
                    value = excluded.value, taken_at = excluded.taken_at, source = excluded.source";
            let fields = params![id.0, kind.word(), row.value, row.taken_at, row.source];
            match connection.execute(change, fields)? {
                0 => Err(StoreError::PoolNotFound),
                _ => Ok(()),
            }
        })
    }

    /// The last reading of this kind, as one that was [kept](Source::Kept). One that makes no sense, say
    /// of another version of Headroom, is none.
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
