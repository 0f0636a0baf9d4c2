use chrono::{DateTime, NaiveDate, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::ReadingView;
use authgauge_chart::{ChartTheme, HistoryChart};
use authgauge_core::decimal::to_plain_string;
use authgauge_core::history::{Change, Changed, MarkedDay};
use authgauge_core::language::WordsLanguage;
use authgauge_core::outlook::Outlook;
use authgauge_core::pool::PoolId;

/// Which benefit's history to show, and how to draw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryRequest {
    /// Of which pool.
    pub pool: PoolId,
    /// The vendor's `modelCode`.
    pub code: String,
    /// How far back.
    pub days: HistoryDays,
    /// In which colours.
    pub theme: ChartTheme,
    /// With month names in which language.
    pub language: WordsLanguage,
    /// CSS pixels; held to 240 to 4,000.
    pub width: u32,
    /// CSS pixels; held to 120 to 2,000.
    pub height: u32,
}

/// How many days up to today, today included: 30, 90 or 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "30 | 90 | 365"))]
pub struct HistoryDays(u16);

/// No such range of days is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("30, 90 or 365 days")]
pub struct NoSuchDays;

/// The history of a benefit: the picture, the same as a table, and what happened when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryView {
    /// The label part of the vendor's `modelName`; the code if the server no longer lists it.
    pub name: String,
    /// The vendor's `modelCode`.
    pub code: String,
    /// The picture; nothing while no day of the range is known.
    pub chart: Option<HistoryChart>,
    /// The days that are known, oldest first.
    pub days: Vec<HistoryDay>,
    /// Newest first, at most 200.
    pub changes: Vec<HistoryChange>,
    /// When it will be full.
    pub outlook: Outlook,
    /// Age and source of the latest figure.
    pub reading: Option<ReadingView>,
}

/// A day as its readings had it. Quantities are plain decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryDay {
    /// The vendor's day, China's.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub day: NaiveDate,
    /// Used, as the day's first reading had it.
    pub first: String,
    /// Used, as the day's last reading had it.
    pub last: String,
    /// The least used of the day.
    pub least: String,
    /// The most used of the day.
    pub most: String,
    /// Of how much, at the end of the day; nothing without a limit that is known.
    pub total: Option<String>,
    /// Counting began anew.
    pub reset: bool,
    /// The total is not what it was before.
    pub total_changed: bool,
}

/// A figure that was no longer what it had been.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryChange {
    /// When it was first seen, to the minute; where only the day is known, when that day ended.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
    /// Used, from then on: a plain decimal.
    pub used: String,
    /// Of how much, from then on; nothing without a limit that is known.
    pub total: Option<String>,
    /// Of what changed, the most important.
    pub what: ChangedWhat,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ChangedWhat {
    /// More or less is used.
    Used,
    /// Counting began anew.
    Reset,
    /// There is more or less to use, or the limit came or went.
    Total,
}

impl From<&MarkedDay> for HistoryDay {
    fn from(known: &MarkedDay) -> Self {
        let MarkedDay {
            summary,
            reset,
            total_changed,
        } = *known;
        Self {
            day: summary.day,
            first: to_plain_string(summary.first),
            last: to_plain_string(summary.last),
            least: to_plain_string(summary.least),
            most: to_plain_string(summary.most),
            total: summary.total.map(to_plain_string),
            reset,
            total_changed,
        }
    }
}

impl HistoryChange {
    /// A change that was first seen then.
    pub(crate) fn new(at: DateTime<Utc>, change: &Change) -> Self {
        Self {
            at,
            used: to_plain_string(change.figures.used),
            total: change.figures.total.map(to_plain_string),
            what: match change.what {
                Changed::Used => ChangedWhat::Used,
                Changed::Reset => ChangedWhat::Reset,
                Changed::Total => ChangedWhat::Total,
            },
        }
    }
}

impl HistoryDays {
    /// A month.
    pub const MONTH: Self = Self(30);
    /// A quarter of a year.
    pub const QUARTER: Self = Self(90);
    /// A year.
    pub const YEAR: Self = Self(365);

    /// How many days.
    #[must_use]
    pub fn count(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for HistoryDays {
    type Error = NoSuchDays;

    fn try_from(days: u16) -> Result<Self, NoSuchDays> {
        [Self::MONTH, Self::QUARTER, Self::YEAR]
            .into_iter()
            .find(|offered| offered.0 == days)
            .ok_or(NoSuchDays)
    }
}

impl<'de> Deserialize<'de> for HistoryDays {
    fn deserialize<D: Deserializer<'de>>(given: D) -> Result<Self, D::Error> {
        Self::try_from(u16::deserialize(given)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_offered_ranges_are_taken() {
        for days in [30_u16, 90, 365] {
            let taken: HistoryDays = serde_json::from_value(days.into()).unwrap();
            assert_eq!(serde_json::to_value(taken).unwrap(), days);
            assert_eq!(taken.count(), days);
        }
        for days in [0_u16, 1, 29, 31, 91, 366, u16::MAX] {
            assert!(serde_json::from_value::<HistoryDays>(days.into()).is_err());
        }
        assert!(serde_json::from_value::<HistoryDays>("30".into()).is_err());
    }
}
