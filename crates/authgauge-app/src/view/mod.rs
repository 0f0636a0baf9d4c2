//! View models: codes and numbers, ready to be put into words. The window computes none of them.
//!
//! Quantities travel as plain decimal strings, moments as RFC 3339, days as `YYYY-MM-DD`.

mod alert;
mod card;
mod chart;
mod detail;
mod glance;
mod history;
mod notice;
mod overview;
mod place;
mod pool;

#[cfg(test)]
mod typescript;

pub use alert::{AlertView, BenefitRules, WatchRules};
pub(crate) use card::plain;
pub use card::{AllowanceView, BenefitCard, Figure};
pub use chart::{
    ChartBar, ChartRequest, ChartTheme, ExportFormat, MauChart, MauRange, MauView, PlotArea,
    WordsLanguage,
};
pub use detail::{
    ChangedWhat, HistoryChange, HistoryChart, HistoryDay, HistoryDays, HistoryPoint,
    HistoryRequest, HistoryView, NoSuchDays,
};
pub use glance::{Glance, GlanceBenefit, GlancePool};
pub use history::{OutlookView, Trend, TrendPoint};
pub use notice::Notice;
pub use overview::{About, KeychainView, Overview, PoolSummary, StoreTrouble};
pub use place::{OpenAt, Place, Screen, TrayState};
pub use pool::{KeyPlace, KeyReport, PlanView, PoolView, ReadingView};
