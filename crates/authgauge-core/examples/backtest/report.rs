//! The table of scores, in Markdown.

use std::fmt::Write as _;

use crate::score::{Errors, Score, mean, median};

const HEAD: &str = "\
| family | forecasts | error | line | week | in band | times full | error | line | week | in band | Brier |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// The table stands between these.
const PLACE: (&str, &str) = ("<!-- backtest -->\n", "<!-- end -->");

/// One row for each family, the last for all.
pub(crate) fn markdown(rows: &[(String, Score)]) -> String {
    let mut table = HEAD.to_owned();
    for (family, score) in rows {
        let (used, full) = (errors(&score.used, " %"), errors(&score.full, " d"));
        let chance = two(mean(&score.chances), "");
        // Writing to a String does not fail.
        let _ = writeln!(table, "| {family} | {used} | {full} | {chance} |");
    }
    table
}

/// The text with the table in its place.
pub(crate) fn put_into(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(PLACE.0)?;
    let (_, after) = rest.split_once(PLACE.1)?;
    Some(format!("{before}{}{table}{}{after}", PLACE.0, PLACE.1))
}

fn errors(errors: &Errors, unit: &str) -> String {
    let count = errors.forecast.len();
    if count == 0 {
        return "0 | – | – | – | –".to_owned();
    }
    let ways = [&errors.forecast, &errors.straight_line, &errors.last_week];
    let medians = ways.map(|errors| two(median(errors), unit)).join(" | ");
    format!("{count} | {medians} | {:.0} %", errors.coverage())
}

fn two(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}{unit}"))
}
