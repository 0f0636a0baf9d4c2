//! Adds samples to the history.

use chrono::NaiveDate;
use genauth::MauPeriod;
use rusqlite::{Connection, OptionalExtension as _, params};

use authgauge_core::history::{Day, DaySummary, Figures, MaxGap, Sample, Series};
use authgauge_core::pool::PoolId;

use super::retention::{delete_old_days, delete_old_periods, delete_old_runs};
use super::rows::{day_number, runs, subject_columns, summary};

/// Keeps a server that reports new benefit codes at each refresh from filling the disk.
const MAX_SUBJECTS: u32 = 2_000;

/// Adds samples of a pool, in order.
pub(crate) fn record(
    connection: &Connection,
    pool: &PoolId,
    samples: &[Sample],
    max_gap: MaxGap,
) -> rusqlite::Result<()> {
    let mut has_new_day = false;
    for samples in samples.chunk_by(|one, next| one.at.day == next.at.day) {
        let Some(day) = samples.first().map(|sample| sample.at.day) else {
            continue;
        };
        has_new_day |= !has_runs(connection, day)?;
        for (subject, readings) in by_subject(samples) {
            if let Some(subject) = subject_id(connection, pool, subject)? {
                record_day(connection, subject, day, &readings, max_gap)?;
            }
        }
    }
    if has_new_day {
        delete_old_runs(connection)?;
    }
    Ok(())
}

/// Inserts or replaces MAU periods. Those that the server no longer reports stay.
pub(crate) fn record_periods(
    connection: &Connection,
    pool: &PoolId,
    periods: &[MauPeriod],
) -> rusqlite::Result<()> {
    let change = "INSERT INTO mau_periods (pool, first_day, last_day, used, total)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET used = excluded.used, total = excluded.total
        WHERE used <> excluded.used OR total IS NOT excluded.total";
    let mut change = connection.prepare_cached(change)?;
    for period in periods {
        let Some(figures) = Figures::of(&period.used, &period.total) else {
            continue;
        };
        let last = period.end.pred_opt().unwrap_or(period.end);
        change.execute(params![
            pool.0,
            day_number(period.start),
            day_number(last),
            figures.used.to_string(),
            figures.total.map(|total| total.to_string()),
        ])?;
    }
    delete_old_periods(connection, pool)
}

/// The readings of each subject: minute and figures.
fn by_subject(samples: &[Sample]) -> Vec<(&Series, Vec<(u16, Figures)>)> {
    let mut all: Vec<(&Series, u16, Figures)> = samples
        .iter()
        .flat_map(|sample| {
            let figures = sample.figures.iter();
            figures.map(|(subject, figures)| (subject, sample.at.minute, *figures))
        })
        .collect();
    // The sort is stable: each subject's readings stay in order.
    all.sort_by_key(|(subject, ..)| *subject);
    all.chunk_by(|(one, ..), (next, ..)| one == next)
        .filter_map(|readings| {
            let subject = readings.first()?.0;
            let readings = readings
                .iter()
                .map(|(_, minute, figures)| (*minute, *figures));
            Some((subject, readings.collect()))
        })
        .collect()
}

/// Inserts the subject if it is new. `None` if there are too many.
fn subject_id(
    connection: &Connection,
    pool: &PoolId,
    subject: &Series,
) -> rusqlite::Result<Option<i64>> {
    let (kind, code) = subject_columns(subject);
    let find = "SELECT id FROM subjects WHERE pool = ?1 AND kind = ?2 AND code = ?3";
    let find = || {
        let mut find = connection.prepare_cached(find)?;
        find.query_row(params![pool.0, kind, code], |row| row.get(0))
            .optional()
    };
    if let Some(id) = find()? {
        return Ok(Some(id));
    }
    let insert = "INSERT INTO subjects (pool, kind, code) SELECT ?1, ?2, ?3
        WHERE (SELECT count(*) FROM subjects WHERE pool = ?1) < ?4";
    connection.execute(insert, params![pool.0, kind, code, MAX_SUBJECTS])?;
    find()
}

fn record_day(
    connection: &Connection,
    subject: i64,
    day: NaiveDate,
    readings: &[(u16, Figures)],
    max_gap: MaxGap,
) -> rusqlite::Result<()> {
    let old_summary = stored_summary(connection, subject, day)?;
    let old_runs = stored_runs(connection, subject, day)?;
    let (mut summary, mut runs) = (old_summary, old_runs.clone());
    for (minute, figures) in readings {
        runs.add(*minute, *figures, max_gap);
        match &mut summary {
            Some(summary) => summary.add(*figures),
            None => summary = Some(DaySummary::begin(day, *figures)),
        }
    }
    if runs != old_runs {
        write_runs(connection, subject, day, &runs)?;
    }
    if let Some(summary) = summary.filter(|_| summary != old_summary) {
        write_summary(connection, subject, &summary)?;
    }
    if old_summary.is_none() {
        delete_old_days(connection, subject)?;
    }
    Ok(())
}

fn stored_summary(
    connection: &Connection,
    subject: i64,
    day: NaiveDate,
) -> rusqlite::Result<Option<DaySummary>> {
    let select = "SELECT day, first, last, least, most, total FROM days
        WHERE subject = ?1 AND day = ?2";
    let mut select = connection.prepare_cached(select)?;
    let stored = select.query_row([subject, day_number(day)], |row| Ok(summary(row)));
    Ok(stored.optional()?.flatten())
}

fn stored_runs(connection: &Connection, subject: i64, day: NaiveDate) -> rusqlite::Result<Day> {
    let select = "SELECT runs FROM runs WHERE day = ?1 AND subject = ?2";
    let mut select = connection.prepare_cached(select)?;
    let stored = select.query_row([day_number(day), subject], |row| Ok(runs(row)));
    Ok(stored.optional()?.flatten().unwrap_or_default())
}

fn write_runs(
    connection: &Connection,
    subject: i64,
    day: NaiveDate,
    runs: &Day,
) -> rusqlite::Result<()> {
    let change = "INSERT OR REPLACE INTO runs (day, subject, runs) VALUES (?1, ?2, ?3)";
    let fields = params![day_number(day), subject, runs.pack()];
    connection.prepare_cached(change)?.execute(fields)?;
    Ok(())
}

fn write_summary(
    connection: &Connection,
    subject: i64,
    summary: &DaySummary,
) -> rusqlite::Result<()> {
    let change = "INSERT OR REPLACE INTO days (subject, day, first, last, least, most, total)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(change)?.execute(params![
        subject,
        day_number(summary.day),
        summary.first.to_string(),
        summary.last.to_string(),
        summary.least.to_string(),
        summary.most.to_string(),
        summary.total.map(|total| total.to_string()),
    ])?;
    Ok(())
}

fn has_runs(connection: &Connection, day: NaiveDate) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM runs WHERE day = ?1)")?
        .query_row([day_number(day)], |row| row.get(0))
}
