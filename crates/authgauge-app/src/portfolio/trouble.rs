use chrono::{DateTime, Utc};

use authgauge_core::error::Failure;
use authgauge_core::pool_condition::PoolCondition;

use crate::snapshot::PoolSnapshot;

/// Why a pool can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadTrouble {
    /// Of the last refresh.
    pub failure: Failure,
    /// What the owner can do about it.
    pub fix: Fix,
    /// When the figures that are kept were taken. None if there are none.
    pub taken_at: Option<DateTime<Utc>>,
}

/// What the owner can do about a pool that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fix {
    /// Nothing helps but another access key.
    ReplaceKey,
    /// It may pass: refresh again.
    TryAgain,
}

impl ReadTrouble {
    /// None for a pool that was read, or is being read for the first time.
    pub(super) fn of(pool: &PoolSnapshot) -> Option<Self> {
        let failure = pool.usage_failure.clone()?;
        let fix = match PoolCondition::of_failure(failure.code) {
            Some(_) => Fix::ReplaceKey,
            None => Fix::TryAgain,
        };
        Some(Self {
            failure,
            fix,
            taken_at: pool.usage.as_ref().map(|usage| usage.taken_at),
        })
    }
}
