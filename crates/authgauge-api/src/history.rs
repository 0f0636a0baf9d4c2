use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use authgauge_app::{BenefitHistory, HistoryChange};
use authgauge_chart::HistoryChart;
use authgauge_core::decimal::to_plain_string;
use authgauge_core::history::{Changed, MarkedDay};
use authgauge_core::outlook::{ForecastBasis, Outlook};

use super::pool::ReadingView;
use super::privacy;

/// The history of a benefit: its chart, the same as a table, and its changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryView {
    /// The label part of the vendor's `modelName`; the code if the server no longer lists it.
    pub name: String,
    /// The vendor's `modelCode`.
    pub code: String,
    /// None while no day of the range is known.
    pub chart: Option<HistoryChart>,
    /// The days that are known, oldest first.
    pub days: Vec<HistoryDayView>,
    /// Newest first, at most 200.
    pub changes: Vec<HistoryChangeView>,
    /// When it will be used up.
    pub outlook: Outlook,
    /// What the forecast is made from; None without one.
    pub basis: Option<ForecastBasis>,
    /// Age and source of the latest figure.
    pub reading: Option<ReadingView>,
}

/// A day of readings. Quantities are plain decimal strings, unless they are hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "HistoryDay"))]
pub struct HistoryDayView {
    /// The day in China, the vendor's calendar.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub day: NaiveDate,
    /// Used, by the day's first reading.
    pub first: String,
    /// Used, by the day's last reading.
    pub last: String,
    /// The lowest usage of the day.
    pub least: String,
    /// The highest usage of the day.
    pub most: String,
    /// The total at the end of the day; None without a known limit.
    pub total: Option<String>,
    /// The usage was reset.
    pub reset: bool,
    /// The total changed.
    pub total_changed: bool,
}

/// A change of a benefit's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "HistoryChange"))]
pub struct HistoryChangeView {
    /// When it was noticed, to the minute; the end of the day where only the day is known.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
    /// Used since then, as a plain decimal string.
    pub used: String,
    /// By how much that differs from before; None for the oldest one.
    pub delta: Option<String>,
    /// The total since then; None without a known limit.
    pub total: Option<String>,
    /// The most important change, if several happened.
    pub what: ChangedWhat,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ChangedWhat {
    /// The usage changed.
    Used,
    /// The usage was reset.
    Reset,
    /// The total changed, appeared or disappeared.
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

impl HistoryChangeView {
    fn new(HistoryChange { at, change }: &HistoryChange, before: Option<&HistoryChange>) -> Self {
        let used = change.figures.used;
        let delta = before.and_then(|before| used.checked_sub(before.change.figures.used));
        Self {
            at: *at,
            used: to_plain_string(used),
            delta: delta.map(to_plain_string),
            total: change.figures.total.map(to_plain_string),
            what: match change.what {
                Changed::Used => ChangedWhat::Used,
                Changed::Reset => ChangedWhat::Reset,
                Changed::Total => ChangedWhat::Total,
            },
        }
    }
}

/// Newest first: the one before a change follows it.
pub(crate) fn changes(changes: &[HistoryChange]) -> Vec<HistoryChangeView> {
    let before = changes.iter().skip(1).map(Some).chain([None]);
    let pairs = changes.iter().zip(before);
    pairs
        .map(|(change, before)| HistoryChangeView::new(change, before))
        .collect()
}

impl From<BenefitHistory> for HistoryView {
    fn from(history: BenefitHistory) -> Self {
        let is_hidden = history.hidden;
        let view = Self::shown(history);
        match is_hidden {
            true => view.hidden(),
            false => view,
        }
    }
}

impl HistoryView {
    fn shown(history: BenefitHistory) -> Self {
        Self {
            name: history.name,
            code: history.code,
            chart: history.chart,
            days: history.days.iter().map(Into::into).collect(),
            changes: changes(&history.changes),
            outlook: history.outlook,
            basis: history.basis,
            reading: history.reading.map(Into::into),
        }
    }

    /// Without figures; the picture has none.
    fn hidden(self) -> Self {
        let hide_day = |day: HistoryDayView| HistoryDayView {
            first: privacy::hidden(),
            last: privacy::hidden(),
            least: privacy::hidden(),
            most: privacy::hidden(),
            total: day.total.map(|_| privacy::hidden()),
            ..day
        };
        let hide_change = |change: HistoryChangeView| HistoryChangeView {
            used: privacy::hidden(),
            delta: change.delta.map(|_| privacy::hidden()),
            total: change.total.map(|_| privacy::hidden()),
            ..change
        };
        Self {
            days: self.days.into_iter().map(hide_day).collect(),
            changes: self.changes.into_iter().map(hide_change).collect(),
            chart: self.chart.map(|chart| HistoryChart {
                // A day ahead is nothing but its figures.
                ahead: Vec::new(),
                ..chart
            }),
            ..self
        }
    }
}
