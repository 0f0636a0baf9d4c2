use chrono::{DateTime, Utc};
use serde::Serialize;

use authgauge_app::PoolSnapshot;
use authgauge_core::calendar::of_vendor_time;
use authgauge_core::level::Level;
use authgauge_core::pool_condition::PoolCondition;

use super::{Age, DocumentKind, Entry, PoolName, ReadingFacts};

/// The worst about a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolOverview {
    /// The pool.
    #[serde(flatten)]
    pub pool: PoolName,
    /// The worst of its benefits, MAU, access key and plan; null while nothing is known.
    pub condition: Option<PoolCondition>,
    /// The level of the condition.
    pub level: Option<Level>,
    /// How many benefits the server reports; null while nothing is known.
    pub benefits: Option<u32>,
    /// How many of them are on trial.
    pub trials: u32,
    /// When the plan ends, if that is known.
    pub plan_ends_at: Option<DateTime<Utc>>,
    /// Age and source of the usage; null while nothing is known.
    pub reading: Option<ReadingFacts>,
}

impl Entry for PoolOverview {
    const KIND: DocumentKind = DocumentKind::Overview;
}

impl PoolOverview {
    /// Of a pool.
    pub fn of(snapshot: &PoolSnapshot, age: Age) -> Self {
        let condition = snapshot.condition();
        let trials = snapshot.benefits().iter();
        let trials = trials.filter(|status| status.benefit.trial).count();
        let plan = snapshot.plan.as_ref();
        Self {
            pool: snapshot.into(),
            level: condition.as_ref().map(PoolCondition::level),
            condition,
            benefits: snapshot
                .usage
                .as_ref()
                .map(|usage| count(usage.value.len())),
            trials: count(trials),
            plan_ends_at: plan
                .and_then(|plan| plan.value.ends_at.known())
                .and_then(of_vendor_time),
            reading: snapshot.usage.as_ref().map(|usage| age.of(usage)),
        }
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
