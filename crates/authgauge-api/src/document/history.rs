use serde::Serialize;

use authgauge_app::{BenefitHistory, PoolSnapshot};
use authgauge_core::outlook::Outlook;

use super::{Age, DocumentKind, Entry, PoolName, ReadingFacts};
use crate::history::{HistoryChangeView, HistoryDayView, changes};

/// The history of a benefit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolHistory {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`; the code if the server no longer lists it.
    pub benefit: String,
    /// The days that are known, oldest first.
    pub days: Vec<HistoryDayView>,
    /// Newest first, at most 200.
    pub changes: Vec<HistoryChangeView>,
    /// When it will be used up.
    pub outlook: Outlook,
    /// Age and source of the latest figure; null while nothing is known.
    pub reading: Option<ReadingFacts>,
}

impl Entry for PoolHistory {
    const KIND: DocumentKind = DocumentKind::History;
}

impl PoolHistory {
    /// Of a pool and a history of it.
    pub fn of(snapshot: &PoolSnapshot, history: BenefitHistory, age: Age) -> Self {
        Self {
            pool: snapshot.into(),
            code: history.code,
            benefit: history.name,
            days: history.days.iter().map(Into::into).collect(),
            changes: changes(&history.changes),
            outlook: history.outlook,
            reading: snapshot.usage.as_ref().map(|usage| age.of(usage)),
        }
    }
}
