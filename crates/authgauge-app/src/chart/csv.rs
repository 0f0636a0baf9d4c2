use std::fmt::Write as _;

use genauth::MauPeriod;

use super::dates::Span;
use crate::view::{AllowanceView, Figure};

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
            used(&Figure::from(&period.used)),
            total(&AllowanceView::from(&period.total)),
        );
    }
    text
}

fn used(figure: &Figure) -> &str {
    match figure {
        Figure::Known { value } => value,
        Figure::NotReported { .. } => "",
    }
}

fn total(allowance: &AllowanceView) -> &str {
    match allowance {
        AllowanceView::Limited { value } => value,
        AllowanceView::Unlimited => "unlimited",
        AllowanceView::NotReported { .. } => "",
    }
}
