use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::pool::PoolId;

/// Something that the owner was told, or would have been, had it not been so from the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AlertView {
    /// Which.
    pub id: u32,
    /// Of which pool.
    pub pool: PoolId,
    /// The owner's name for it, as it is now.
    pub pool_name: String,
    /// What of the pool.
    pub subject: AlertSubject,
    /// What happened.
    pub kind: AlertKind,
    /// When it was noticed.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
    /// The owner has seen it in the list.
    pub seen: bool,
    /// It is no longer so, or a later alert has taken its place.
    pub over: bool,
    /// Not to be told again before then; once more then, if it is still so.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Alerts of its subject are listed and not told.
    pub muted: bool,
}

/// What the owner wants to be told of a pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AlertRulesView {
    /// From how many percent used, ascending; nothing is as the settings have it, an empty list is never.
    pub thresholds: Option<Vec<u8>>,
    /// Alerts of the pool and of all in it are listed and not told.
    pub muted: bool,
    /// In the server's order; those with rules of their own that the server does not report now come last.
    pub benefits: Vec<BenefitRules>,
}

/// What the owner wants to be told of one benefit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct BenefitRules {
    /// The vendor's `modelCode`.
    pub code: String,
    /// The label part of the vendor's `modelName`; the code where the server does not report it now.
    pub name: String,
    /// From how many percent used, ascending; nothing is as the pool has it, an empty list is never.
    pub thresholds: Option<Vec<u8>>,
    /// Its alerts are listed and not told.
    pub muted: bool,
}
