use authgauge_chart::{ChartTheme, PlotArea};
use authgauge_core::language::WordsLanguage;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{AllowanceView, Figure, ReadingView};
use authgauge_core::error::Failure;
use authgauge_core::pool::PoolId;

/// Which chart to draw, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChartRequest {
    /// Of which pool.
    pub pool: PoolId,
    /// Which periods.
    pub range: MauRange,
    /// In which colours.
    pub theme: ChartTheme,
    /// With month names and numbers in which language.
    pub language: WordsLanguage,
    /// CSS pixels; held to 240 to 4,000.
    pub width: u32,
    /// CSS pixels; held to 120 to 2,000.
    pub height: u32,
}

/// Which periods: those that touch the range.
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

/// What kind of file a MAU history is exported as.
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

impl ExportFormat {
    /// What the file's name ends in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }
}

/// The MAU history of a pool: the picture, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MauView {
    /// The picture; nothing while nothing is known.
    pub chart: Option<MauChart>,
    /// Age and source of what the chart shows.
    pub reading: Option<ReadingView>,
    /// Why the history is not the latest, if it is not.
    pub failure: Option<Failure>,
    /// How many periods the server sent without readable dates.
    pub unreadable: u32,
}

/// The picture, and where everything in it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MauChart {
    /// An SVG document of `width` × `height` CSS pixels. It holds no text of the server's.
    pub svg: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Where the bars stand.
    pub plot: PlotArea,
    /// The periods from left to right. Empty: the server reports no period in this range.
    pub bars: Vec<ChartBar>,
}

/// A period: its figures, and where its bar is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChartBar {
    /// Where the bar is; of no height if nothing usable is reported.
    pub area: PlotArea,
    /// First day.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub first_day: NaiveDate,
    /// Last day, included.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub last_day: NaiveDate,
    /// Monthly active users.
    pub used: Figure,
    /// Of how many.
    pub total: AllowanceView,
    /// The period is not over yet.
    pub running: bool,
}

impl From<authgauge_chart::MauChart> for MauChart {
    fn from(chart: authgauge_chart::MauChart) -> Self {
        Self {
            svg: chart.svg,
            width: chart.width,
            height: chart.height,
            plot: chart.plot,
            bars: chart.bars.iter().map(ChartBar::from).collect(),
        }
    }
}

impl From<&authgauge_chart::ChartBar> for ChartBar {
    fn from(bar: &authgauge_chart::ChartBar) -> Self {
        Self {
            area: bar.area,
            first_day: bar.first_day,
            last_day: bar.last_day,
            used: Figure::from(&bar.used),
            total: AllowanceView::from(&bar.total),
            running: bar.running,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_what_is_in_it() {
        let formats = [ExportFormat::Svg, ExportFormat::Png, ExportFormat::Csv];
        assert_eq!(formats.map(ExportFormat::extension), ["svg", "png", "csv"]);
        for format in formats {
            let word = serde_json::to_value(format).unwrap();
            assert_eq!(word, format.extension(), "the page says the same");
        }
    }
}
