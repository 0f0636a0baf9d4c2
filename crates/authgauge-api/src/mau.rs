use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use authgauge_app::MauPicture;
use authgauge_chart::{ChartBar, MauChart, PlotArea};
use authgauge_core::error::Failure;

use super::card::{AllowanceView, Figure};
use super::pool::ReadingView;
use super::privacy;

/// The MAU history of a pool: its chart, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MauView {
    /// None while nothing is known.
    pub chart: Option<MauChartView>,
    /// Age and source of the chart's figures.
    pub reading: Option<ReadingView>,
    /// Why the history is not current, if so.
    pub failure: Option<Failure>,
    /// How many periods the server sent without readable dates.
    pub unreadable: u32,
    /// The dates of one of them, as the server sent them.
    pub unreadable_dates: Option<String>,
}

/// A chart, and where each part of it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "MauChart"))]
pub struct MauChartView {
    /// An SVG document of `width` × `height` CSS pixels. It contains no text of the server.
    pub svg: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// The area of the bars.
    pub plot: PlotArea,
    /// The periods from left to right; empty if the server reports none in this range.
    pub bars: Vec<ChartBarView>,
}

/// A period with its figures and bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "ChartBar"))]
pub struct ChartBarView {
    /// The area of the bar; without height if nothing usable is reported.
    pub area: PlotArea,
    /// First day.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub first_day: NaiveDate,
    /// Last day, included.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub last_day: NaiveDate,
    /// Monthly active users.
    pub used: Figure,
    /// Their allowance.
    pub total: AllowanceView,
    /// The period has not ended.
    pub running: bool,
}

impl From<MauChart> for MauChartView {
    fn from(chart: MauChart) -> Self {
        Self {
            svg: chart.svg,
            width: chart.width,
            height: chart.height,
            plot: chart.plot,
            bars: chart.bars.iter().map(ChartBarView::from).collect(),
        }
    }
}

impl MauChartView {
    /// Without figures; the picture has none.
    fn hidden(self) -> Self {
        let hide = |bar: ChartBarView| ChartBarView {
            used: bar.used.hidden(),
            total: bar.total.hidden(),
            ..bar
        };
        Self {
            bars: self.bars.into_iter().map(hide).collect(),
            ..self
        }
    }
}

impl From<&ChartBar> for ChartBarView {
    fn from(bar: &ChartBar) -> Self {
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

impl From<MauPicture> for MauView {
    fn from(picture: MauPicture) -> Self {
        let is_hidden = picture.hidden;
        let chart = picture.chart.map(MauChartView::from);
        Self {
            chart: match is_hidden {
                true => chart.map(MauChartView::hidden),
                false => chart,
            },
            reading: picture.reading.map(Into::into),
            failure: match is_hidden {
                true => picture.failure.map(privacy::failure),
                false => picture.failure,
            },
            unreadable: u32::try_from(picture.unreadable).unwrap_or(u32::MAX),
            unreadable_dates: picture.unreadable_dates.filter(|_| !is_hidden),
        }
    }
}
