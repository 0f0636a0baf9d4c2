//! Which pool or benefit the tray follows.

use serde::{Deserialize, Serialize};

use crate::pool::PoolId;

/// What the tray's icon and tooltip stand for. Its menu names the worst pools all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TrayFocus {
    /// The worst of all pools.
    #[default]
    Worst,
    /// One pool.
    Pool {
        /// Its ID.
        pool: PoolId,
    },
    /// One benefit, with what stops all figures of its pool.
    Benefit {
        /// Its pool.
        pool: PoolId,
        /// The vendor's `modelCode`; `MAU` is the running MAU period.
        code: String,
    },
}

impl TrayFocus {
    /// The pool, if it follows one.
    pub fn pool(&self) -> Option<&PoolId> {
        match self {
            Self::Worst => None,
            Self::Pool { pool } | Self::Benefit { pool, .. } => Some(pool),
        }
    }

    /// The benefit, if it follows one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Benefit { code, .. } => Some(code),
            Self::Worst | Self::Pool { .. } => None,
        }
    }

    /// Forgets a removed pool.
    pub(crate) fn forget(&mut self, pool: &PoolId) {
        if self.pool() == Some(pool) {
            *self = Self::Worst;
        }
    }
}
