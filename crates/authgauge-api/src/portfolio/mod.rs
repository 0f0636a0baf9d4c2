//! The overview of all pools.

mod pools;
mod runway;
mod shown;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use authgauge_app::{Portfolio, PortfolioCounts};

pub use pools::{HeatCellView, HeatColumnView, HeatRowView, PlanEndView, TroubleFix, TroubleView};
pub use runway::{RunsOutView, RunwayMarksView, RunwayMatterView, RunwayRowView};

/// All pools at one look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PortfolioView {
    /// Higher is later, as in the overview.
    pub revision: u32,
    /// Today in the vendor's calendar: the marks count days from it.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub today: NaiveDate,
    /// The percent from which a use needs attention.
    pub near_percent: u8,
    /// What headline and tiles say.
    pub counts: PortfolioCountsView,
    /// What runs out within 90 days, the most urgent first.
    pub runway: Vec<RunwayRowView>,
    /// The benefits that most pools have; at most eight.
    pub columns: Vec<HeatColumnView>,
    /// The most urgent first.
    pub pools: Vec<HeatRowView>,
}

/// What headline and tiles say. Benefits include the MAU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PortfolioCountsView {
    /// All pools.
    pub pools: u32,
    /// Pools whose figures are known.
    pub known_pools: u32,
    /// All benefits without those that the owner hid.
    pub benefits: u32,
    /// Those that the owner hid.
    pub unlisted: u32,
    /// Over the total.
    pub over: u32,
    /// Used up exactly.
    pub full: u32,
    /// The pools of those two.
    pub run_out_pools: u32,
    /// Run out within 7 days.
    pub within_week: u32,
    /// Run out within 30 days, the former included.
    pub within_month: u32,
    /// The first day on which one of them does.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub first_day: Option<NaiveDate>,
    /// Benefits that may run out and have no forecast.
    pub without_forecast: u32,
    /// Benefits with one.
    pub with_forecast: u32,
    /// Plans that have ended.
    pub plans_ended: u32,
    /// Plans that end within 30 days.
    pub plans_ending: u32,
    /// Benefits on trial until then.
    pub trials_ending: u32,
    /// Pools that can't be read.
    pub unreadable: u32,
    /// Pools that need attention.
    pub need_attention: u32,
    /// Pools that have room.
    pub with_room: u32,
    /// The oldest figures of the pools that can be read.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub oldest: Option<DateTime<Utc>>,
    /// The oldest figures of the others.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub oldest_unreadable: Option<DateTime<Utc>>,
}

impl From<&Portfolio> for PortfolioView {
    fn from(portfolio: &Portfolio) -> Self {
        let names = runway::Names::of(portfolio);
        let rows = portfolio.runway.iter();
        Self {
            revision: portfolio.revision,
            today: portfolio.today,
            near_percent: portfolio.near_percent,
            counts: PortfolioCountsView::from(&portfolio.counts),
            runway: rows.map(|row| RunwayRowView::of(row, &names)).collect(),
            columns: portfolio.columns.iter().map(HeatColumnView::from).collect(),
            pools: portfolio.pools.iter().map(HeatRowView::from).collect(),
        }
    }
}

impl From<&PortfolioCounts> for PortfolioCountsView {
    fn from(counts: &PortfolioCounts) -> Self {
        Self {
            pools: number(counts.pools),
            known_pools: number(counts.known_pools),
            benefits: number(counts.benefits),
            unlisted: number(counts.unlisted),
            over: number(counts.over),
            full: number(counts.full),
            run_out_pools: number(counts.run_out_pools),
            within_week: number(counts.within_week),
            within_month: number(counts.within_month),
            first_day: counts.first_day,
            without_forecast: number(counts.without_forecast),
            with_forecast: number(counts.with_forecast),
            plans_ended: number(counts.plans_ended),
            plans_ending: number(counts.plans_ending),
            trials_ending: number(counts.trials_ending),
            unreadable: number(counts.unreadable),
            need_attention: number(counts.need_attention),
            with_room: number(counts.with_room),
            oldest: counts.oldest,
            oldest_unreadable: counts.oldest_unreadable,
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
