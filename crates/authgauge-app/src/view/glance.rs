use authgauge_core::level::Level;
use authgauge_core::pool::PoolId;

/// What fits beside the clock: how it stands as a whole, and a line for each pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// The worst level of all pools; nothing while nothing is known of any.
    pub level: Option<Level>,
    /// In the owner's order.
    pub pools: Vec<GlancePool>,
}

/// A pool, and what is worst in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlancePool {
    /// Which.
    pub id: PoolId,
    /// The owner's name for it.
    pub name: String,
    /// Nothing while nothing is known, or where the server reports no benefit.
    pub worst: Option<GlanceBenefit>,
    /// The last refresh failed.
    pub failing: bool,
}

/// A pool's worst benefit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlanceBenefit {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`.
    pub name: String,
    /// How close to its limit.
    pub level: Level,
    /// Used of total, where that can be said.
    pub percent: Option<u32>,
}
