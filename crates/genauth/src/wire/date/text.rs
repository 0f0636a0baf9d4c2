//! Dates with separators, names of months, times and zones.

use chrono::{Month, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::timestamp::{compact, compact_time, day_after, is_end_of_day};
use super::{Meaning, PLAUSIBLE_YEARS, in_china, in_zone};

/// The meaning of a text in half-width characters; None if it is no date or could be several.
pub(super) fn meaning(text: &str) -> Option<Meaning> {
    let text = without_chinese_units(text.trim_start_matches('+'));
    let text = with_year_before_time(&text);
    let (text, offset) = split_zone(text.trim())?;
    let (date, time) = split_time(text);
    let date = match day(date)? {
        Date::Implausible => return Some(Meaning::Placeholder),
        Date::Day(date) => date,
    };
    let at = at_time(date, time)?;
    match offset {
        None => Some(in_china(at)),
        Some(offset) => in_zone(at, offset),
    }
}

/// `2026年11月29日 8时30分` becomes `2026-11-29 8:30:00`.
fn without_chinese_units(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let unit = match c {
            '年' | '月' => "-",
            '日' | '号' | '秒' => " ",
            '时' | '点' | '分' => ":",
            c => {
                let is_after_unit = c == ' ' && plain.ends_with(['-', ':']);
                if !is_after_unit {
                    plain.push(c);
                }
                continue;
            }
        };
        plain.truncate(plain.trim_end().len());
        plain.push_str(unit);
    }
    match plain.trim() {
        hour if hour.ends_with(':') => format!("{hour}00"),
        text => text.to_owned(),
    }
}

/// `Sun Nov 29 00:00:00 +0800 2026`, as C and Java print dates, becomes `Sun Nov 29 2026 00:00:00 +0800`.
fn with_year_before_time(text: &str) -> String {
    let ends_with_year = text.rsplit_once(' ').filter(|(_, year)| is_year(year));
    let moved = ends_with_year.and_then(|(rest, year)| {
        let (date, time) = split_time(rest);
        (!time.is_empty()).then(|| format!("{date} {year} {time}"))
    });
    moved.unwrap_or_else(|| text.to_owned())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits off a zone: its offset in seconds east of UTC, if there is one. None if a zone is named that may be several.
fn split_zone(text: &str) -> Option<(&str, Option<i32>)> {
    let (text, has_name) = without_zone_name(text);
    if let Some(rest) = text.strip_suffix(['Z', 'z']) {
        let follows_digit = rest.trim_end().ends_with(|c: char| c.is_ascii_digit());
        return follows_digit.then_some((rest.trim_end(), Some(0)));
    }
    let sign = text.rfind(['+', '-']);
    let offset = sign.and_then(|at| {
        let (before, offset) = text.split_at_checked(at)?;
        // In `2026-11-29` a hyphen is no sign.
        let has_sign = offset.starts_with('+') || !split_time(before).1.is_empty();
        Some((before, offset_seconds(offset)?)).filter(|_| has_sign)
    });
    let (before, seconds) = match offset {
        Some((before, seconds)) => (before, Some(seconds)),
        None => (text, None),
    };
    let before = before.trim_end();
    let names = ["UTC", "GMT", "UT"];
    match names.iter().find_map(|name| before.strip_suffix(name)) {
        Some(rest) => Some((rest.trim_end(), Some(seconds.unwrap_or(0)))),
        None => (seconds.is_some() || !has_name).then_some((before, seconds)),
    }
}

/// Without a zone's name in brackets or after an offset, which it repeats; and whether there was one.
fn without_zone_name(text: &str) -> (&str, bool) {
    if let Some((before, name)) = text.rsplit_once(' ')
        && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        && before.rsplit(' ').next().and_then(offset_seconds).is_some()
    {
        return (before, true);
    }
    let open = match text.chars().last() {
        Some(']') => '[',
        Some(')') => '(',
        _ => return (text, false),
    };
    match text.rsplit_once(open) {
        Some((before, _)) => (before.trim_end(), true),
        None => (text, false),
    }
}

/// `+08:00`, `+0800` or `+8` in seconds.
fn offset_seconds(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() <= 2 => (digits, "0"),
        None => digits.split_at_checked(2)?,
    };
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| is_number)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Splits a text before its time: at the hour before the first colon, or at the `T` of a compact time.
fn split_time(text: &str) -> (&str, &str) {
    let is_between = |c: char| c.is_whitespace() || matches!(c, 'T' | 't' | ',');
    let split = match text.find(':') {
        Some(colon) => {
            let before = text.get(..colon).unwrap_or_default();
            before.trim_end_matches(|c: char| c.is_ascii_digit()).len()
        }
        None => {
            let starts_time = |(at, c): (usize, char)| {
                let after = text.get(at + 1..).unwrap_or_default();
                let is_time = compact_time(after).is_some() || is_end_of_day(after);
                (matches!(c, 'T' | 't') && is_time).then_some(at)
            };
            text.char_indices()
                .find_map(starts_time)
                .unwrap_or(text.len())
        }
    };
    let (date, time) = text.split_at_checked(split).unwrap_or((text, ""));
    (
        date.trim_end_matches(is_between),
        time.trim_start_matches(is_between),
    )
}

/// A day at a time of day; `24:00` is the next day's midnight.
fn at_time(day: NaiveDate, time: &str) -> Option<NaiveDateTime> {
    let time = time.replace(',', ".");
    if is_end_of_day(&time) {
        return day_after(day);
    }
    let formats = ["%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p"];
    let with_colons = || {
        let mut times = formats.iter();
        times.find_map(|format| NaiveTime::parse_from_str(&time, format).ok())
    };
    Some(day.and_time(compact_time(&time).or_else(with_colons)?))
}

enum Date {
    Day(NaiveDate),
    /// A year that no plan or period is in; the rest may be no date, as in `0000-00-00`.
    Implausible,
}

/// Parses a date of a year, a month and a day.
fn day(text: &str) -> Option<Date> {
    if let Some(date) = iso_day(text) {
        return Some(Date::Day(date));
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(text).map(|at| Date::Day(at.date()));
    }
    let has_name = text.contains(|c: char| c.is_alphabetic());
    let is_separator = |c: char| matches!(c, '-' | '/' | '.') || has_name && matches!(c, ' ' | ',');
    let parts = text.split(is_separator).filter(|part| !part.is_empty());
    let is_weekday = |part: &&str| part.parse::<Weekday>().is_ok();
    let parts: Vec<&str> = parts.filter(|part| !is_weekday(part)).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    if has_name {
        return with_month_name(first, second, third);
    }
    match (first.len(), third.len()) {
        (4.., 1..=2) => of_year(year(first)?, &[(number(second)?, number(third)?)]),
        (1..=2, 4) => {
            let (one, other) = (number(first)?, number(second)?);
            of_year(year(third)?, &[(one, other), (other, one)])
        }
        _ => None,
    }
}

/// `2026-W48-7` or `2026-333`: the day of a week or of a year.
fn iso_day(text: &str) -> Option<NaiveDate> {
    let format = match text.as_bytes() {
        [_, _, _, _, b'-', b'W', _, _, b'-', _] => "%G-W%V-%u",
        [_, _, _, _, b'W', _, _, _] => "%GW%V%u",
        [_, _, _, _, b'-', _, _, _] => "%Y-%j",
        _ => return None,
    };
    NaiveDate::parse_from_str(text, format).ok()
}

/// `29 Nov 2026`, `Nov 29, 2026` or `2026 Nov 29`.
fn with_month_name(first: &str, second: &str, third: &str) -> Option<Date> {
    let (month, day_number, year_number) = match (first.len(), second.parse::<Month>()) {
        (4, Ok(month)) => (month, third, first),
        (_, Ok(month)) => (month, first, third),
        (_, Err(_)) => (first.parse().ok()?, second, third),
    };
    if year_number.len() != 4 {
        return None;
    }
    of_year(
        year(year_number)?,
        &[(month.number_from_month(), number(day_number)?)],
    )
}

/// The only day of a year that one of these months and days can be.
fn of_year(year: i32, months_and_days: &[(u32, u32)]) -> Option<Date> {
    if !PLAUSIBLE_YEARS.contains(&year) {
        return Some(Date::Implausible);
    }
    let days = months_and_days.iter();
    let mut days = days.filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day));
    let day = days.next()?;
    days.all(|other| other == day).then_some(Date::Day(day))
}

/// A year; one of more than nine digits counts as the last.
fn year(text: &str) -> Option<i32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(i32::MAX))
}

fn number(text: &str) -> Option<u32> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}
