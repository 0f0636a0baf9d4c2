#![doc = include_str!("../README.md")]

mod alert;
mod card;
pub mod document;
mod first_view;
mod history;
mod mau;
mod notice;
mod overview;
mod place;
mod pool;
mod portfolio;
pub mod privacy;
mod search;
mod tray;
#[cfg(test)]
mod typescript;

pub use alert::{AlertRulesView, AlertView, BenefitRulesView, InboxRowView};
pub use card::{AllowanceView, BeforeReset, BenefitCard, Figure};
pub use first_view::FirstView;
pub use history::{ChangedWhat, HistoryChangeView, HistoryDayView, HistoryView};
pub use mau::{ChartBarView, MauChartView, MauView};
pub use notice::Notice;
pub use overview::{KeychainView, Overview, PoolSummary, UndeliveredView};
pub use place::{OpenAt, Place, Screen, TrayState};
pub use pool::{PlanView, PoolView, ReadingView};
pub use portfolio::{
    HeatCellView, HeatColumnView, HeatRowView, PlanEndView, PortfolioCountsView, PortfolioView,
    RunsOutView, RunwayMarksView, RunwayMatterView, RunwayRowView, TroubleFix, TroubleView,
};
pub use search::{FindableBenefit, FindablePool};
pub use tray::{TrayPool, TraySummary};
