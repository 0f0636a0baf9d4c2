//! Formats numbers and dates.

use chrono::{DateTime, Local, NaiveDate, NaiveTime, Utc};

use authgauge_core::calendar::of_vendor_time;

/// Groups the digits before the decimal point by three.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if !whole.bytes().all(|digit| digit.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut groups = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            groups.push(',');
        }
        groups.push(digit);
    }
    groups + rest
}

/// The calendar by which an owner understands "tomorrow".
#[derive(Clone, Copy)]
pub struct OwnerCalendar<'a> {
    /// Now.
    pub now: DateTime<Utc>,
    /// The date of a moment in the owner's time zone.
    pub day_of: &'a dyn Fn(DateTime<Utc>) -> NaiveDate,
}

/// The end of a plan as reported: a day in China's calendar, and the moment unless an earlier version recorded it.
pub(super) type ReportedEnd = (NaiveDate, Option<DateTime<Utc>>);

impl OwnerCalendar<'_> {
    /// The calendar of this computer's time zone.
    pub fn local(now: DateTime<Utc>) -> Self {
        Self {
            now,
            day_of: &|at| at.with_timezone(&Local).date_naive(),
        }
    }

    /// The days from today until a plan's end; 0 if that is past.
    pub(super) fn days_until(self, end: ReportedEnd) -> u32 {
        let days = self.day(end).signed_duration_since((self.day_of)(self.now));
        u32::try_from(days.num_days()).unwrap_or(0)
    }

    /// The days from today until a moment; 0 if that is past.
    pub fn days_until_moment(self, at: DateTime<Utc>) -> u32 {
        let days = (self.day_of)(at).signed_duration_since((self.day_of)(self.now));
        u32::try_from(days.num_days()).unwrap_or(0)
    }

    /// The day of a plan's end.
    pub(super) fn day(self, (on, at): ReportedEnd) -> NaiveDate {
        let at = at.or_else(|| of_vendor_time(on.and_time(NaiveTime::MIN)));
        at.map_or(on, |at| (self.day_of)(at))
    }
}

pub(super) fn english_day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

pub(super) fn chinese_day(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_three() {
        for (number, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("1234567.8901", "1,234,567.8901"),
            ("-1500", "-1,500"),
            ("no number", "no number"),
            ("", ""),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn dates_name_their_month() {
        let day = "2026-03-09".parse().unwrap();
        assert_eq!(english_day(day), "9 March 2026");
        assert_eq!(chinese_day(day), "2026年3月9日");
    }
}
