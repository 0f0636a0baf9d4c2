//! The portfolio as a file for someone who does not have the program: a picture, or Markdown for a mail or ticket. Both
//! say when they were made, how old the figures are and what the forecast is made from.

mod en;
mod markdown;
mod picture;
#[cfg(test)]
mod tests;
mod zh;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use authgauge_chart::ChartTheme;
use authgauge_core::error::Failure;
use authgauge_core::language::WordsLanguage;

use crate::portfolio::{Portfolio, PortfolioCounts, RunsOut, RunwayMatter, RunwayRow};
use crate::words::grouped;

/// How to share the portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShareRequest {
    /// The kind of file.
    pub format: ShareFormat,
    /// How far it looks ahead.
    pub days: DaysAhead,
    /// The colours of the picture.
    pub theme: ChartTheme,
    /// The language of its words.
    pub language: WordsLanguage,
}

/// How many days ahead: 7, 30 or 90.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(type = "7 | 30 | 90"))]
pub struct DaysAhead(u32);

impl<'de> Deserialize<'de> for DaysAhead {
    fn deserialize<D: Deserializer<'de>>(given: D) -> Result<Self, D::Error> {
        match u32::deserialize(given)? {
            days @ (7 | 30 | 90) => Ok(Self(days)),
            _ => Err(D::Error::custom("7, 30 or 90 days")),
        }
    }
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ShareFormat {
    /// A picture.
    Png,
    /// A table in Markdown.
    Markdown,
}

/// The content of the file. `now` is in the owner's time zone.
///
/// # Errors
/// `export_failed`.
pub(crate) fn share(
    portfolio: &Portfolio,
    request: ShareRequest,
    now: DateTime<FixedOffset>,
) -> Result<Vec<u8>, Failure> {
    let report = Report::of(portfolio, request.days.0, request.language, now);
    match request.format {
        ShareFormat::Png => picture::png(&report, request.theme),
        ShareFormat::Markdown => Ok(markdown::text(&report).into_bytes()),
    }
}

/// A language's phrases.
struct Phrases {
    today: &'static str,
    mau: &'static str,
    plan_ends: &'static str,
    plan_ended: &'static str,
    over: &'static str,
    full: &'static str,
    columns: [&'static str; 6],
    comma: &'static str,
    day: &'static str,
    moment: &'static str,
    headline: fn(&PortfolioCounts) -> String,
    extent: fn(usize, usize) -> String,
    until_reset: fn(u32) -> String,
    without: fn(u32, &str) -> String,
    no_forecast: fn(u16, u16) -> String,
    made: fn(&str, Option<&str>) -> String,
    basis: fn(u16, u16) -> String,
    unread: fn(&str) -> String,
    unlisted: fn(usize) -> String,
}

/// What both kinds say, in words.
struct Report<'a> {
    phrases: &'static Phrases,
    title: String,
    subtitle: String,
    lines: Vec<Line<'a>>,
    notes: Vec<String>,
    days: u32,
    today: NaiveDate,
}

/// A row of the runway, in words.
struct Line<'a> {
    row: &'a RunwayRow,
    name: String,
    pool: &'a str,
    figures: String,
    when: String,
    note: String,
    age: String,
}

impl<'a> Report<'a> {
    fn of(
        portfolio: &'a Portfolio,
        days: u32,
        language: WordsLanguage,
        now: DateTime<FixedOffset>,
    ) -> Self {
        let phrases = match language {
            WordsLanguage::En => &en::PHRASES,
            WordsLanguage::Zh => &zh::PHRASES,
        };
        let words = Words { phrases, now };
        let is_shown = |row: &&RunwayRow| row.days.is_none_or(|left| left <= days);
        let rows: Vec<&RunwayRow> = portfolio.runway.iter().filter(is_shown).collect();
        let lines = rows.iter().map(|row| words.line(portfolio, row));
        Self {
            phrases,
            title: words.title(portfolio),
            subtitle: words.subtitle(portfolio),
            lines: lines.collect(),
            notes: words.notes(portfolio, &rows),
            days,
            today: portfolio.today,
        }
    }

    /// Days from today, a week or a month apart, and their names.
    fn ticks(&self) -> Vec<(u32, String)> {
        let step = match self.days {
            0..=10 => 1,
            11..=45 => 7,
            _ => 30,
        };
        let name = |ahead: u32| match ahead {
            0 => self.phrases.today.to_owned(),
            _ => self.phrases.short_day(self.today + Days::new(ahead.into())),
        };
        let ticks = (0..self.days)
            .step_by(step)
            .map(|ahead| (ahead, name(ahead)));
        ticks.collect()
    }
}

/// A language, and the time in the owner's zone.
#[derive(Clone, Copy)]
struct Words {
    phrases: &'static Phrases,
    now: DateTime<FixedOffset>,
}

impl Words {
    fn title(self, portfolio: &Portfolio) -> String {
        (self.phrases.headline)(&portfolio.counts)
    }

    fn subtitle(self, portfolio: &Portfolio) -> String {
        let counts = &portfolio.counts;
        (self.phrases.extent)(counts.pools, counts.benefits)
    }

    fn line<'a>(self, portfolio: &'a Portfolio, row: &'a RunwayRow) -> Line<'a> {
        let pool = portfolio.pools.iter().find(|pool| pool.pool == row.pool);
        let figures = row.figures.as_ref().map(|(used, total)| {
            let number = |number: Option<rust_decimal::Decimal>| {
                let number = number.map(authgauge_core::decimal::to_plain_string);
                number.map_or_else(|| "?".to_owned(), |number| grouped(&number))
            };
            format!("{} / {}", number(used.known()), number(total.limit()))
        });
        Line {
            row,
            name: self.name(&row.matter, &row.runs_out),
            pool: pool.map_or("", |pool| &pool.name),
            figures: figures.unwrap_or_default(),
            when: self.when(&row.runs_out),
            note: self.note(row),
            age: self.moment(row.taken_at.with_timezone(&self.now.timezone())),
        }
    }

    fn name(self, matter: &RunwayMatter, runs_out: &RunsOut) -> String {
        match (matter, runs_out) {
            (RunwayMatter::Benefit { code, name, .. }, _) if name.is_empty() => code.clone(),
            (RunwayMatter::Benefit { name, .. }, _) => name.clone(),
            (RunwayMatter::Mau, _) => self.phrases.mau.to_owned(),
            (_, RunsOut::PlanEnded { .. }) => self.phrases.plan_ended.to_owned(),
            _ => self.phrases.plan_ends.to_owned(),
        }
    }

    fn when(self, runs_out: &RunsOut) -> String {
        match runs_out {
            RunsOut::Over { .. } => self.phrases.over.to_owned(),
            RunsOut::Full => self.phrases.full.to_owned(),
            RunsOut::NoForecast { .. } => "—".to_owned(),
            RunsOut::On { likely, .. } => self.short_day(*likely),
            RunsOut::PlanEnded { at } | RunsOut::PlanEnds { at } => {
                // The owner's day, as in the window.
                self.short_day(at.with_timezone(&self.now.timezone()).date_naive())
            }
        }
    }

    /// The time without, the range, or why there is no day.
    fn note(self, row: &RunwayRow) -> String {
        match (&row.runs_out, row.resets_on, row.days_without) {
            (RunsOut::Over { .. } | RunsOut::Full, Some(_), Some(days)) => {
                (self.phrases.until_reset)(days)
            }
            (_, Some(reset), Some(days)) => (self.phrases.without)(days, &self.short_day(reset)),
            (RunsOut::NoForecast { days, needed }, ..) => {
                (self.phrases.no_forecast)(*days, *needed)
            }
            _ => String::new(),
        }
    }

    /// When it was made, how old the figures are, what the forecast is made from, and what is missing.
    fn notes(self, portfolio: &Portfolio, rows: &[&RunwayRow]) -> Vec<String> {
        let counts = &portfolio.counts;
        let oldest = [counts.oldest, counts.oldest_unreadable];
        let oldest = oldest.into_iter().flatten().min();
        let oldest = oldest.map(|at| self.moment(at.with_timezone(&self.now.timezone())));
        let made = self.moment(self.now);
        let mut notes = vec![(self.phrases.made)(&made, oldest.as_deref())];
        let history = rows.iter().filter(|row| row.history_days > 0);
        let history = history.map(|row| row.history_days);
        if let Some((least, most)) = history.clone().min().zip(history.max()) {
            notes.push((self.phrases.basis)(least, most));
        }
        let unread = portfolio.pools.iter().filter(|pool| pool.trouble.is_some());
        let unread: Vec<&str> = unread.map(|pool| pool.name.as_str()).collect();
        if !unread.is_empty() {
            let names = unread.join(self.phrases.comma);
            notes.push((self.phrases.unread)(&names));
        }
        if counts.unlisted > 0 {
            notes.push((self.phrases.unlisted)(counts.unlisted));
        }
        notes
    }

    fn short_day(self, day: NaiveDate) -> String {
        self.phrases.short_day(day)
    }

    fn moment(self, at: DateTime<FixedOffset>) -> String {
        at.format(self.phrases.moment).to_string()
    }
}

impl Phrases {
    fn short_day(&self, day: NaiveDate) -> String {
        day.format(self.day).to_string()
    }
}
