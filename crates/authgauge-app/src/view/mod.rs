//! View models: codes and numbers, ready to be put into words. The window computes none of them.
//!
//! Quantities travel as plain decimal strings, moments as RFC 3339, days as `YYYY-MM-DD`.

mod alert;
mod card;
mod chart;
mod detail;
mod glance;
mod notice;
mod overview;
mod place;
mod pool;

#[cfg(test)]
mod typescript;

pub use alert::{AlertRulesView, AlertView, BenefitRules};
pub use authgauge_chart::{ChartTheme, HistoryChart, HistoryPoint, PlotArea};
pub use authgauge_core::language::WordsLanguage;
pub use authgauge_core::outlook::Outlook;
pub use authgauge_core::trend::{Trend, TrendPoint};
pub use authgauge_store::StoreTrouble;
pub use card::{AllowanceView, BenefitCard, Figure};
pub use chart::{ChartBar, ChartRequest, ExportFormat, MauChart, MauRange, MauView};
pub use detail::{
    ChangedWhat, HistoryChange, HistoryDay, HistoryDays, HistoryRequest, HistoryView, NoSuchDays,
};
pub use glance::{Glance, GlanceBenefit, GlancePool};
pub use notice::Notice;
pub use overview::{About, KeychainView, Overview, PoolSummary};
pub use place::{OpenAt, Place, Screen, TrayState};
pub use pool::{KeyPlace, KeyReport, PlanView, PoolView, ReadingView};
