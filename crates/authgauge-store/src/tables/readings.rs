use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use authgauge_core::pool::PoolId;
use authgauge_core::reading::{Reading, Source};

use super::plain::from_json;
use super::to_json;
use crate::error::StoreError;

/// The kind of a reading. The store keeps the last one of each kind per pool.
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
    fn name(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Mau => "mau",
            Self::Plan => "plan",
        }
    }
}

/// A serialised reading.
pub struct StoredReading {
    kind: Kind,
    row: ReadingRow,
}

impl StoredReading {
    /// Serialises a reading.
    ///
    /// # Errors
    /// [`StoreError::Failed`] for a value that cannot be serialised.
    pub fn of<T: Serialize>(kind: Kind, reading: &Reading<T>) -> Result<Self, StoreError> {
        let row = ReadingRow {
            value: to_json(&reading.value)?,
            taken_at: reading.taken_at.to_rfc3339(),
            source: to_json(&reading.source)?,
        };
        Ok(Self { kind, row })
    }
}

/// Inserts a reading or replaces the one of its kind.
pub(crate) fn write(
    connection: &Connection,
    pool: &PoolId,
    reading: &StoredReading,
) -> rusqlite::Result<()> {
    let change = "INSERT INTO readings (pool, kind, value, taken_at, source)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET
            value = excluded.value, taken_at = excluded.taken_at, source = excluded.source";
    let (kind, row) = (reading.kind.name(), &reading.row);
    let fields = params![pool.0, kind, row.value, row.taken_at, row.source];
    connection.prepare_cached(change)?.execute(fields)?;
    Ok(())
}

/// `None` if there is none, or if it cannot be interpreted.
pub(crate) fn read<T: DeserializeOwned>(
    connection: &Connection,
    pool: &PoolId,
    kind: Kind,
) -> rusqlite::Result<Option<Reading<T>>> {
    let query = "SELECT value, taken_at, source FROM readings WHERE pool = ?1 AND kind = ?2";
    let row = |row: &Row<'_>| Ok(ReadingRow::read(row).ok());
    let row = connection.query_row(query, params![pool.0, kind.name()], row);
    Ok(row.optional()?.flatten().and_then(ReadingRow::parse))
}

struct ReadingRow {
    /// JSON.
    value: String,
    /// RFC 3339.
    taken_at: String,
    /// JSON.
    source: String,
}

impl ReadingRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            value: row.get("value")?,
            taken_at: row.get("taken_at")?,
            source: row.get("source")?,
        })
    }

    fn parse<T: DeserializeOwned>(self) -> Option<Reading<T>> {
        let taken_at: DateTime<Utc> = self.taken_at.parse().ok()?;
        let source: Source = from_json(&self.source)?;
        let value = from_json(&self.value)?;
        let reading = Reading {
            value,
            taken_at,
            source,
        };
        Some(reading.kept())
    }
}
