//! Deletes old history. Counted are days with readings, not days gone by: a wrong clock or a long absence
//! deletes nothing.

use rusqlite::{Connection, params};

use authgauge_core::pool::PoolId;

/// Days whose every change is kept.
const RAW_DAYS: usize = 90;

/// Days whose summary is kept.
const DAYS: u32 = 3 * 366;

/// MAU periods of a pool.
const MAU_PERIODS: u32 = 400;

pub(super) fn delete_old_runs(connection: &Connection) -> rusqlite::Result<()> {
    // Day by day, each found by the index: counting all rows would be slow.
    let mut earlier = connection.prepare_cached("SELECT max(day) FROM runs WHERE day < ?1")?;
    let mut oldest = i64::MAX;
    for _ in 0..RAW_DAYS {
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
        .execute(params![subject, DAYS - 1])?;
    Ok(())
}

pub(super) fn delete_old_periods(connection: &Connection, pool: &PoolId) -> rusqlite::Result<()> {
    let delete = "DELETE FROM mau_periods WHERE pool = ?1 AND first_day < (
        SELECT first_day FROM mau_periods WHERE pool = ?1 ORDER BY first_day DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(delete)?
        .execute(params![pool.0, MAU_PERIODS - 1])?;
    Ok(())
}
