//! Everything that is known as one table.

use super::{Amount, BenefitEntry, Document, MauEntry, PoolExport};
use crate::history::HistoryDayView;

const HEADER: [&str; 12] = [
    "kind",
    "pool",
    "code",
    "name",
    "first_day",
    "last_day",
    "first",
    "least",
    "most",
    "used",
    "limit",
    "taken_at",
];

/// The document as comma-separated values (RFC 4180). `kind` is `usage`, `mau` or `history`; what does not apply, and
/// what is not reported, is empty; an unlimited limit is `unlimited`. A text that a spreadsheet would take for a formula
/// begins with an apostrophe.
pub fn csv(document: &Document<PoolExport>) -> String {
    let mut text = line(HEADER.map(str::to_owned));
    for entry in &document.pools {
        let pool = &*entry.pool.name;
        let benefits = entry.benefits.iter().flatten();
        text.extend(benefits.map(|benefit| line(usage(pool, benefit))));
        let periods = entry.periods.iter().flatten();
        text.extend(periods.map(|period| line(mau(pool, period))));
        for history in &entry.histories {
            let of = (pool, &*history.code, &*history.name);
            text.extend(history.days.iter().map(|known| line(day(of, known))));
        }
    }
    text
}

fn usage(pool: &str, benefit: &BenefitEntry) -> [String; 12] {
    let none = String::new;
    [
        "usage".to_owned(),
        pool.to_owned(),
        benefit.code.clone(),
        benefit.name.clone(),
        none(),
        none(),
        none(),
        none(),
        none(),
        amount(&benefit.used.amount),
        amount(&benefit.limit.amount),
        benefit.used.reading.taken_at.to_rfc3339(),
    ]
}

fn mau(pool: &str, period: &MauEntry) -> [String; 12] {
    let none = String::new;
    [
        "mau".to_owned(),
        pool.to_owned(),
        none(),
        none(),
        period.first_day.to_string(),
        period.last_day.to_string(),
        none(),
        none(),
        none(),
        amount(&period.used.amount),
        amount(&period.limit.amount),
        period.used.reading.taken_at.to_rfc3339(),
    ]
}

fn day((pool, code, name): (&str, &str, &str), day: &HistoryDayView) -> [String; 12] {
    [
        "history".to_owned(),
        pool.to_owned(),
        code.to_owned(),
        name.to_owned(),
        day.day.to_string(),
        day.day.to_string(),
        day.first.clone(),
        day.least.clone(),
        day.most.clone(),
        day.last.clone(),
        day.total.clone().unwrap_or_default(),
        String::new(),
    ]
}

fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Value { value } => value.clone(),
        Amount::Unlimited => "unlimited".to_owned(),
        Amount::NotReported { .. } => String::new(),
    }
}

fn line(cells: [String; 12]) -> String {
    let cells = cells.map(|cell| quoted(&cell));
    cells.join(",") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = match is_formula {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    };
    match safe.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", safe.replace('"', "\"\"")),
        false => safe,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_is_quoted_and_is_no_formula() {
        for (cell, expected) in [
            ("Acme", "Acme"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("@cmd", "'@cmd"),
            ("-1", "'-1"),
            (
                "=HYPERLINK(\"a\",\"b\")",
                "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"",
            ),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), expected);
        }
    }
}
