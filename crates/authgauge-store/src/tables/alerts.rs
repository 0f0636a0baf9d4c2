use rusqlite::{Connection, OptionalExtension as _, Row, params};

use authgauge_core::alert::{Alert, AlertKey, AlertState, AlertStep, MAX_ALERTS};
use authgauge_core::pool::PoolId;

use super::plain::{from_json, text};
use super::to_json;

pub(crate) fn alerts(connection: &Connection) -> rusqlite::Result<Vec<Alert>> {
    let mut statement = connection.prepare("SELECT id, pool, value FROM alerts")?;
    let rows = statement.query_map([], |row| Ok(alert(row)))?;
    rows.filter_map(Result::transpose).collect()
}

pub(crate) fn states(
    connection: &Connection,
) -> rusqlite::Result<Vec<(PoolId, AlertKey, AlertState)>> {
    let query = "SELECT pool, subject, rule, delivered, period FROM alert_states";
    let mut statement = connection.prepare(query)?;
    let rows = statement.query_map([], |row| Ok(state(row)))?;
    rows.filter_map(Result::transpose).collect()
}

/// Inserts an alert and returns its ID. `None` if the pool was removed.
pub(crate) fn insert(connection: &Connection, alert: &Alert) -> rusqlite::Result<Option<u32>> {
    let change = "INSERT INTO alerts (pool, value)
        SELECT id, ?2 FROM pools WHERE id = ?1 RETURNING id";
    let mut statement = connection.prepare_cached(change)?;
    let id = statement.query_row(params![alert.pool.0, to_json(alert)?], |row| row.get(0));
    id.optional()
}

/// Changes an alert, if it is still listed.
pub(crate) fn update(connection: &Connection, alert: &Alert) -> rusqlite::Result<()> {
    let change = "UPDATE alerts SET value = ?2 WHERE id = ?1";
    let mut statement = connection.prepare_cached(change)?;
    statement.execute(params![alert.id, to_json(alert)?])?;
    Ok(())
}

/// Inserts or replaces a state, unless the pool was removed.
pub(crate) fn write_state(
    connection: &Connection,
    pool: &PoolId,
    key: &AlertKey,
    state: &AlertState,
) -> rusqlite::Result<()> {
    let change = "INSERT INTO alert_states (pool, subject, rule, delivered, period)
        SELECT id, ?2, ?3, ?4, ?5 FROM pools WHERE id = ?1
        ON CONFLICT DO UPDATE SET delivered = excluded.delivered, period = excluded.period";
    let (subject, rule) = (key.subject.to_string(), key.rule.to_string());
    let row = params![pool.0, subject, rule, state.delivered.0, state.period];
    connection.prepare_cached(change)?.execute(row)?;
    Ok(())
}

pub(crate) fn delete_state(
    connection: &Connection,
    pool: &PoolId,
    key: &AlertKey,
) -> rusqlite::Result<()> {
    let change = "DELETE FROM alert_states WHERE pool = ?1 AND subject = ?2 AND rule = ?3";
    let (subject, rule) = (key.subject.to_string(), key.rule.to_string());
    let mut statement = connection.prepare_cached(change)?;
    statement.execute(params![pool.0, subject, rule])?;
    Ok(())
}

/// Deletes the oldest alerts beyond [`MAX_ALERTS`].
pub(crate) fn delete_oldest(connection: &Connection) -> rusqlite::Result<()> {
    let change = "DELETE FROM alerts WHERE id <=
        (SELECT id FROM alerts ORDER BY id DESC LIMIT 1 OFFSET ?1)";
    connection.prepare_cached(change)?.execute([MAX_ALERTS])?;
    Ok(())
}

/// ID and pool are those of the columns, not those of the value.
fn alert(row: &Row<'_>) -> Option<Alert> {
    let value: String = row.get("value").ok()?;
    let (id, pool) = (row.get("id").ok()?, PoolId(row.get("pool").ok()?));
    let alert: Alert = from_json(&value)?;
    Some(Alert { id, pool, ..alert })
}

fn state(row: &Row<'_>) -> Option<(PoolId, AlertKey, AlertState)> {
    let key = AlertKey {
        subject: text(row, "subject")?.parse().ok()?,
        rule: text(row, "rule")?.parse().ok()?,
    };
    let state = AlertState {
        delivered: AlertStep(row.get("delivered").ok()?),
        period: text(row, "period")?,
    };
    Some((PoolId(text(row, "pool")?), key, state))
}
