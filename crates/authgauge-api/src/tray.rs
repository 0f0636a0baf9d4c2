use authgauge_app::{PoolSnapshot, Snapshot};
use authgauge_core::pool::PoolId;
use authgauge_core::pool_condition::PoolCondition;

use super::overview::ids;
use super::privacy;

/// The worst condition, and a line for each pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraySummary {
    /// What the icon stands for: the condition of what the tray follows, else the worst of all pools. None while nothing
    /// is known.
    pub condition: Option<PoolCondition>,
    /// The pool that the tray follows, in the condition of what is followed. None: it follows the worst of all.
    pub followed: Option<TrayPool>,
    /// In the owner's order.
    pub pools: Vec<TrayPool>,
    /// The pools in the worst condition first.
    pub worst_first: Vec<PoolId>,
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

impl TraySummary {
    /// The pools in the worst condition first.
    pub fn worst(&self) -> impl Iterator<Item = &TrayPool> {
        let pool = |id: &PoolId| self.pools.iter().find(|pool| pool.id == *id);
        self.worst_first.iter().filter_map(pool)
    }
}

impl From<&Snapshot> for TraySummary {
    fn from(snapshot: &Snapshot) -> Self {
        let followed = snapshot.followed();
        let followed = followed.map(|(pool, condition)| TrayPool::of(pool, condition));
        Self {
            condition: match &followed {
                Some(pool) => pool.condition.clone(),
                None if snapshot.settings.privacy => snapshot.condition().map(privacy::condition),
                None => snapshot.condition(),
            },
            followed,
            pools: snapshot.pools.iter().map(TrayPool::from).collect(),
            worst_first: ids(&snapshot.worst_first()),
        }
    }
}

impl From<&PoolSnapshot> for TrayPool {
    fn from(snapshot: &PoolSnapshot) -> Self {
        Self::of(snapshot, snapshot.condition())
    }
}

impl TrayPool {
    fn of(snapshot: &PoolSnapshot, condition: Option<PoolCondition>) -> Self {
        Self {
            id: snapshot.pool.id.clone(),
            name: privacy::name_and_host(snapshot).0,
            condition: match snapshot.alias {
                Some(_) => condition.map(privacy::condition),
                None => condition,
            },
            failing: snapshot.usage_failure.is_some(),
        }
    }
}
