//! Rows, as they are understood. One that makes no sense, say of a damaged file, is none.

use chrono::NaiveDate;
use genauth::{Allowance, MauPeriod, Quantity};
use rusqlite::Row;
use rust_decimal::Decimal;

use authgauge_core::history::{Day, DaySummary, Series};

pub(super) fn words(subject: &Series) -> (&'static str, &str) {
    match subject {
        Series::Benefit(code) => ("benefit", code),
        Series::Mau => ("mau", ""),
    }
}

pub(super) fn subject(row: &Row<'_>) -> Option<Series> {
    let kind: String = row.get("kind").ok()?;
    match kind.as_str() {
        "benefit" => Some(Series::Benefit(row.get("code").ok()?)),
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
        total: perhaps_number(row, "total")?,
    })
}

pub(super) fn runs(row: &Row<'_>) -> Option<Day> {
    let packed = row.get_ref("runs").ok()?;
    Day::unpack(packed.as_blob().ok()?)
}

pub(super) fn period(row: &Row<'_>) -> Option<MauPeriod> {
    let total = perhaps_number(row, "total")?;
    Some(MauPeriod {
        start: day_of(row.get("first_day").ok()?)?,
        end: day_of(row.get("last_day").ok()?)?.succ_opt()?,
        used: Quantity::Known(number(row, "used")?),
        total: total.map_or(Allowance::NotReported(None), Allowance::Limited),
    })
}

pub(super) fn day(row: &Row<'_>) -> Option<NaiveDate> {
    day_of(row.get("day").ok()?)
}

fn number(row: &Row<'_>, column: &str) -> Option<Decimal> {
    row.get_ref(column).ok()?.as_str().ok()?.parse().ok()
}

fn perhaps_number(row: &Row<'_>, column: &str) -> Option<Option<Decimal>> {
    match row.get_ref(column).ok()?.as_str_or_null().ok()? {
        Some(text) => text.parse().ok().map(Some),
        None => Some(None),
    }
}

/// Days since 1970.
pub(super) fn number_of(day: NaiveDate) -> i64 {
    day.to_epoch_days().into()
}

fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(number).ok()?)
}

/// Those that make sense.
pub(super) fn sensible<T>(
    rows: impl Iterator<Item = rusqlite::Result<Option<T>>>,
) -> rusqlite::Result<Vec<T>> {
    rows.filter_map(Result::transpose).collect()
}
