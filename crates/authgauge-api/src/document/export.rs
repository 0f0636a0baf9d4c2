use serde::Serialize;

use authgauge_app::{BenefitHistory, MauPeriods, PoolSnapshot};

use super::{
    Age, BenefitEntry, DocumentKind, Entry, MauEntry, PlanEntry, PoolMau, PoolName, PoolPlan,
    PoolUsage,
};
use crate::history::{HistoryChangeView, HistoryDayView, changes};

/// Everything that is known of a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolExport {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// Null while nothing is known.
    pub plan: Option<PlanEntry>,
    /// In the server's order; null while nothing is known.
    pub benefits: Option<Vec<BenefitEntry>>,
    /// Periods of monthly active users, sorted by their days; null while nothing is known.
    pub periods: Option<Vec<MauEntry>>,
    /// The history of each benefit.
    pub histories: Vec<BenefitDays>,
}

/// The history of a benefit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BenefitDays {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// The days that are known, oldest first.
    pub days: Vec<HistoryDayView>,
    /// Newest first, at most 200.
    pub changes: Vec<HistoryChangeView>,
}

impl Entry for PoolExport {
    const KIND: DocumentKind = DocumentKind::Export;
}

impl PoolExport {
    /// Of a pool, its MAU periods and its histories.
    pub fn of(
        snapshot: &PoolSnapshot,
        mau: &MauPeriods,
        histories: &[BenefitHistory],
        age: Age,
    ) -> Self {
        Self {
            pool: snapshot.into(),
            plan: PoolPlan::of(snapshot, age).plan,
            benefits: PoolUsage::of(snapshot, age).benefits,
            periods: PoolMau::of(snapshot, mau, age).periods,
            histories: histories.iter().map(BenefitDays::from).collect(),
        }
    }
}

impl From<&BenefitHistory> for BenefitDays {
    fn from(history: &BenefitHistory) -> Self {
        Self {
            code: history.code.clone(),
            name: history.name.clone(),
            days: history.days.iter().map(Into::into).collect(),
            changes: changes(&history.changes),
        }
    }
}
