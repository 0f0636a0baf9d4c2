use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Quantity;
/// One right of the plan: the vendor's `CurrentUsage`, from `get-usage-info`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Benefit {
    /// `modelCode`, e.g. `SocialConnections`. Codes are not a closed list.
    pub code: String,
    /// The label part of `modelName` (`code：label` in one); the code where there is no label.
    pub name: String,
    /// `current`: how much is used.
    pub used: Quantity,
    /// `amount`: how much there is.
    pub total: Allowance,
    /// `experience`: the benefit is there for the trial period only. Missing means no.
    pub trial: bool,
}

/// How much of a benefit there is: the vendor's `amount`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowance {
    /// This much, 0 included.
    Limited(Decimal),
    /// The server says in words that there is no limit.
    Unlimited,
    /// Not a usable number: the raw text, or nothing if the field was null or missing.
    NotReported(Option<String>),
}

impl Allowance {
    /// The limit, if there is one.
    pub fn limit(&self) -> Option<Decimal> {
        match self {
            Self::Limited(limit) => Some(*limit),
            Self::Unlimited | Self::NotReported(_) => None,
        }
    }
}
