use genauth::{Allowance, Quantity};
use serde::Serialize;

use authgauge_core::decimal::to_plain_string;

use super::ReadingFacts;

/// A quantity or a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Amount {
    /// A number.
    Value {
        /// A plain decimal string.
        value: String,
    },
    /// The server reports no limit.
    Unlimited,
    /// Not a usable number. This is not 0.
    NotReported {
        /// The server's text, if it sent one.
        raw: Option<String>,
    },
}

/// An amount and the reading that it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Measured {
    /// The amount.
    #[serde(flatten)]
    pub amount: Amount,
    /// Its age and source.
    #[serde(flatten)]
    pub reading: ReadingFacts,
}

impl Measured {
    /// Of a quantity or an allowance.
    pub fn of(amount: impl Into<Amount>, reading: ReadingFacts) -> Self {
        Self {
            amount: amount.into(),
            reading,
        }
    }
}

impl Amount {
    /// The number, if there is one.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value { value } => Some(value),
            Self::Unlimited | Self::NotReported { .. } => None,
        }
    }
}

impl From<&Quantity> for Amount {
    fn from(quantity: &Quantity) -> Self {
        match quantity {
            Quantity::Known(value) => Self::Value {
                value: to_plain_string(*value),
            },
            Quantity::NotReported(raw) => Self::NotReported { raw: raw.clone() },
        }
    }
}

impl From<&Allowance> for Amount {
    fn from(allowance: &Allowance) -> Self {
        match allowance {
            Allowance::Limited(value) => Self::Value {
                value: to_plain_string(*value),
            },
            Allowance::Unlimited => Self::Unlimited,
            Allowance::NotReported(raw) => Self::NotReported { raw: raw.clone() },
        }
    }
}
