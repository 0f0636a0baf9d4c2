//! The history: the samples of recent days, and a summary of each day for longer.

mod record;
mod retention;
mod rows;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use genauth::MauPeriod;
use rusqlite::{Connection, params};

use authgauge_core::history::{Day, DaySummary, Series};
use authgauge_core::pool::PoolId;

use rows::{collect_valid, day, day_number, period, runs, subject, subject_columns, summary};

use super::plain::text;

pub(crate) use record::{record, record_periods};

pub(crate) fn days_of(
    connection: &Connection,
    pool: &PoolId,
    subject: &Series,
    from: NaiveDate,
) -> rusqlite::Result<Vec<DaySummary>> {
    let query = "SELECT day, first, last, least, most, total FROM days
        WHERE subject = (SELECT id FROM subjects WHERE pool = ?1 AND kind = ?2 AND code = ?3)
        AND day >= ?4 ORDER BY day";
    let (kind, code) = subject_columns(subject);
    let mut query = connection.prepare_cached(query)?;
    let parameters = params![pool.0, kind, code, day_number(from)];
    collect_valid(query.query_map(parameters, |row| Ok(summary(row)))?)
}

/// In order of subjects, then of days.
pub(crate) fn days_of_all(
    connection: &Connection,
    pool: &PoolId,
    from: NaiveDate,
) -> rusqlite::Result<Vec<(Series, DaySummary)>> {
    let query = "SELECT kind, code, day, first, last, least, most, total
        FROM subjects JOIN days ON subject = id
        WHERE pool = ?1 AND day >= ?2 ORDER BY kind, code, day";
    let mut query = connection.prepare_cached(query)?;
    let rows = query.query_map(params![pool.0, day_number(from)], |row| {
        Ok(subject(row).zip(summary(row)))
    })?;
    collect_valid(rows)
}

pub(crate) fn runs_of(
    connection: &Connection,
    pool: &PoolId,
    subject: &Series,
    from: NaiveDate,
) -> rusqlite::Result<Vec<(NaiveDate, Day)>> {
    let query = "SELECT day, runs FROM runs
        WHERE subject = (SELECT id FROM subjects WHERE pool = ?1 AND kind = ?2 AND code = ?3)
        AND day >= ?4 ORDER BY day";
    let (kind, code) = subject_columns(subject);
    let mut query = connection.prepare_cached(query)?;
    let parameters = params![pool.0, kind, code, day_number(from)];
    collect_valid(query.query_map(parameters, |row| Ok(day(row).zip(runs(row))))?)
}

/// The minute of each day's last reading, where its readings are retained.
pub(crate) fn last_minutes(
    connection: &Connection,
    pool: &PoolId,
    from: NaiveDate,
) -> rusqlite::Result<Vec<(Series, NaiveDate, u16)>> {
    let query = "SELECT kind, code, day, runs FROM runs JOIN subjects ON subject = id
        WHERE pool = ?1 AND day >= ?2";
    let mut query = connection.prepare_cached(query)?;
    let rows = query.query_map(params![pool.0, day_number(from)], |row| {
        let minute = runs(row).and_then(|day| Some(day.runs().last()?.last));
        let day = day(row).zip(minute);
        Ok(subject(row)
            .zip(day)
            .map(|(series, (day, minute))| (series, day, minute)))
    })?;
    collect_valid(rows)
}

pub(crate) fn benefits_since(
    connection: &Connection,
    pool: &PoolId,
    from: NaiveDate,
) -> rusqlite::Result<BTreeSet<String>> {
    let query = "SELECT code FROM subjects WHERE pool = ?1 AND kind = 'benefit'
        AND EXISTS (SELECT 1 FROM days WHERE subject = id AND day >= ?2)";
    let mut query = connection.prepare_cached(query)?;
    let rows = query.query_map(params![pool.0, day_number(from)], |row| {
        Ok(text(row, "code"))
    })?;
    rows.filter_map(Result::transpose).collect()
}

pub(crate) fn periods_of(
    connection: &Connection,
    pool: &PoolId,
) -> rusqlite::Result<Vec<MauPeriod>> {
    let query = "SELECT first_day, last_day, used, total FROM mau_periods
        WHERE pool = ?1 ORDER BY first_day, last_day";
    let mut query = connection.prepare_cached(query)?;
    collect_valid(query.query_map([&pool.0], |row| Ok(period(row)))?)
}
