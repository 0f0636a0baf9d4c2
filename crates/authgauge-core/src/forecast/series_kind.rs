//! What the errors of other series are told apart by.

/// The levels of the quantiles.
pub const LEVELS: [f64; 11] = [0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99];

/// What kind of series the errors of others are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PoolKind {
    Stock,
    Resetting,
    /// The active users of a period: most come early in it.
    ActiveUsers,
    /// A gauge that returns to its level within days.
    Gauge,
    /// A gauge that drifts, such as a sum over weeks.
    SlowGauge,
}
