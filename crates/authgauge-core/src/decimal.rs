//! Decimal numbers as text.

use rust_decimal::Decimal;

/// The number without trailing zeros: "12.00" becomes "12".
pub fn to_plain_string(value: Decimal) -> String {
    value.normalize().to_string()
}
