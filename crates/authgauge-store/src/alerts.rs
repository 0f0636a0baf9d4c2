use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::{Store, StoreError};
use authgauge_core::alert::{Alert, AlertKey, AlertLog, AlertState, AlertStep, MOST, Unsaved};
use authgauge_core::error::Failure;
use authgauge_core::pool::PoolId;

impl Store {
    /// What the owner was told. A row that makes no sense is left out: at worst something is listed again.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn alert_book(&self) -> Result<AlertLog, Failure> {
        self.with(|connection| Ok(AlertLog::new(alerts(connection)?, standings(connection)?)))
    }

    /// Saves what changed in the book, in one step. What is of a pool that is gone goes with it.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn save_alerts(&self, unsaved: &Unsaved) -> Result<(), Failure> {
        self.with(|connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for (pool, matter, standing) in &unsaved.standings {
                put_standing(&transaction, pool, matter, standing)?;
            }
            for alert in &unsaved.alerts {
                put_alert(&transaction, alert)?;
            }
            let too_many = "DELETE FROM alerts WHERE id <=
                (SELECT id FROM alerts ORDER BY id DESC LIMIT 1 OFFSET ?1)";
            transaction.execute(too_many, [MOST])?;
            Ok(transaction.commit()?)
        })
    }
}

fn alerts(connection: &Connection) -> rusqlite::Result<Vec<Alert>> {
    let mut statement = connection.prepare("SELECT id, pool, value FROM alerts")?;
    let rows = statement.query_map([], |row| Ok(alert(row)))?;
    rows.filter_map(Result::transpose).collect()
}

/// The columns say which it is, whatever the value says.
fn alert(row: &Row<'_>) -> Option<Alert> {
    let value: String = row.get("value").ok()?;
    let (id, pool) = (row.get("id").ok()?, PoolId(row.get("pool").ok()?));
    let alert: Alert = serde_json::from_str(&value).ok()?;
    Some(Alert { id, pool, ..alert })
}

fn standings(connection: &Connection) -> rusqlite::Result<Vec<(PoolId, AlertKey, AlertState)>> {
    let query = "SELECT pool, subject, rule, told, period FROM standings";
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([], |row| Ok(standing(row)))?;
    rows.filter_map(Result::transpose).collect()
}

fn standing(row: &Row<'_>) -> Option<(PoolId, AlertKey, AlertState)> {
    let text = |column: &str| row.get::<_, String>(column).ok();
    let matter = AlertKey {
        subject: text("subject")?.parse().ok()?,
        rule: text("rule")?.parse().ok()?,
    };
    let standing = AlertState {
        told: AlertStep(row.get("told").ok()?),
        period: text("period")?,
    };
    Some((PoolId(text("pool")?), matter, standing))
}

fn put_standing(
    connection: &Connection,
    pool: &PoolId,
    matter: &AlertKey,
    standing: &AlertState,
) -> rusqlite::Result<usize> {
    let change = "INSERT INTO standings (pool, subject, rule, told, period)
        SELECT id, ?2, ?3, ?4, ?5 FROM pools WHERE id = ?1
        ON CONFLICT DO UPDATE SET told = excluded.told, period = excluded.period";
    let (subject, rule) = (matter.subject.to_string(), matter.rule.to_string());
    let row = params![pool.0, subject, rule, standing.told.0, standing.period];
    connection.prepare_cached(change)?.execute(row)
}

fn put_alert(connection: &Connection, alert: &Alert) -> Result<usize, StoreError> {
    let change = "INSERT INTO alerts (id, pool, value)
        SELECT ?2, id, ?3 FROM pools WHERE id = ?1
        ON CONFLICT DO UPDATE SET pool = excluded.pool, value = excluded.value";
    let value = serde_json::to_string(alert)?;
    let mut statement = connection.prepare_cached(change)?;
    Ok(statement.execute(params![alert.pool.0, alert.id, value])?)
}
