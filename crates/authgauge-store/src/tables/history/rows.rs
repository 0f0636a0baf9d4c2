//! Columns of the history, parsed. `None` if a row cannot be interpreted.

use chrono::NaiveDate;
use genauth::{Allowance, MauPeriod, Quantity};
use rusqlite::Row;
use rust_decimal::Decimal;

use authgauge_core::history::{Day, DaySummary, Series};

use crate::tables::plain::text;

/// Kind and code.
pub(super) fn subject_columns(subject: &Series) -> (&'static str, &str) {
    match subject {
        Series::Benefit(code) => ("benefit", code),
        Series::Mau => ("mau", ""),
    }
}

pub(super) fn subject(row: &Row<'_>) -> Option<Series> {
    match text(row, "kind")?.as_str() {
        "benefit" => Some(Series::Benefit(text(row, "code")?)),
        "mau" => Some(Series::Mau),
        _ => None,
    }
}

pub(super) fn summary(row: &Row<'_>) -> Option<DaySummary> {
    Some(DaySummary {
        day: day(row)?,
        first: number(row, "first")?,
        last: number(row, "last")?,
        least: number(row, "least")?,
        most: number(row, "most")?,
        total: optional_number(row, "total")?,
    })
}

pub(super) fn runs(row: &Row<'_>) -> Option<Day> {
    Day::unpack(row.get_ref("runs").ok()?.as_blob().ok()?)
}

pub(super) fn period(row: &Row<'_>) -> Option<MauPeriod> {
    let total = optional_number(row, "total")?;
    Some(MauPeriod {
        start: from_day_number(row.get("first_day").ok()?)?,
        end: from_day_number(row.get("last_day").ok()?)?.succ_opt()?,
        used: Quantity::Known(number(row, "used")?),
        total: total.map_or(Allowance::NotReported(None), Allowance::Limited),
    })
}

pub(super) fn day(row: &Row<'_>) -> Option<NaiveDate> {
    from_day_number(row.get("day").ok()?)
}

/// Days since 1970.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    day.to_epoch_days().into()
}

/// Leaves out the rows that cannot be interpreted.
pub(super) fn collect_valid<T>(
    rows: impl Iterator<Item = rusqlite::Result<Option<T>>>,
) -> rusqlite::Result<Vec<T>> {
    rows.filter_map(Result::transpose).collect()
}

fn number(row: &Row<'_>, column: &str) -> Option<Decimal> {
    row.get_ref(column).ok()?.as_str().ok()?.parse().ok()
}

fn optional_number(row: &Row<'_>, column: &str) -> Option<Option<Decimal>> {
    match row.get_ref(column).ok()?.as_str_or_null().ok()? {
        Some(text) => text.parse().ok().map(Some),
        None => Some(None),
    }
}

fn from_day_number(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(number).ok()?)
}
