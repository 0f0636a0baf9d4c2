//! Texts of dates, periods and numbers.

use chrono::{Datelike, NaiveDate};

use super::date_range::{DateRange, Period};
use authgauge_core::language::WordsLanguage;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The name of a day or period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateName {
    pub(crate) text: String,
    /// The year, if it is not part of the text.
    pub(crate) year: Option<i32>,
}

impl DateName {
    /// The full name of a period: "Dec", "Q4", "2026", "5 Nov", "Sep 2025 – Aug 2026".
    pub(crate) fn full(range: DateRange, language: WordsLanguage) -> Self {
        match range.period() {
            Period::Quarter => Self::with_year(quarter(range.start, language), range.start),
            Period::Months => Self::alone(from_to(range, language, month_and_year)),
            Period::Other => Self::alone(from_to(range, language, day_and_year)),
            Period::Month | Period::Year | Period::Days => Self::short(range, language),
        }
    }

    /// A name that fits below a narrow bar: that of the first day or month of a long period.
    pub(crate) fn short(range: DateRange, language: WordsLanguage) -> Self {
        match range.period() {
            Period::Year => Self::year(range.start, language),
            Period::Quarter => Self::with_year(quarter(range.start, language), range.start),
            Period::Month | Period::Months => Self::month(range.start, language),
            Period::Days | Period::Other => Self::day(range.start, language),
        }
    }

    pub(super) fn month(day: NaiveDate, language: WordsLanguage) -> Self {
        Self::with_year(month(day, language), day)
    }

    pub(crate) fn day(day: NaiveDate, language: WordsLanguage) -> Self {
        let text = match language {
            WordsLanguage::En => format!("{} {}", day.day(), month(day, language)),
            WordsLanguage::Zh => format!("{}{}日", month(day, language), day.day()),
        };
        Self::with_year(text, day)
    }

    pub(super) fn year(day: NaiveDate, language: WordsLanguage) -> Self {
        Self::alone(year(day.year(), language))
    }

    fn alone(text: String) -> Self {
        Self { text, year: None }
    }

    fn with_year(text: String, day: NaiveDate) -> Self {
        Self {
            text,
            year: Some(day.year()),
        }
    }
}

/// "2026", "2026年".
pub(super) fn year(year: i32, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => year.to_string(),
        WordsLanguage::Zh => format!("{year}年"),
    }
}

/// "800", "12,000", "1.2M"; "800", "12,000", "120 万".
pub(crate) fn number(value: f64, language: WordsLanguage) -> String {
    if value >= 1e15 {
        return format!("{value:.0e}");
    }
    let units: &[(f64, &str)] = match language {
        WordsLanguage::En => &[(1e12, "T"), (1e9, "B"), (1e6, "M")],
        WordsLanguage::Zh => &[(1e12, " 万亿"), (1e8, " 亿"), (1e4, " 万")],
    };
    let is_long = value >= 1e6;
    let (size, unit) = units
        .iter()
        .copied()
        .find(|(size, _)| is_long && value >= *size)
        .unwrap_or((1.0, ""));
    // Two decimals hide binary rounding errors.
    let text = format!("{:.2}", value / size);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{}{unit}", grouped(text))
}

/// Groups the digits before the decimal point by three.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut groups = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            groups.push(',');
        }
        groups.push(digit);
    }
    groups + rest
}

/// "about 8,600", "约 8,600".
pub(crate) fn about(value: f64, language: WordsLanguage) -> String {
    let number = number(value, language);
    match language {
        WordsLanguage::En => format!("about {number}"),
        WordsLanguage::Zh => format!("约 {number}"),
    }
}

fn month(day: NaiveDate, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => MONTHS
            .get(day.month0() as usize)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        WordsLanguage::Zh => format!("{}月", day.month()),
    }
}

fn quarter(day: NaiveDate, language: WordsLanguage) -> String {
    let quarter = day.month0() / 3 + 1;
    match language {
        WordsLanguage::En => format!("Q{quarter}"),
        WordsLanguage::Zh => format!("{quarter}季度"),
    }
}

fn month_and_year(day: NaiveDate, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => format!("{} {}", month(day, language), day.year()),
        WordsLanguage::Zh => format!("{}{}", year(day.year(), language), month(day, language)),
    }
}

fn day_and_year(day: NaiveDate, language: WordsLanguage) -> String {
    let DateName { text, .. } = DateName::day(day, language);
    match language {
        WordsLanguage::En => format!("{text} {}", day.year()),
        WordsLanguage::Zh => format!("{}{text}", year(day.year(), language)),
    }
}

fn from_to(
    range: DateRange,
    language: WordsLanguage,
    name: fn(NaiveDate, WordsLanguage) -> String,
) -> String {
    format!(
        "{} – {}",
        name(range.start, language),
        name(range.last_day(), language)
    )
}

#[cfg(test)]
mod tests {
    use WordsLanguage::{En, Zh};

    use super::*;

    fn range(start: (i32, u32, u32), end: (i32, u32, u32)) -> DateRange {
        let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        DateRange::new(day(start), day(end))
    }

    #[test]
    fn periods_have_calendar_names() {
        let cases = [
            (range((2025, 12, 1), (2026, 1, 1)), "Dec", "12月"),
            (range((2026, 10, 1), (2027, 1, 1)), "Q4", "4季度"),
            (range((2026, 1, 1), (2027, 1, 1)), "2026", "2026年"),
            (range((2026, 11, 5), (2026, 11, 6)), "5 Nov", "11月5日"),
            (range((2026, 11, 15), (2026, 12, 15)), "15 Nov", "11月15日"),
            (
                range((2021, 9, 1), (2022, 9, 1)),
                "Sep 2021 – Aug 2022",
                "2021年9月 – 2022年8月",
            ),
            (
                range((2026, 1, 15), (2026, 7, 15)),
                "15 Jan 2026 – 14 Jul 2026",
                "2026年1月15日 – 2026年7月14日",
            ),
        ];
        for (range, english, chinese) in cases {
            assert_eq!(DateName::full(range, En).text, english);
            assert_eq!(DateName::full(range, Zh).text, chinese);
        }
    }

    #[test]
    fn only_long_numbers_are_abbreviated() {
        let cases = [
            (0.0, "0", "0"),
            (800.0, "800", "800"),
            (4_000.0, "4,000", "4,000"),
            (12_000.0, "12,000", "12,000"),
            (250_000.0, "250,000", "250,000"),
            (1_200_000.0, "1.2M", "120 万"),
            (2.5e9, "2.5B", "25 亿"),
            (4e12, "4T", "4 万亿"),
            (8e28, "8e28", "8e28"),
            (0.1 + 0.2, "0.3", "0.3"),
        ];
        for (value, english, chinese) in cases {
            assert_eq!(number(value, En), english);
            assert_eq!(number(value, Zh), chinese);
        }
    }
}
