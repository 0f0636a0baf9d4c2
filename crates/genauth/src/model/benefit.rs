use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Quantity;
/// A benefit of the plan: the vendor's `CurrentUsage`, from `get-usage-info`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Benefit {
    /// `modelCode`, e.g. `SocialConnections`. Codes are not a closed list.
    pub code: String,
    /// The label in `modelName`, which has the form `code：label`; the code if there is no label.
    pub name: String,
    /// `current`: the amount used.
    pub used: Quantity,
    /// `amount`: the amount allowed.
    pub total: Allowance,
    /// `experience`: whether the benefit is included for the trial period only. Missing means no.
    pub trial: bool,
}

/// The amount of a benefit that the plan allows: the vendor's `amount`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowance {
    /// A limit of 0 or more.
    Limited(Decimal),
    /// No limit, which the server reports in words.
    Unlimited,
    /// Not a usable number: the raw text, or `None` if the field is null or missing.
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
