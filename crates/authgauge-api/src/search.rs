use serde::{Deserialize, Serialize};

use authgauge_app::{BenefitStatus, PoolSnapshot, WithoutForecast};
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;

/// A pool's benefits, for the search and for what has no forecast. The overview has the pool itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FindablePool {
    /// The pool.
    pub pool: PoolId,
    /// In the server's order.
    pub benefits: Vec<FindableBenefit>,
    /// What has no forecast though it may run out.
    pub without_forecast: Vec<WithoutForecast>,
}

/// A benefit, for the search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FindableBenefit {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// How close it is to its limit.
    pub level: Level,
    /// Used of total as a whole percentage; None where there is none, or figures are hidden.
    pub percent: Option<u32>,
}

impl From<&PoolSnapshot> for FindablePool {
    fn from(snapshot: &PoolSnapshot) -> Self {
        let is_hidden = snapshot.alias.is_some();
        let findable = |status: &BenefitStatus| FindableBenefit {
            code: status.benefit.code.clone(),
            name: status.benefit.name.clone(),
            level: status.level,
            percent: status.percent.filter(|_| !is_hidden),
        };
        Self {
            pool: snapshot.pool.id.clone(),
            benefits: snapshot.benefits().iter().map(findable).collect(),
            without_forecast: WithoutForecast::of(snapshot),
        }
    }
}
