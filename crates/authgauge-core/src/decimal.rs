//! Decimal numbers as text.

use rust_decimal::Decimal;

/// The plain decimal string of a number, without trailing zeros: "12.00" is "12".
pub fn to_plain_string(value: Decimal) -> String {
    value.normalize().to_string()
}
