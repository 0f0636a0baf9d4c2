//! What earlier readings said.

mod forget;
mod remember;
mod rows;

use chrono::NaiveDate;
use genauth::MauPeriod;
use rusqlite::params;

use super::Store;
use authgauge_core::error::Failure;
use authgauge_core::history::{Day, DaySummary, Series};
use authgauge_core::pool::PoolId;
use rows::{day, number_of, period, runs, sensible, subject, summary, words};

pub(crate) use remember::{remember, remember_periods};

/// The days that are known of a subject, oldest first.
pub type Known = (Series, Vec<DaySummary>);

impl Store {
    /// The days that are known of a benefit or of the MAU, from a day on, oldest first.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn days_of(
        &self,
        id: &PoolId,
        subject: &Series,
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
                WHERE pool = ?1 AND day >= ?2 ORDER BY kind, code, day";
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
        subject: &Series,
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
