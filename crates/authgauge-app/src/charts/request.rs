//! Requests for charts and exports.

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use authgauge_chart::ChartTheme;
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool::PoolId;

/// The MAU chart to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChartRequest {
    /// The pool.
    pub pool: PoolId,
    /// The range of days.
    pub range: MauRange,
    /// The colours.
    pub theme: ChartTheme,
    /// The language of month names and numbers.
    pub language: WordsLanguage,
    /// CSS pixels; clamped to 240 to 4,000.
    pub width: u32,
    /// CSS pixels; clamped to 120 to 2,000.
    pub height: u32,
}

/// A range of days; the periods that touch it are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MauRange {
    /// This many months up to today, the running one included.
    Months {
        /// 1 to 120.
        count: u32,
    },
    /// From one day to another, both included, at most ten years apart.
    Days {
        /// First day.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        from: NaiveDate,
        /// Last day.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        to: NaiveDate,
    },
}

/// The file format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// The picture.
    Svg,
    /// The picture, at twice the window's pixels.
    Png,
    /// The figures.
    Csv,
}

/// The benefit history to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct HistoryRequest {
    /// The pool.
    pub pool: PoolId,
    /// The vendor's `modelCode`.
    pub code: String,
    /// How far back.
    pub days: HistoryDays,
    /// The colours.
    pub theme: ChartTheme,
    /// The language of month names.
    pub language: WordsLanguage,
    /// CSS pixels; clamped to 240 to 4,000.
    pub width: u32,
    /// CSS pixels; clamped to 120 to 2,000.
    pub height: u32,
}

/// How many days up to today, today included: 30, 90 or 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "30 | 90 | 365"))]
pub struct HistoryDays(u16);

/// The range of days is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("30, 90 or 365 days")]
pub struct NoSuchDays;

impl ExportFormat {
    /// The file name's extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
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
    fn the_extension_names_the_format() {
        let formats = [ExportFormat::Svg, ExportFormat::Png, ExportFormat::Csv];
        assert_eq!(formats.map(ExportFormat::extension), ["svg", "png", "csv"]);
        for format in formats {
            let word = serde_json::to_value(format).unwrap();
            assert_eq!(word, format.extension(), "the page says the same");
        }
    }

    #[test]
    fn only_offered_ranges_deserialize() {
        for days in [30_u16, 90, 365] {
            let parsed: HistoryDays = serde_json::from_value(days.into()).unwrap();
            assert_eq!(serde_json::to_value(parsed).unwrap(), days);
            assert_eq!(parsed.count(), days);
        }
        for days in [0_u16, 1, 29, 31, 91, 366, u16::MAX] {
            assert!(serde_json::from_value::<HistoryDays>(days.into()).is_err());
        }
        assert!(serde_json::from_value::<HistoryDays>("30".into()).is_err());
    }
}
