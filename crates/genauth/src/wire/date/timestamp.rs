//! Dates of digits alone: `YYYYMMDD`, with or without a time, and Unix times.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::{Meaning, PLAUSIBLE_YEARS, in_china, since_1970};

/// Units of Unix times per second, by the number of digits that dates of 2001 to 2286 have.
const UNITS: [(usize, i64); 4] = [(10, 1), (13, 1_000), (16, 1_000_000), (19, 1_000_000_000)];

/// The years 2635 to 9999 in seconds since 1970, in any zone, such as 3000 and 9999 for "never".
const FAR_FUTURE: RangeInclusive<i64> = 21_000_000_000..=253_402_351_200;

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

/// `YYYYMMDD` alone or with a [`compact_time`].
pub(super) fn compact(digits: &str) -> Option<NaiveDateTime> {
    let (day, time) = digits.split_at_checked(8)?;
    let day = NaiveDate::parse_from_str(day, "%Y%m%d").ok()?;
    match is_end_of_day(time) {
        true => day_after(day),
        false => Some(day.and_time(compact_time(time)?)),
    }
}

/// Nothing, `HHMM`, `HHMMSS`, `HHMMSS.SSS` or `HHMMSSSSS`.
pub(super) fn compact_time(digits: &str) -> Option<NaiveTime> {
    let format = match digits.len() {
        0 => return Some(NaiveTime::MIN),
        4 => "%H%M",
        6 => "%H%M%S",
        9 => "%H%M%S%3f",
        10 => "%H%M%S%.3f",
        _ => return None,
    };
    NaiveTime::parse_from_str(digits, format).ok()
}

/// Whether a time of day is `24:00`, the next day's midnight.
pub(super) fn is_end_of_day(time: &str) -> bool {
    let zeros = |rest: &str| rest.chars().all(|c| matches!(c, '0' | ':' | '.'));
    matches!(time, "2400" | "240000") || time.strip_prefix("24:").is_some_and(zeros)
}

/// Midnight at the end of a day.
pub(super) fn day_after(day: NaiveDate) -> Option<NaiveDateTime> {
    Some(day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN))
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
    let is_placeholder = is_placeholder(number) && !begins_with_plausible_year(digits);
    is_placeholder.then_some(Meaning::Placeholder)
}

/// Whether ten digits, as a Unix time in seconds has, may be `YYYYMMDDHH`.
fn is_hour_of_a_day(digits: &str) -> bool {
    let minute = format!("{digits}00");
    digits.len() == 10 && compact(&minute).is_some_and(|at| PLAUSIBLE_YEARS.contains(&at.year()))
}

/// Whether a number is midnight of 1 January 1970 in any zone, or in a far year.
fn is_placeholder(number: i64) -> bool {
    UNITS.iter().any(|(_, unit)| {
        let seconds = number / unit;
        let is_1970 = seconds <= FURTHEST_ZONE && number % (unit * QUARTER_HOUR) == 0;
        is_1970 || FAR_FUTURE.contains(&seconds)
    })
}

/// Whether this may be a day and time with a slip in it, such as a month 13.
fn begins_with_plausible_year(digits: &str) -> bool {
    let year = digits.get(..4).and_then(|year| year.parse().ok());
    year.is_some_and(|year| PLAUSIBLE_YEARS.contains(&year))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
