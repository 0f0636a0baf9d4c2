//! The table of MAU periods.

use genauth::{Allowance, MauPeriod, Quantity};

use crate::frame::DateRange;
use authgauge_core::decimal::to_plain_string;

/// The periods as comma-separated values (RFC 4180): `start,last_day,used,total`.
///
/// Days are `YYYY-MM-DD`, numbers plain decimals, and an unlimited total is `unlimited`. Figures that are not reported
/// are empty: text from the server could be a formula in a spreadsheet.
pub fn csv(periods: &[MauPeriod]) -> String {
    let mut text = String::from("start,last_day,used,total\r\n");
    text.extend(periods.iter().map(row));
    text
}

fn row(period: &MauPeriod) -> String {
    format!(
        "{},{},{},{}\r\n",
        period.start,
        DateRange::new(period.start, period.end).last_day(),
        used(&period.used),
        total(&period.total),
    )
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
