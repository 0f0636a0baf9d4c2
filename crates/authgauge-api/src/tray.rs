use authgauge_app::{PoolSnapshot, Snapshot};
use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;

/// The worst level, and a line for each pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraySummary {
    /// The worst level of all pools; None while nothing is known.
    pub level: Option<Level>,
    /// In the owner's order.
    pub pools: Vec<TrayPool>,
}

/// A pool and its worst benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayPool {
    /// Its ID.
    pub id: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// None while nothing is known, or where the server reports no benefit.
    pub worst: Option<TrayBenefit>,
    /// The last refresh failed.
    pub failing: bool,
}

/// A pool's worst benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrayBenefit {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// How close to its limit.
    pub level: Level,
    /// Used of total; None where there is no percentage.
    pub percent: Option<u32>,
}

impl From<&Snapshot> for TraySummary {
    fn from(snapshot: &Snapshot) -> Self {
        let pools: Vec<_> = snapshot.pools.iter().map(TrayPool::from).collect();
        let worst = pools.iter().filter_map(|pool| pool.worst.as_ref());
        Self {
            level: worst
                .map(|worst| worst.level)
                .max_by_key(|level| level.severity()),
            pools,
        }
    }
}

impl From<&PoolSnapshot> for TrayPool {
    fn from(snapshot: &PoolSnapshot) -> Self {
        let worst = snapshot.worst().map(|worst| TrayBenefit {
            code: worst.benefit.code.clone(),
            name: worst.benefit.name.clone(),
            level: worst.level,
            percent: worst.percent,
        });
        Self {
            id: snapshot.pool.id.clone(),
            name: snapshot.pool.name.clone(),
            worst,
            failing: snapshot.usage_failure.is_some(),
        }
    }
}
