//! Dates of digits alone: `YYYYMMDD`, with or without a time, and Unix times.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};

use super::{Meaning, PLAUSIBLE_YEARS, in_china, since_1970};

/// Units of Unix times per second, by the number of digits that dates of 2001 to 2286 have.
const UNITS: [(usize, i64); 4] = [(10, 1), (13, 1_000), (16, 1_000_000), (19, 1_000_000_000)];

/// Year 9999 in seconds since 1970, in any zone: to some databases the end of time.
const YEAR_9999: RangeInclusive<i64> = 253_370_714_400..=253_402_351_200;

/// The zones furthest from UTC, in seconds.
const FURTHEST_ZONE: i64 = 14 * 3600;

/// The least difference of two zones, in seconds.
const QUARTER_HOUR: i64 = 900;

/// The meaning of digits; a fraction is accepted after a Unix time, and after a day if it is 0.
pub(super) fn meaning(text: &str) -> Option<Meaning> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, ""));
    if digits.is_empty() || !is_digits(digits) || !is_digits(fraction) {
        return None;
    }
    let is_whole = fraction.bytes().all(|digit| digit == b'0');
    compact(digits)
        .filter(|_| is_whole)
        .map(in_china)
        .or_else(|| unix_time(digits))
}

/// `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`.
pub(super) fn compact(digits: &str) -> Option<NaiveDateTime> {
    let (day, time) = digits.split_at_checked(8)?;
    let day = NaiveDate::parse_from_str(day, "%Y%m%d").ok()?;
    Some(day.and_time(compact_time(time)?))
}

/// Nothing, `HHMM` or `HHMMSS`.
pub(super) fn compact_time(digits: &str) -> Option<NaiveTime> {
    match digits.len() {
        0 => Some(NaiveTime::MIN),
        4 => NaiveTime::parse_from_str(digits, "%H%M").ok(),
        6 => NaiveTime::parse_from_str(digits, "%H%M%S").ok(),
        _ => None,
    }
}

fn unix_time(digits: &str) -> Option<Meaning> {
    let number: i64 = digits.parse().ok()?;
    if is_hour_of_a_day(digits) {
        return None;
    }
    let unit = UNITS.iter().find(|(length, _)| digits.len() == *length);
    if let Some((_, unit)) = unit {
        let nanoseconds = number % unit * (1_000_000_000 / unit);
        return Some(since_1970(number / unit, u32::try_from(nanoseconds).ok()?));
    }
    is_placeholder(number).then_some(Meaning::Placeholder)
}

/// Whether ten digits, as a Unix time in seconds has, may be `YYYYMMDDHH`.
fn is_hour_of_a_day(digits: &str) -> bool {
    let minute = format!("{digits}00");
    digits.len() == 10 && compact(&minute).is_some_and(|at| PLAUSIBLE_YEARS.contains(&at.year()))
}

/// Whether a number is midnight of 1 January 1970 in any zone, or in year 9999.
fn is_placeholder(number: i64) -> bool {
    UNITS.iter().any(|(_, unit)| {
        let seconds = number / unit;
        let is_1970 = seconds <= FURTHEST_ZONE && number % (unit * QUARTER_HOUR) == 0;
        is_1970 || YEAR_9999.contains(&seconds)
    })
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
