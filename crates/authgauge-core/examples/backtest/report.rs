//! The table of scores in Markdown.

use std::fmt::Write as _;

use crate::score::{Errors, Score, mean, median};

const HEADER: &str = "\
| family | forecasts | error | line | week | in band | times full | error | line | week | in band | Brier |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// One row per family.
pub(crate) fn markdown(rows: &[(String, Score)]) -> String {
    let mut table = HEADER.to_owned();
    for (family, score) in rows {
        let (used, full) = (errors(&score.used, " %"), errors(&score.full, " d"));
        let brier = two_decimals(mean(&score.squared_errors), "");
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {family} | {used} | {full} | {brier} |");
    }
    table
}

/// Replaces the tables between a document's markers of this name. None without markers.
pub(crate) fn replace_table(document: &str, name: &str, table: &str) -> Option<String> {
    let (start, end) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let (before, rest) = document.split_once(&start)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{start}{table}{end}{after}"))
}

fn errors(errors: &Errors, unit: &str) -> String {
    let count = errors.forecast.len();
    if count == 0 {
        return "0 | – | – | – | –".to_owned();
    }
    let methods = [&errors.forecast, &errors.straight_line, &errors.last_week];
    let medians = methods.map(|errors| two_decimals(median(errors), unit));
    let medians = medians.join(" | ");
    format!("{count} | {medians} | {:.0} %", errors.coverage())
}

fn two_decimals(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}{unit}"))
}
