use chrono::NaiveDate;
use genauth::MauPeriod;
use serde::Serialize;

use authgauge_app::{MauPeriods, PoolSnapshot};
use authgauge_core::calendar::last_day;
use authgauge_core::level::Level;
use authgauge_core::outlook::Outlook;

use super::{Age, DocumentKind, Entry, Measured, PoolName, ReadingFacts};

/// The monthly active users of a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolMau {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// Sorted by their days; null while nothing is known.
    pub periods: Option<Vec<MauEntry>>,
    /// How close the running period is to its limit; null without one.
    pub level: Option<Level>,
    /// Used of its limit as a whole percentage that agrees with the level.
    pub percent: Option<u32>,
    /// When its limit will be reached.
    pub outlook: Option<Outlook>,
    /// Periods that the server sent without readable dates.
    pub unreadable: u32,
}

/// A period and its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MauEntry {
    /// First day.
    pub first_day: NaiveDate,
    /// Last day, included.
    pub last_day: NaiveDate,
    /// Monthly active users.
    pub used: Measured,
    /// Their limit.
    pub limit: Measured,
    /// The period has not ended.
    pub running: bool,
}

impl Entry for PoolMau {
    const KIND: DocumentKind = DocumentKind::Mau;
}

impl PoolMau {
    /// Of a pool and its periods.
    pub fn of(snapshot: &PoolSnapshot, mau: &MauPeriods, age: Age) -> Self {
        let periods = mau.reading.map(|reading| {
            let reading = age.of_info(reading);
            let running = mau.running.as_ref();
            let entry = |period| MauEntry::of(period, running == Some(period), reading);
            mau.periods.iter().map(entry).collect()
        });
        Self {
            pool: snapshot.into(),
            periods,
            level: snapshot.mau_use.map(|status| status.level),
            percent: snapshot.mau_use.and_then(|status| status.percent),
            outlook: snapshot.mau_outlook.clone(),
            unreadable: u32::try_from(mau.unreadable).unwrap_or(u32::MAX),
        }
    }
}

impl MauEntry {
    /// Of a period.
    pub fn of(period: &MauPeriod, running: bool, reading: ReadingFacts) -> Self {
        Self {
            first_day: period.start,
            last_day: last_day(period.start, period.end),
            used: Measured::of(&period.used, reading),
            limit: Measured::of(&period.total, reading),
            running,
        }
    }
}
