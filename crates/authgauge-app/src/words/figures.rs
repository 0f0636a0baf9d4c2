//! Formats numbers and dates.

use chrono::{DateTime, Local, NaiveDate, Utc};

/// Groups the digits before the decimal point by three.
pub(super) fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if !whole.bytes().all(|digit| digit.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut groups = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            groups.push(',');
        }
        groups.push(digit);
    }
    groups + rest
}

/// The date in the local time zone.
pub(super) fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Local).date_naive()
}

pub(super) fn english_day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

pub(super) fn chinese_day(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_three() {
        for (number, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("1234567.8901", "1,234,567.8901"),
            ("-1500", "-1,500"),
            ("no number", "no number"),
            ("", ""),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn dates_name_their_month() {
        let day = "2026-03-09".parse().unwrap();
        assert_eq!(english_day(day), "9 March 2026");
        assert_eq!(chinese_day(day), "2026年3月9日");
    }
}
