use authgauge_app::{PoolSnapshot, Snapshot};
use authgauge_core::pool::PoolId;
use authgauge_core::pool_condition::PoolCondition;

/// The worst condition, and a line for each pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraySummary {
    /// The worst condition of all pools; None while nothing is known.
    pub condition: Option<PoolCondition>,
    /// In the owner's order.
    pub pools: Vec<TrayPool>,
}

/// A pool and its condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayPool {
    /// Its ID.
    pub id: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// None while nothing is known, or where the server reports nothing.
    pub condition: Option<PoolCondition>,
    /// The last refresh failed.
    pub failing: bool,
}

impl From<&Snapshot> for TraySummary {
    fn from(snapshot: &Snapshot) -> Self {
        Self {
            condition: snapshot.condition(),
            pools: snapshot.pools.iter().map(TrayPool::from).collect(),
        }
    }
}

impl From<&PoolSnapshot> for TrayPool {
    fn from(snapshot: &PoolSnapshot) -> Self {
        Self {
            id: snapshot.pool.id.clone(),
            name: snapshot.pool.name.clone(),
            condition: snapshot.condition(),
            failing: snapshot.usage_failure.is_some(),
        }
    }
}
