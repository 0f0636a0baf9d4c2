use chrono::NaiveDate;
use genauth::MauPeriod;

use authgauge_core::history::{Day, DaySummary, Series};
use authgauge_core::pool::PoolId;

use super::Store;
use crate::error::StoreError;
use crate::tables::history;

/// The days of a subject, oldest first.
pub type Known = (Series, Vec<DaySummary>);

/// Rows that cannot be interpreted are left out.
impl Store {
    /// The days of a benefit or of the MAU, from a day on, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn days_of(
        &self,
        id: &PoolId,
        subject: &Series,
        from: NaiveDate,
    ) -> Result<Vec<DaySummary>, StoreError> {
        self.read(|connection| Ok(history::days_of(connection, id, subject, from)?))
    }

    /// The days of all subjects of a pool, from a day on.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn days_of_all(&self, id: &PoolId, from: NaiveDate) -> Result<Vec<Known>, StoreError> {
        let rows = self.read(|connection| Ok(history::days_of_all(connection, id, from)?))?;
        let mut known: Vec<Known> = Vec::new();
        for (subject, day) in rows {
            match known.last_mut() {
                Some((last, days)) if *last == subject => days.push(day),
                _ => known.push((subject, vec![day])),
            }
        }
        Ok(known)
    }

    /// The changes of a benefit or of the MAU, from a day on, as far back as they are kept.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn runs_of(
        &self,
        id: &PoolId,
        subject: &Series,
        from: NaiveDate,
    ) -> Result<Vec<(NaiveDate, Day)>, StoreError> {
        self.read(|connection| Ok(history::runs_of(connection, id, subject, from)?))
    }

    /// Every MAU period that the server ever reported, by first and last day.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn mau_periods(&self, id: &PoolId) -> Result<Vec<MauPeriod>, StoreError> {
        self.read(|connection| Ok(history::periods_of(connection, id)?))
    }
}
