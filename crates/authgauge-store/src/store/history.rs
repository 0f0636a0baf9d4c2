use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use genauth::MauPeriod;

use authgauge_core::history::{Day, DaySummary, Series};
use authgauge_core::pool::PoolId;

use super::Store;
use crate::error::StoreError;
use crate::tables::history;

/// A series and its days, oldest first.
pub type SeriesDays = (Series, Vec<DaySummary>);

/// The history. Rows that cannot be interpreted are left out.
impl Store {
    /// The days of a benefit or of the MAU, from a day on, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn days_of(
        &self,
        id: &PoolId,
        series: &Series,
        from: NaiveDate,
    ) -> Result<Vec<DaySummary>, StoreError> {
        self.read(|connection| Ok(history::days_of(connection, id, series, from)?))
    }

    /// The days of all series of a pool, from a day on.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn days_of_all(&self, id: &PoolId, from: NaiveDate) -> Result<Vec<SeriesDays>, StoreError> {
        let rows = self.read(|connection| Ok(history::days_of_all(connection, id, from)?))?;
        let mut all: Vec<SeriesDays> = Vec::new();
        for (series, day) in rows {
            match all.last_mut() {
                Some((last, days)) if *last == series => days.push(day),
                _ => all.push((series, vec![day])),
            }
        }
        Ok(all)
    }

    /// The runs of a benefit or of the MAU, from a day on, as far back as they are retained.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn runs_of(
        &self,
        id: &PoolId,
        series: &Series,
        from: NaiveDate,
    ) -> Result<Vec<(NaiveDate, Day)>, StoreError> {
        self.read(|connection| Ok(history::runs_of(connection, id, series, from)?))
    }

    /// The minute of each day's last reading, from a day on, as far back as readings are retained.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn last_minutes(
        &self,
        id: &PoolId,
        from: NaiveDate,
    ) -> Result<HashMap<Series, BTreeMap<NaiveDate, u16>>, StoreError> {
        let rows = self.read(|connection| Ok(history::last_minutes(connection, id, from)?))?;
        let mut all: HashMap<Series, BTreeMap<NaiveDate, u16>> = HashMap::new();
        for (series, day, minute) in rows {
            all.entry(series).or_default().insert(day, minute);
        }
        Ok(all)
    }

    /// The codes of the benefits that have history on this day or a later one.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn benefits_since(
        &self,
        id: &PoolId,
        from: NaiveDate,
    ) -> Result<BTreeSet<String>, StoreError> {
        self.read(|connection| Ok(history::benefits_since(connection, id, from)?))
    }

    /// The MAU periods that the server has reported, by first and last day.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn mau_periods(&self, id: &PoolId) -> Result<Vec<MauPeriod>, StoreError> {
        self.read(|connection| Ok(history::periods_of(connection, id)?))
    }
}
