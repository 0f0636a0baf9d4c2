use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, change::Stale};
use authgauge_core::alert::{AlertRule, AlertRules, SubjectKey};
use authgauge_core::error::Failure;
use authgauge_core::pool::PoolId;
use authgauge_core::settings::are_thresholds;

impl Store {
    /// What the owner wants to be told of. A row that makes no sense is left out.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn watch_rules(&self) -> Result<AlertRules, Failure> {
        self.with(|connection| {
            let rows = rows(connection)?.into_iter();
            Ok(AlertRules::new(rows.filter_map(WatchRow::into_rule)))
        })
    }

    /// Saves what the owner wants to be told of a pool, or of a benefit in it.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn save_watch_rule(
        &self,
        pool: &PoolId,
        subject: &SubjectKey,
        rule: &AlertRule,
    ) -> Result<(), Failure> {
        let row = WatchRow {
            pool: pool.clone(),
            subject: subject.to_string(),
            thresholds: rule.thresholds.clone(),
            muted: rule.muted,
        };
        self.change(Stale::MayStay, |connection| match put(connection, &row)? {
            0 => Err(StoreError::PoolNotFound),
            _ => Ok(()),
        })
    }
}

/// A rule as it is written down, in the database and in its spare copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct WatchRow {
    pool: PoolId,
    subject: String,
    thresholds: Option<Vec<u8>>,
    muted: bool,
}

impl WatchRow {
    fn into_rule(self) -> Option<(PoolId, SubjectKey, AlertRule)> {
        let rule = AlertRule {
            // What makes no sense is as the settings have it.
            thresholds: self.thresholds.filter(|percents| are_thresholds(percents)),
            muted: self.muted,
        };
        Some((self.pool, self.subject.parse().ok()?, rule))
    }
}

pub(super) fn rows(connection: &Connection) -> rusqlite::Result<Vec<WatchRow>> {
    let query = "SELECT pool, subject, thresholds, muted FROM watch_rules ORDER BY pool, subject";
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([], |row| Ok(read(row)))?;
    rows.filter_map(Result::transpose).collect()
}

fn read(row: &Row<'_>) -> Option<WatchRow> {
    let thresholds: Option<String> = row.get("thresholds").ok()?;
    Some(WatchRow {
        pool: PoolId(row.get("pool").ok()?),
        subject: row.get("subject").ok()?,
        thresholds: thresholds.and_then(|text| serde_json::from_str(&text).ok()),
        muted: row.get("muted").ok()?,
    })
}

/// In place of the one of its subject.
fn put(connection: &Connection, row: &WatchRow) -> Result<usize, StoreError> {
    write(
        connection,
        row,
        "UPDATE SET thresholds = excluded.thresholds, muted = excluded.muted",
    )
}

/// Unless there is one of its subject.
pub(super) fn put_back(connection: &Connection, row: &WatchRow) -> Result<usize, StoreError> {
    write(connection, row, "NOTHING")
}

fn write(connection: &Connection, row: &WatchRow, known: &str) -> Result<usize, StoreError> {
    let change = format!(
        "INSERT INTO watch_rules (pool, subject, thresholds, muted)
            SELECT id, ?2, ?3, ?4 FROM pools WHERE id = ?1 ON CONFLICT DO {known}"
    );
    let thresholds = row
        .thresholds
        .as_ref()
        .map(serde_json::to_string)
        .transpose()?;
    let row = params![row.pool.0, row.subject, thresholds, row.muted];
    Ok(connection.execute(&change, row)?)
}
