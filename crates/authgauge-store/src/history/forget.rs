//! How much is kept. Of a day that is forgotten in part, first, last, least and most stay.

use rusqlite::{Connection, params};

use authgauge_core::pool::PoolId;

/// Days of which every change is kept. Counted are days with readings, not days gone by: a clock that was set
/// wrong, or a long absence, makes nobody forget.
const RAW_DAYS: usize = 90;

/// Days of which first, last, least and most are kept.
const DAYS: u32 = 3 * 366;

/// Of a pool.
const MAU_PERIODS: u32 = 400;

pub(super) fn forget_old_runs(connection: &Connection) -> rusqlite::Result<()> {
    // Day by day, each found by the index: counting all rows would take long.
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

pub(super) fn forget_old_days(connection: &Connection, subject: i64) -> rusqlite::Result<()> {
    let forget = "DELETE FROM days WHERE subject = ?1 AND day < (
        SELECT day FROM days WHERE subject = ?1 ORDER BY day DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(forget)?
        .execute(params![subject, DAYS - 1])?;
    Ok(())
}

pub(super) fn forget_old_periods(connection: &Connection, id: &PoolId) -> rusqlite::Result<()> {
    let forget = "DELETE FROM mau_periods WHERE pool = ?1 AND first_day < (
        SELECT first_day FROM mau_periods WHERE pool = ?1 ORDER BY first_day DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(forget)?
        .execute(params![id.0, MAU_PERIODS - 1])?;
    Ok(())
}
