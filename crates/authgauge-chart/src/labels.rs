//! What is written in the chart: months, days and round numbers.

use chrono::{Datelike, NaiveDate};

use super::dates::{Shape, Span};
use authgauge_core::language::WordsLanguage;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A name of a day or period, and the year to write below it if the name does not hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) year: Option<i32>,
}

impl Name {
    /// A period's full name: "Dec", "Q4", "2026", "5 Nov", "Sep 2025 – Aug 2026".
    pub(super) fn full(span: Span, language: WordsLanguage) -> Self {
        match span.shape() {
            Shape::Quarter => Self::with_year(quarter(span.start, language), span.start),
            Shape::Months => Self::alone(from_to(span, language, month_and_year)),
            Shape::Long => Self::alone(from_to(span, language, day_and_year)),
            Shape::Month | Shape::Year | Shape::Days => Self::short(span, language),
        }
    }

    /// A name that fits below a narrow bar: of long periods, only where they begin.
    pub(super) fn short(span: Span, language: WordsLanguage) -> Self {
        match span.shape() {
            Shape::Year => Self::year(span.start, language),
            Shape::Quarter => Self::with_year(quarter(span.start, language), span.start),
            Shape::Month | Shape::Months => Self::month(span.start, language),
            Shape::Days | Shape::Long => Self::day(span.start, language),
        }
    }

    pub(super) fn month(day: NaiveDate, language: WordsLanguage) -> Self {
        Self::with_year(month(day, language), day)
    }

    pub(super) fn day(day: NaiveDate, language: WordsLanguage) -> Self {
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

/// "800", "4k", "1.2M" in both languages.
pub(super) fn number(value: f64) -> String {
    if value >= 1e15 {
        return format!("{value:.0e}");
    }
    let (scaled, unit) = match value {
        value if value >= 1e12 => (value / 1e12, "T"),
        value if value >= 1e9 => (value / 1e9, "B"),
        value if value >= 1e6 => (value / 1e6, "M"),
        value if value >= 1e3 => (value / 1e3, "k"),
        value => (value, ""),
    };
    // Two decimals are enough for an axis, and hide what binary fractions add.
    let text = format!("{scaled:.2}");
    format!("{}{unit}", text.trim_end_matches('0').trim_end_matches('.'))
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
    let Name { text, .. } = Name::day(day, language);
    match language {
        WordsLanguage::En => format!("{text} {}", day.year()),
        WordsLanguage::Zh => format!("{}{text}", year(day.year(), language)),
    }
}

fn from_to(
    span: Span,
    language: WordsLanguage,
    name: fn(NaiveDate, WordsLanguage) -> String,
) -> String {
    format!(
        "{} – {}",
        name(span.start, language),
        name(span.last_day(), language)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use WordsLanguage::{En, Zh};

    fn span(start: (i32, u32, u32), end: (i32, u32, u32)) -> Span {
        let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        Span::new(day(start), day(end))
    }

    #[test]
    fn periods_have_the_names_people_use() {
        let cases = [
            (span((2025, 12, 1), (2026, 1, 1)), "Dec", "12月"),
            (span((2026, 10, 1), (2027, 1, 1)), "Q4", "4季度"),
            (span((2026, 1, 1), (2027, 1, 1)), "2026", "2026年"),
            (span((2026, 11, 5), (2026, 11, 6)), "5 Nov", "11月5日"),
            (span((2026, 11, 15), (2026, 12, 15)), "15 Nov", "11月15日"),
            (
                span((2021, 9, 1), (2022, 9, 1)),
                "Sep 2021 – Aug 2022",
                "2021年9月 – 2022年8月",
            ),
            (
                span((2026, 1, 15), (2026, 7, 15)),
                "15 Jan 2026 – 14 Jul 2026",
                "2026年1月15日 – 2026年7月14日",
            ),
        ];
        for (span, english, chinese) in cases {
            assert_eq!(Name::full(span, En).text, english);
            assert_eq!(Name::full(span, Zh).text, chinese);
        }
    }

    #[test]
    fn numbers_are_short_and_exact() {
        let cases = [
            (0.0, "0"),
            (800.0, "800"),
            (4_000.0, "4k"),
            (12_000.0, "12k"),
            (1_200_000.0, "1.2M"),
            (2.5e9, "2.5B"),
            (4e12, "4T"),
            (8e28, "8e28"),
            (0.1 + 0.2, "0.3"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }
}
