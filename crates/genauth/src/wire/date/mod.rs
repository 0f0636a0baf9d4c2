//! Dates in any form that can mean only one day. The API declares text, in three formats at least.
//!
//! Where a date has no zone, China's is assumed: the vendor's clouds are there. Others are converted to it, so that all
//! forms yield the same days. A date that could be several, such as `11/12/2026`, is not understood.

mod text;
mod timestamp;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};
use serde_json::Value;

use super::number::{half_width, means_unlimited, raw};
use super::{MAX_TEXT, cut};
use crate::{EndTime, plain_text};

/// In seconds east of UTC, all year.
const CHINA: i32 = 8 * 3600;

/// The years that a plan or period can be in. The vendor's first plans are younger; what lies outside stands for "no
/// date": year 1, 1970, 2099, 9999.
const PLAUSIBLE_YEARS: std::ops::Range<i32> = 2010..2099;

/// The years, months and days on which clocks, dates of certificates and types of databases end, which some store for
/// "never": a 32-bit clock with the last whole day and year before it, `UTCTime`, and `smalldatetime`.
const ENDS_OF_CLOCKS: [(i32, u32, u32); 6] = [
    (2037, 12, 31),
    (2038, 1, 1),
    (2038, 1, 18),
    (2038, 1, 19),
    (2049, 12, 31),
    (2079, 6, 6),
];

/// Words for *no end*, in lower case without spaces, besides those for *no limit*.
const NO_END: [&str; 25] = [
    "-",
    "--",
    "—",
    "——",
    "/",
    "无",
    "永久",
    "永久有效",
    "长期",
    "长期有效",
    "永不过期",
    "永不到期",
    "不过期",
    "终身",
    "无期限",
    "无限期",
    "never",
    "neverexpires",
    "forever",
    "lifetime",
    "undefined",
    "none",
    "null",
    "n/a",
    "permanent",
];

/// What a text or number means as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// Date and time in China.
    At(NaiveDateTime),
    /// A date that no plan or period can have.
    Placeholder,
}

/// Parses a date and time; midnight if there is no time.
pub(super) fn end_time(value: Option<&Value>) -> EndTime {
    let Some(raw) = raw(value) else {
        return EndTime::None;
    };
    let plain = plain_text(&raw);
    let text: String = plain.trim().chars().map(half_width).collect();
    if text.is_empty() || means_no_end(&text) || is_negative(&text) {
        return EndTime::None;
    }
    match timestamp::meaning(&text).or_else(|| text::meaning(&text)) {
        Some(Meaning::At(at)) => EndTime::At(at),
        Some(Meaning::Placeholder) => EndTime::None,
        None => EndTime::NotUnderstood {
            raw: cut(&plain, MAX_TEXT),
        },
    }
}

/// Parses a date and drops its time.
pub(super) fn day(value: Option<&Value>) -> Option<NaiveDate> {
    end_time(value).known().map(|at| at.date())
}

/// Parses the end of a period, exclusive: one in a day's last minute means the day after.
pub(super) fn end_day(value: Option<&Value>) -> Option<NaiveDate> {
    let at = end_time(value).known()?;
    match (at.hour(), at.minute()) == (23, 59) {
        true => at.date().succ_opt(),
        false => Some(at.date()),
    }
}

fn means_no_end(text: &str) -> bool {
    let is_word = |word: &String| NO_END.contains(&word.as_str());
    let word = text.split_whitespace().collect::<String>().to_lowercase();
    means_unlimited(&word) || Some(word).filter(is_word).is_some()
}

/// Whether a text is a negative number or year.
fn is_negative(text: &str) -> bool {
    let rest = text.strip_prefix('-');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The meaning of a time in China.
fn in_china(at: NaiveDateTime) -> Meaning {
    let at = without_leap_second(at);
    let is_end_of_clock = ENDS_OF_CLOCKS.contains(&(at.year(), at.month(), at.day()));
    match PLAUSIBLE_YEARS.contains(&at.year()) && !is_end_of_clock {
        true => Meaning::At(at),
        false => Meaning::Placeholder,
    }
}

/// Second 60 as second 59: JavaScript and most databases know no other.
fn without_leap_second(at: NaiveDateTime) -> NaiveDateTime {
    match at.nanosecond() {
        1_000_000_000.. => at.with_nanosecond(0).unwrap_or(at),
        _ => at,
    }
}

/// The meaning of a time in the zone of this offset, in seconds east of UTC.
fn in_zone(at: NaiveDateTime, offset: i32) -> Option<Meaning> {
    let (at, offset) = (without_leap_second(at), FixedOffset::east_opt(offset)?);
    let shift = TimeDelta::seconds(i64::from(CHINA - offset.local_minus_utc()));
    Some(
        at.checked_add_signed(shift)
            .map_or(Meaning::Placeholder, in_china),
    )
}

/// The meaning of seconds and nanoseconds since 1970 in UTC.
fn since_1970(seconds: i64, nanoseconds: u32) -> Meaning {
    let at = DateTime::from_timestamp(seconds, nanoseconds);
    let meaning = at.and_then(|at| in_zone(at.naive_utc(), 0));
    meaning.unwrap_or(Meaning::Placeholder)
}

#[cfg(test)]
mod tests;
