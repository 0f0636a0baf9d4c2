use std::fmt;
use std::str::FromStr;

use genauth::Allowance;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decimal::to_plain_string;

/// A number, of what is left or used of a benefit, at which an alert is raised. As text: `left:500` or `used:12000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct AlertAmount {
    /// What the number counts.
    pub of: AmountOf,
    /// The number.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub value: Decimal,
}

/// What an [`AlertAmount`] counts. It is stored with the number: else a total that a server stops to report would turn
/// "500 left" into "500 used".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AmountOf {
    /// What is left of the total: fewer than the number.
    Left,
    /// What is used: at least the number.
    Used,
}

impl AlertAmount {
    /// Whether it can be reached: above 0.
    pub fn is_valid(&self) -> bool {
        self.value > Decimal::ZERO
    }
}

impl From<&Allowance> for AmountOf {
    /// Only what has a total can be left.
    fn from(total: &Allowance) -> Self {
        match total {
            Allowance::Limited(_) => Self::Left,
            Allowance::Unlimited | Allowance::NotReported(_) => Self::Used,
        }
    }
}

impl fmt::Display for AlertAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = match self.of {
            AmountOf::Left => "left",
            AmountOf::Used => "used",
        };
        write!(f, "{of}:{}", to_plain_string(self.value))
    }
}

impl FromStr for AlertAmount {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (of, value) = text.split_once(':').ok_or(())?;
        let of = match of {
            "left" => AmountOf::Left,
            "used" => AmountOf::Used,
            _ => return Err(()),
        };
        let value = value.parse().map_err(|_| ())?;
        Some(Self { of, value }).filter(Self::is_valid).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_round_trip_as_text() {
        for text in ["left:500", "used:12000", "left:0.5"] {
            let amount: AlertAmount = text.parse().unwrap();
            assert_eq!(amount.to_string(), text);
        }
        for text in ["", "500", "left:", "left:0", "used:-1", "left:x", "total:5"] {
            assert_eq!(text.parse::<AlertAmount>(), Err(()), "{text}");
        }
    }

    #[test]
    fn only_what_has_a_total_is_counted_by_what_is_left() {
        for (total, of) in [
            (Allowance::Limited(Decimal::TEN), AmountOf::Left),
            (Allowance::Unlimited, AmountOf::Used),
            (
                Allowance::NotReported(Some("-1".to_owned())),
                AmountOf::Used,
            ),
        ] {
            assert_eq!(AmountOf::from(&total), of, "{total:?}");
        }
    }
}
