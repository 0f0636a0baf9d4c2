use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use authgauge_app::{BenefitHistory, HistoryChange};
use authgauge_chart::HistoryChart;
use authgauge_core::decimal::to_plain_string;
use authgauge_core::history::{Changed, MarkedDay};
use authgauge_core::outlook::Outlook;

use super::pool::ReadingView;

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
    pub days: Vec<HistoryDayView>,
    /// Newest first, at most 200.
    pub changes: Vec<HistoryChangeView>,
    /// When it will be full.
    pub outlook: Outlook,
    /// Age and source of the latest figure.
    pub reading: Option<ReadingView>,
}

/// A day as its readings had it. Quantities are plain decimal strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "HistoryDay"))]
pub struct HistoryDayView {
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
#[cfg_attr(feature = "typescript", ts(rename = "HistoryChange"))]
pub struct HistoryChangeView {
    /// When it was first seen, to the minute; where only the day is known, when that day ended.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
    /// Used, from then on, as a plain decimal string.
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

impl From<&MarkedDay> for HistoryDayView {
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

impl From<&HistoryChange> for HistoryChangeView {
    fn from(HistoryChange { at, change }: &HistoryChange) -> Self {
        Self {
            at: *at,
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

impl From<BenefitHistory> for HistoryView {
    fn from(history: BenefitHistory) -> Self {
        Self {
            name: history.name,
            code: history.code,
            chart: history.chart,
            days: history.days.iter().map(Into::into).collect(),
            changes: history.changes.iter().map(Into::into).collect(),
            outlook: history.outlook,
            reading: history.reading.map(Into::into),
        }
    }
}
