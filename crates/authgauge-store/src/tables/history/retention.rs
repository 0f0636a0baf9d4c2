//! Deletes old history. Only days with readings count towards the limits: a wrong clock or a long absence deletes
//! nothing.

use rusqlite::{Connection, params};

use authgauge_core::pool::PoolId;

/// The number of days whose runs are retained.
const MAX_RUN_DAYS: usize = 90;

/// The number of days whose summaries are retained, per series.
const MAX_SUMMARY_DAYS: u32 = 3 * 366;

/// The number of MAU periods that are retained, per pool.
const MAX_MAU_PERIODS: u32 = 400;

pub(super) fn delete_old_runs(connection: &Connection) -> rusqlite::Result<()> {
    // Each query finds one day by the index; counting all rows would be slow.
    let mut earlier = connection.prepare_cached("SELECT max(day) FROM runs WHERE day < ?1")?;
    let mut oldest = i64::MAX;
    for _ in 0..MAX_RUN_DAYS {
        match earlier.query_row([oldest], |row| row.get(0))? {
            Some(day) => oldest = day,
            None => return Ok(()),
        }
    }
    connection
        .prepare_cached("DELETE FROM runs WHERE day < ?1")?
        .execute([oldest])?;
    Ok(())
}

pub(super) fn delete_old_days(connection: &Connection, subject: i64) -> rusqlite::Result<()> {
    let delete = "DELETE FROM days WHERE subject = ?1 AND day < (
        SELECT day FROM days WHERE subject = ?1 ORDER BY day DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(delete)?
        .execute(params![subject, MAX_SUMMARY_DAYS - 1])?;
    Ok(())
}

pub(super) fn delete_old_periods(connection: &Connection, pool: &PoolId) -> rusqlite::Result<()> {
    let delete = "DELETE FROM mau_periods WHERE pool = ?1 AND first_day < (
        SELECT first_day FROM mau_periods WHERE pool = ?1 ORDER BY first_day DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(delete)?
        .execute(params![pool.0, MAX_MAU_PERIODS - 1])?;
    Ok(())
}
