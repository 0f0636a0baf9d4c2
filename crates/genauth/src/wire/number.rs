//! Numbers, which the API declares as text of no fixed scale.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{MAX_TEXT, cut};
use crate::{Allowance, Quantity, plain_text};

/// Words for *no limit*, in lower case without spaces. The vendor's word is undocumented. A number such as -1
/// is not accepted: its meaning would be a guess.
const UNLIMITED: [&str; 7] = [
    "unlimited",
    "infinite",
    "不限",
    "不限量",
    "无限",
    "无限制",
    "无上限",
];

/// Parses a number of 0 or more, keeping the raw text of anything else.
pub(super) fn quantity(value: Option<&Value>) -> Quantity {
    match raw(value) {
        None => Quantity::NotReported(None),
        Some(raw) => match number(&raw) {
            Some(number) => Quantity::Known(number),
            None => Quantity::NotReported(Some(cut(&plain_text(&raw), MAX_TEXT))),
        },
    }
}

/// Parses a number of 0 or more or a word for *unlimited*.
pub(super) fn allowance(value: Option<&Value>) -> Allowance {
    match quantity(value) {
        Quantity::Known(limit) => Allowance::Limited(limit),
        Quantity::NotReported(Some(raw)) if means_unlimited(&raw) => Allowance::Unlimited,
        Quantity::NotReported(raw) => Allowance::NotReported(raw),
    }
}

/// Parses a whole number of 0 or more.
#[cfg(feature = "client")]
pub(crate) fn whole_number(value: &Value) -> Option<u64> {
    let number = number(&raw(Some(value))?)?;
    number
        .is_integer()
        .then(|| u64::try_from(number).ok())
        .flatten()
}

/// The text of a string, or the JSON of anything else.
pub(super) fn raw(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Whether a text is a word for *no limit*.
pub(super) fn means_unlimited(raw: &str) -> bool {
    let word: String = raw
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    UNLIMITED.contains(&word.as_str())
}

fn number(raw: &str) -> Option<Decimal> {
    let plain: String = raw.trim().chars().map(half_width).collect();
    let (is_negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.as_str()),
    };
    let number = decimal(digits)?.normalize();
    (!is_negative || number.is_zero()).then_some(number)
}

/// Converts full-width characters, which Chinese input methods produce, to ASCII.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = without_separators(whole)?;
    if !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    match exponent {
        None => format!("0{whole}.{fraction}0").parse().ok(),
        // As Java's `BigDecimal` prints it: `1E+3`.
        Some(exponent) => Decimal::from_scientific(&format!("{whole}.{fraction}0e{exponent}")).ok(),
    }
}

/// Removes thousands separators: `1,234,567` becomes `1234567`. `None` if they do not group three digits each:
/// `1,5` may mean one and a half.
fn without_separators(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| all_digits(first))?;
    let mut digits = first.to_owned();
    for group in groups {
        let has_valid_first_group = (1..=3).contains(&first.len());
        if !has_valid_first_group || group.len() != 3 || !all_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::proptest_config::proptest_config;

    #[test]
    fn reads_numbers_in_every_notation() {
        for (value, plain) in [
            (json!("0"), "0"),
            (json!(0), "0"),
            (json!(7.9), "7.9"),
            (json!("7.9"), "7.9"),
            (json!("99.00"), "99"),
            (json!(" 12.00 "), "12"),
            (json!("\u{3000}12\u{a0}"), "12"),
            (json!("1,000"), "1000"),
            (json!("1,234,567.50"), "1234567.5"),
            (json!("１，０００．５"), "1000.5"),
            (json!("007"), "7"),
            (json!(".5"), "0.5"),
            (json!("5."), "5"),
            (json!("-0"), "0"),
            (json!("-0.00"), "0"),
            (json!("1E+3"), "1000"),
            (json!("2.5e-1"), "0.25"),
            (json!(1e20), "100000000000000000000"),
            (json!(u64::MAX), "18446744073709551615"),
        ] {
            let read = quantity(Some(&value));
            assert_eq!(
                read.known().map(|n| n.to_string()).as_deref(),
                Some(plain),
                "{value}"
            );
            assert_eq!(allowance(Some(&value)).limit(), read.known());
        }
    }

    #[test]
    fn keeps_the_text_of_unusable_numbers() {
        for raw in [
            "",
            " ",
            "-",
            ".",
            ",",
            "-1",
            "-0.01",
            "NaN",
            "Infinity",
            "1,00",
            "1,0000",
            "1234,567",
            ",100",
            "1,,000",
            "1.000,5",
            "1.2.3",
            "1 000",
            "1_000",
            "0x10",
            "1e",
            "1e999",
            "e5",
            "+5",
            "10GB",
            "100%",
            "一千",
            "99999999999999999999999999999999",
        ] {
            let kept = Some(raw.to_owned());
            assert_eq!(
                quantity(Some(&json!(raw))),
                Quantity::NotReported(kept.clone()),
                "{raw:?}"
            );
            assert_eq!(
                allowance(Some(&json!(raw))),
                Allowance::NotReported(kept),
                "{raw:?}"
            );
        }
        for (value, raw) in [
            (json!(-1), "-1"),
            (json!(true), "true"),
            (json!({"a": 1}), "{\"a\":1}"),
        ] {
            assert_eq!(
                allowance(Some(&value)),
                Allowance::NotReported(Some(raw.to_owned()))
            );
        }
    }

    #[test]
    fn null_and_missing_are_not_reported() {
        for value in [None, Some(&Value::Null)] {
            assert_eq!(quantity(value), Quantity::NotReported(None));
            assert_eq!(allowance(value), Allowance::NotReported(None));
        }
    }

    #[test]
    fn only_words_mean_unlimited() {
        for word in [
            "unlimited",
            " Unlimited ",
            "UN LIMITED",
            "Infinite",
            "不限",
            "不限量",
            " 无 限 ",
            "无限制",
            "无上限",
        ] {
            assert_eq!(
                allowance(Some(&json!(word))),
                Allowance::Unlimited,
                "{word:?}"
            );
            assert_eq!(
                quantity(Some(&json!(word))),
                Quantity::NotReported(Some(word.to_owned()))
            );
        }
        for other in ["", "-1", "limited", "none", "不限量套餐"] {
            assert_ne!(
                allowance(Some(&json!(other))),
                Allowance::Unlimited,
                "{other:?}"
            );
        }
    }

    #[test]
    fn cuts_long_text_between_characters() {
        let long = "限".repeat(1000);
        assert_eq!(
            quantity(Some(&json!(long))),
            Quantity::NotReported(Some("限".repeat(200)))
        );
    }

    proptest! {
        #![proptest_config(proptest_config(1_000, "numbers in any notation"))]
        #[test]
        fn decimal_text_round_trips(whole in 0_u64.., fraction in 0_u32..1_000_000) {
            let text = format!("{whole}.{fraction:06}");
            let expected: Decimal = text.parse().unwrap();
            prop_assert_eq!(quantity(Some(&json!(text))), Quantity::Known(expected));
        }

        #[test]
        fn no_text_yields_a_negative_number(text in "\\PC{0,40}|[-+0-9.,eE ]{0,20}") {
            if let Some(number) = quantity(Some(&json!(text))).known() {
                prop_assert!(number >= Decimal::ZERO);
            }
            allowance(Some(&json!(text)));
        }
    }
}
