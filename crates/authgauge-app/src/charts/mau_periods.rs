use std::ops::RangeInclusive;

use chrono::NaiveDate;
use genauth::MauPeriod;

use authgauge_core::calendar::vendor_day;
use authgauge_core::error::Failure;
use authgauge_core::pool::PoolId;

use super::Charts;
use super::benefit_history::ReadingInfo;

/// The MAU periods of some days, without a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MauPeriods {
    /// The age of the last reading. None while nothing is known.
    pub reading: Option<ReadingInfo>,
    /// Sorted by their days.
    pub periods: Vec<MauPeriod>,
    /// The running one, whether or not it touches the days.
    pub running: Option<MauPeriod>,
    /// Periods that the server reported in a form that is not understood.
    pub unreadable: usize,
}

impl Charts {
    /// Periods of the last reading and, before the days it was requested for, those that were stored earlier.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub(crate) fn mau_periods(
        &self,
        id: &PoolId,
        days: RangeInclusive<NaiveDate>,
    ) -> Result<MauPeriods, Failure> {
        let now = self.clients.now();
        let mau = self.pools.read(id, |state| state.mau.clone())?;
        let Some(mau) = mau else {
            return Ok(MauPeriods {
                reading: None,
                periods: Vec::new(),
                running: None,
                unreadable: 0,
            });
        };
        let known = &mau.value;
        let mut periods = known.history.periods.clone();
        if *days.start() < known.from {
            let stored = self.store.mau_periods(id)?;
            periods.extend(stored.into_iter().filter(|period| period.end <= known.from));
        }
        periods.retain(|period| period.start <= *days.end() && period.end > *days.start());
        periods.sort();
        periods.dedup();
        Ok(MauPeriods {
            reading: Some(ReadingInfo::of(&mau)),
            periods,
            running: known.running(vendor_day(now)).cloned(),
            unreadable: known.history.unreadable,
        })
    }
}
