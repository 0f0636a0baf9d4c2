//! What is read now is added to what is known.

use chrono::NaiveDate;
use genauth::MauPeriod;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    forget::{forget_old_days, forget_old_periods, forget_old_runs},
    rows::{number_of, runs, summary, words},
};
use crate::StoreError;
use authgauge_core::history::{Day, DaySummary, Figures, MaxGap, Sample, Series};
use authgauge_core::pool::PoolId;

/// A server that names its benefits anew each time does not fill the disk.
const MOST_SUBJECTS: u32 = 2_000;

/// Adds readings, in order, to what is known of a pool.
pub(crate) fn remember(
    connection: &Connection,
    id: &PoolId,
    taken: &[Sample],
    max_gap: MaxGap,
) -> Result<(), StoreError> {
    let mut is_another = false;
    let mut same_day = taken;
    while let Some(first) = same_day.first() {
        let day = first.at.day;
        let count = same_day.iter().take_while(|taken| taken.at.day == day);
        let (now, later) = same_day.split_at(count.count());
        is_another |= !has_runs(connection, day)?;
        for (subject, readings) in by_subject(now) {
            if let Some(subject) = number_of_subject(connection, id, subject)? {
                remember_day(connection, subject, day, &readings, max_gap)?;
            }
        }
        same_day = later;
    }
    if is_another {
        forget_old_runs(connection)?;
    }
    Ok(())
}

/// Takes the periods as the server has them now; those that it reports no more stay.
pub(crate) fn remember_periods(
    connection: &Connection,
    id: &PoolId,
    periods: &[MauPeriod],
) -> Result<(), StoreError> {
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
            id.0,
            number_of(period.start),
            number_of(last),
            figures.used.to_string(),
            figures.total.map(|total| total.to_string()),
        ])?;
    }
    forget_old_periods(connection, id)?;
    Ok(())
}

/// The readings of each subject, as minutes and figures.
fn by_subject(taken: &[Sample]) -> Vec<(&Series, Vec<(u16, Figures)>)> {
    let mut all: Vec<(&Series, u16, Figures)> = taken
        .iter()
        .flat_map(|taken| {
            let of = |(subject, figures)| (subject, taken.at.minute, figures);
            taken.figures.iter().map(move |(s, f)| of((s, *f)))
        })
        .collect();
    // Stable: each subject's readings stay in order.
    all.sort_by_key(|(subject, ..)| *subject);
    let mut by_subject: Vec<(&Series, Vec<(u16, Figures)>)> = Vec::new();
    for (subject, minute, figures) in all {
        match by_subject.last_mut() {
            Some((last, readings)) if *last == subject => readings.push((minute, figures)),
            _ => by_subject.push((subject, vec![(minute, figures)])),
        }
    }
    by_subject
}

/// None where there are too many.
fn number_of_subject(
    connection: &Connection,
    id: &PoolId,
    subject: &Series,
) -> rusqlite::Result<Option<i64>> {
    let (kind, code) = words(subject);
    let find = "SELECT id FROM subjects WHERE pool = ?1 AND kind = ?2 AND code = ?3";
    let find = || {
        let mut find = connection.prepare_cached(find)?;
        find.query_row(params![id.0, kind, code], |row| row.get(0))
            .optional()
    };
    if let Some(known) = find()? {
        return Ok(Some(known));
    }
    let make = "INSERT INTO subjects (pool, kind, code) SELECT ?1, ?2, ?3
        WHERE (SELECT count(*) FROM subjects WHERE pool = ?1) < ?4";
    connection.execute(make, params![id.0, kind, code, MOST_SUBJECTS])?;
    find()
}

fn remember_day(
    connection: &Connection,
    subject: i64,
    day: NaiveDate,
    readings: &[(u16, Figures)],
    max_gap: MaxGap,
) -> rusqlite::Result<()> {
    let (known, read) = (
        known_summary(connection, subject, day)?,
        known_runs(connection, subject, day)?,
    );
    let (mut summary, mut runs) = (known, read.clone());
    for (minute, figures) in readings {
        runs.take(*minute, *figures, max_gap);
        match &mut summary {
            Some(summary) => summary.take(*figures),
            None => summary = Some(DaySummary::begin(day, *figures)),
        }
    }
    if runs != read {
        write_runs(connection, subject, day, &runs)?;
    }
    if let Some(summary) = summary.filter(|_| summary != known) {
        write_summary(connection, subject, &summary)?;
    }
    if known.is_none() {
        forget_old_days(connection, subject)?;
    }
    Ok(())
}

/// None, too, of one that makes no sense: what is read now takes its place.
fn known_summary(
    connection: &Connection,
    subject: i64,
    day: NaiveDate,
) -> rusqlite::Result<Option<DaySummary>> {
    let select = "SELECT day, first, last, least, most, total FROM days
        WHERE subject = ?1 AND day = ?2";
    let mut select = connection.prepare_cached(select)?;
    let known = select.query_row([subject, number_of(day)], |row| Ok(summary(row)));
    Ok(known.optional()?.flatten())
}

fn known_runs(connection: &Connection, subject: i64, day: NaiveDate) -> rusqlite::Result<Day> {
    let select = "SELECT runs FROM runs WHERE day = ?1 AND subject = ?2";
    let mut select = connection.prepare_cached(select)?;
    let known = select.query_row([number_of(day), subject], |row| Ok(runs(row)));
    Ok(known.optional()?.flatten().unwrap_or_default())
}

fn write_runs(
    connection: &Connection,
    subject: i64,
    day: NaiveDate,
    runs: &Day,
) -> rusqlite::Result<()> {
    let change = "INSERT OR REPLACE INTO runs (day, subject, runs) VALUES (?1, ?2, ?3)";
    let fields = params![number_of(day), subject, runs.pack()];
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
        number_of(summary.day),
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
        .query_row([number_of(day)], |row| row.get(0))
}
