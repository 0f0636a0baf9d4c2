use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use authgauge_app::PoolSnapshot;

use super::{Age, DocumentKind, Entry, Measured, PoolName, ReadingFacts};
use crate::pool::PlanView;

/// The plan of a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolPlan {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// Null while nothing is known.
    pub plan: Option<PlanEntry>,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanEntry {
    /// `goodsPackage.name`.
    pub name: Option<String>,
    /// `goodsPackage.nameEn`.
    pub name_en: Option<String>,
    /// `Free`, `Basic`, `Premium`, `Enterprise`.
    pub edition: Option<String>,
    /// `B2C`, `B2B`, `B2E`.
    pub scene: Option<String>,
    /// The monthly active users of the package.
    pub mau: Measured,
    /// The day it ends, in the vendor's calendar (UTC+8).
    pub ends_on: Option<NaiveDate>,
    /// The moment it ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// What the server sent in place of a date that is understood.
    pub ends_raw: Option<String>,
    /// Age and source of what is no quantity.
    #[serde(flatten)]
    pub reading: ReadingFacts,
}

impl Entry for PoolPlan {
    const KIND: DocumentKind = DocumentKind::Plan;
}

impl PoolPlan {
    /// Of a pool.
    pub fn of(snapshot: &PoolSnapshot, age: Age) -> Self {
        let plan = snapshot.plan.as_ref().map(|plan| {
            let reading = age.of(plan);
            let view = PlanView::from(&plan.value);
            PlanEntry {
                name: view.name,
                name_en: view.name_en,
                edition: view.edition,
                scene: view.scene,
                mau: Measured::of(&plan.value.mau, reading),
                ends_on: view.ends_on,
                ends_at: view.ends_at,
                ends_raw: view.ends_raw,
                reading,
            }
        });
        Self {
            pool: snapshot.into(),
            plan,
        }
    }
}
