use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A number reported by the server. The API declares every number as a string of no fixed scale.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// A number of 0 or more.
    Known(Decimal),
    /// Not a usable number: the raw text, or `None` if the field is null or missing. Not the same as 0.
    NotReported(Option<String>),
}

impl Quantity {
    /// The number, if there is one.
    pub fn known(&self) -> Option<Decimal> {
        match self {
            Self::Known(number) => Some(*number),
            Self::NotReported(_) => None,
        }
    }
}
