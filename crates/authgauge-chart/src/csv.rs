use std::fmt::Write as _;

use genauth::{Allowance, MauPeriod, Quantity};

use super::dates::Span;
use authgauge_core::decimal::to_plain_string;

/// The periods as RFC 4180 comma-separated values: `start,last_day,used,total`.
///
/// Days are `YYYY-MM-DD`, numbers plain decimals, an unlimited total the word `unlimited`. What is not
/// reported is empty: the server's text stays out of a file that opens in a spreadsheet.
pub fn csv(periods: &[MauPeriod]) -> String {
    let mut text = String::from("start,last_day,used,total\r\n");
    for period in periods {
        let last_day = Span::new(period.start, period.end).last_day();
        // Writing into a string cannot fail.
        let _ = write!(
            text,
            "{},{last_day},{},{}\r\n",
            period.start,
            used(&period.used),
            total(&period.total),
        );
    }
    text
}

fn used(used: &Quantity) -> String {
    used.known().map_or_else(String::new, to_plain_string)
}

fn total(total: &Allowance) -> String {
    match total {
        Allowance::Limited(value) => to_plain_string(*value),
        Allowance::Unlimited => "unlimited".to_owned(),
        Allowance::NotReported(_) => String::new(),
    }
}
