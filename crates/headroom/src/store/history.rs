//! What earlier readings said, and how much of it is kept.

use chrono::NaiveDate;
use genauth::{Allowance, MauPeriod, Quantity};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use rust_decimal::Decimal;

use super::{Store, StoreError};
use crate::{
    error::Failure,
    history::{Day, DaySummary, Figures, Subject, Taken},
    pool::PoolId,
};

/// Days of which every change is kept. Counted are days with readings, not days gone by: a clock that was set
/// wrong, or a long absence, makes nobody forget.
const RAW_DAYS: usize = 90;

/// Days of which first, last, least and most are kept.
const DAYS: u32 = 3 * 366;

/// Of a pool.
const MAU_PERIODS: u32 = 400;

/// A server that names its benefits anew each time does not fill the disk.
const MOST_SUBJECTS: u32 = 2_000;

/// The days that are known of a subject, oldest first.
pub type Known = (Subject, Vec<DaySummary>);

impl Store {
    /// The days that are known of a benefit or of the MAU, from a day on, oldest first.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn days_of(
        &self,
        id: &PoolId,
        subject: &Subject,
        from: NaiveDate,
    ) -> Result<Vec<DaySummary>, Failure> {
        self.with(|connection| {
            let query = "SELECT day, first, last, least, most, total FROM days
                WHERE subject = (SELECT id FROM subjects WHERE pool = ?1 AND kind = ?2 AND code = ?3)
                AND day >= ?4 ORDER BY day";
            let (kind, code) = words(subject);
            let mut query = connection.prepare_cached(query)?;
            let rows = query.query_map(params![id.0, kind, code, number_of(from)], |row| {
                Ok(summary(row))
            })?;
            Ok(sensible(rows)?)
        })
    }

    /// All that is known of a pool, from a day on.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn days_of_all(&self, id: &PoolId, from: NaiveDate) -> Result<Vec<Known>, Failure> {
        self.with(|connection| {
            let query = "SELECT kind, code, day, first, last, least, most, total
                FROM subjects JOIN days ON subject = id
                WHERE pool = ?1 AND day >= ?2 ORDER BY id, day";
            let mut query = connection.prepare_cached(query)?;
            let rows = query.query_map(params![id.0, number_of(from)], |row| {
                Ok(subject(row).zip(summary(row)))
            })?;
            let mut known: Vec<Known> = Vec::new();
            for (subject, day) in sensible(rows)? {
                match known.last_mut() {
                    Some((last, days)) if *last == subject => days.push(day),
                    _ => known.push((subject, vec![day])),
                }
            }
            Ok(known)
        })
    }

    /// When a benefit or the MAU changed, from a day on, for as long as that is kept. A day that makes no
    /// sense, say of a damaged file, is left out.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn runs_of(
        &self,
        id: &PoolId,
        subject: &Subject,
        from: NaiveDate,
    ) -> Result<Vec<(NaiveDate, Day)>, Failure> {
        self.with(|connection| {
            let query = "SELECT day, runs FROM runs
                WHERE subject = (SELECT id FROM subjects WHERE pool = ?1 AND kind = ?2 AND code = ?3)
                AND day >= ?4 ORDER BY day";
            let (kind, code) = words(subject);
            let mut query = connection.prepare_cached(query)?;
            let rows = query.query_map(params![id.0, kind, code, number_of(from)], |row| {
                Ok(day(row).zip(runs(row)))
            })?;
            Ok(sensible(rows)?)
        })
    }

    /// Every MAU period that the server ever reported, by first day and last.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn mau_periods(&self, id: &PoolId) -> Result<Vec<MauPeriod>, Failure> {
        self.with(|connection| {
            let query = "SELECT first_day, last_day, used, total FROM mau_periods
                WHERE pool = ?1 ORDER BY first_day, last_day";
            let mut query = connection.prepare_cached(query)?;
            let rows = query.query_map([&id.0], |row| Ok(period(row)))?;
            Ok(sensible(rows)?)
        })
    }
}

/// Adds readings, in order, to what is known of a pool. `near`: minutes after which a reading was missed.
pub(super) fn remember(
    connection: &Connection,
    id: &PoolId,
    taken: &[Taken],
    near: u16,
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
                remember_day(connection, subject, day, &readings, near)?;
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
pub(super) fn remember_periods(
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
    let forget = "DELETE FROM mau_periods WHERE pool = ?1 AND first_day < (
        SELECT first_day FROM mau_periods WHERE pool = ?1 ORDER BY first_day DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(forget)?
        .execute(params![id.0, MAU_PERIODS - 1])?;
    Ok(())
}

/// The readings of each subject, as minutes and figures.
fn by_subject(taken: &[Taken]) -> Vec<(&Subject, Vec<(u16, Figures)>)> {
    let mut all: Vec<(&Subject, u16, Figures)> = taken
        .iter()
        .flat_map(|taken| {
            let of = |(subject, figures)| (subject, taken.at.minute, figures);
            taken.figures.iter().map(move |(s, f)| of((s, *f)))
        })
        .collect();
    // Stable: each subject's readings stay in order.
    all.sort_by_key(|(subject, ..)| *subject);
    let mut by_subject: Vec<(&Subject, Vec<(u16, Figures)>)> = Vec::new();
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
    subject: &Subject,
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
    near: u16,
) -> rusqlite::Result<()> {
    let number = number_of(day);
    let select = "SELECT day, first, last, least, most, total FROM days
        WHERE subject = ?1 AND day = ?2";
    let known = connection
        .prepare_cached(select)?
        .query_row([subject, number], |row| Ok(summary(row)))
        .optional()?
        .flatten();
    let select = "SELECT runs FROM runs WHERE day = ?1 AND subject = ?2";
    let mut runs = connection
        .prepare_cached(select)?
        .query_row([number, subject], |row| Ok(runs(row)))
        .optional()?
        .flatten()
        .unwrap_or_default();
    let before = (known, runs.clone());
    let mut summary = known;
    for (minute, figures) in readings {
        runs.take(*minute, *figures, near);
        match &mut summary {
            Some(summary) => summary.take(*figures),
            None => summary = Some(DaySummary::begin(day, *figures)),
        }
    }
    if runs != before.1 {
        connection
            .prepare_cached("INSERT OR REPLACE INTO runs (day, subject, runs) VALUES (?1, ?2, ?3)")?
            .execute(params![number, subject, runs.pack()])?;
    }
    if let Some(summary) = summary.filter(|_| summary != before.0) {
        write_summary(connection, subject, &summary)?;
    }
    if before.0.is_none() {
        forget_old_days(connection, subject)?;
    }
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

/// Of each day first, last, least and most stay.
fn forget_old_runs(connection: &Connection) -> rusqlite::Result<()> {
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

fn forget_old_days(connection: &Connection, subject: i64) -> rusqlite::Result<()> {
    let forget = "DELETE FROM days WHERE subject = ?1 AND day < (
        SELECT day FROM days WHERE subject = ?1 ORDER BY day DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(forget)?
        .execute(params![subject, DAYS - 1])?;
    Ok(())
}

fn words(subject: &Subject) -> (&'static str, &str) {
    match subject {
        Subject::Benefit(code) => ("benefit", code),
        Subject::Mau => ("mau", ""),
    }
}

fn subject(row: &Row<'_>) -> Option<Subject> {
    let kind: String = row.get("kind").ok()?;
    match kind.as_str() {
        "benefit" => Some(Subject::Benefit(row.get("code").ok()?)),
        "mau" => Some(Subject::Mau),
        _ => None,
    }
}

fn summary(row: &Row<'_>) -> Option<DaySummary> {
    Some(DaySummary {
        day: day(row)?,
        first: number(row, "first")?,
        last: number(row, "last")?,
        least: number(row, "least")?,
        most: number(row, "most")?,
        total: perhaps_number(row, "total")?,
    })
}

fn runs(row: &Row<'_>) -> Option<Day> {
    let packed = row.get_ref("runs").ok()?;
    Day::unpack(packed.as_blob().ok()?)
}

fn period(row: &Row<'_>) -> Option<MauPeriod> {
    let total = perhaps_number(row, "total")?;
    Some(MauPeriod {
        start: day_of(row.get("first_day").ok()?)?,
        end: day_of(row.get("last_day").ok()?)?.succ_opt()?,
        used: Quantity::Known(number(row, "used")?),
        total: total.map_or(Allowance::NotReported(None), Allowance::Limited),
    })
}

fn day(row: &Row<'_>) -> Option<NaiveDate> {
    day_of(row.get("day").ok()?)
}

fn number(row: &Row<'_>, column: &str) -> Option<Decimal> {
    row.get_ref(column).ok()?.as_str().ok()?.parse().ok()
}

fn perhaps_number(row: &Row<'_>, column: &str) -> Option<Option<Decimal>> {
    match row.get_ref(column).ok()?.as_str_or_null().ok()? {
        Some(text) => text.parse().ok().map(Some),
        None => Some(None),
    }
}

/// Days since 1970.
fn number_of(day: NaiveDate) -> i64 {
    day.to_epoch_days().into()
}

fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(number).ok()?)
}

/// Those that make sense.
fn sensible<T>(
    rows: impl Iterator<Item = rusqlite::Result<Option<T>>>,
) -> rusqlite::Result<Vec<T>> {
    rows.filter_map(Result::transpose).collect()
}
