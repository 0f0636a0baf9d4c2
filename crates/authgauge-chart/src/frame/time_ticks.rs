//! Ticks of the time axis.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::axis::TimeAxis;
use super::names::DateName;
use super::text_width::text_width;
use authgauge_core::language::WordsLanguage;

/// A label of the time axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TimeTick {
    pub(crate) name: DateName,
    /// The middle of the label.
    pub(crate) x: f64,
    /// The position of the tick mark; None for a label below a bar.
    pub(crate) mark: Option<f64>,
}

/// Where labels may be placed, and their language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LabelLayout {
    /// The chart's width.
    pub(crate) width: f64,
    pub(crate) language: WordsLanguage,
}

/// How ticks are placed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TickStyle {
    /// The least distance between two labels, in CSS pixels.
    pub(crate) spacing: f64,
    /// The position of a day's tick within the day: 0 at its start, 1 at its end.
    pub(crate) in_day: f64,
}

/// The distance of ticks.
#[derive(Debug, Clone, Copy)]
enum TickStep {
    Days(u32),
    Months(u32),
    Years(u32),
}

impl TimeTick {
    pub(crate) fn left(&self) -> f64 {
        self.x - text_width(&self.name.text) / 2.0
    }

    pub(crate) fn right(&self) -> f64 {
        self.x + text_width(&self.name.text) / 2.0
    }
}

impl LabelLayout {
    /// A label as close to `x` as possible without being cut off at the chart's edge.
    pub(crate) fn place(self, name: DateName, x: f64) -> TimeTick {
        let half = text_width(&name.text) / 2.0;
        let x = x.max(half).min((self.width - half).max(self.width / 2.0));
        TimeTick {
            name,
            x,
            mark: None,
        }
    }
}

/// The smallest step of days, months or years whose labels have room.
pub(crate) fn time_ticks(days: &TimeAxis, layout: LabelLayout, style: TickStyle) -> Vec<TimeTick> {
    steps()
        .filter(|step| days.length(step.days()) > style.spacing)
        .map(|step| step.ticks(days, layout, style))
        .find(|ticks| are_apart(ticks, style.spacing))
        .unwrap_or_default()
}

/// Whether all labels are at least `spacing` apart.
pub(crate) fn are_apart(ticks: &[TimeTick], spacing: f64) -> bool {
    let pairs = ticks.iter().zip(ticks.iter().skip(1));
    pairs
        .into_iter()
        .all(|(one, next)| one.right() + spacing <= next.left())
}

fn steps() -> impl Iterator<Item = TickStep> {
    let days = [1, 2, 7, 14].map(TickStep::Days);
    let months = [1, 2, 3, 6].map(TickStep::Months);
    let powers = (0..6).map(|power| 10_u32.pow(power));
    let years = powers.flat_map(|power| [1, 2, 5].map(|factor| TickStep::Years(factor * power)));
    days.into_iter().chain(months).chain(years)
}

impl TickStep {
    /// The approximate length.
    fn days(self) -> f64 {
        match self {
            Self::Days(count) => f64::from(count),
            Self::Months(count) => f64::from(count) * 30.4,
            Self::Years(count) => f64::from(count) * 365.2,
        }
    }

    fn ticks(self, days: &TimeAxis, layout: LabelLayout, style: TickStyle) -> Vec<TimeTick> {
        let offset = match self {
            Self::Days(_) => days.length(style.in_day),
            Self::Months(_) | Self::Years(_) => 0.0,
        };
        let tick = |day: NaiveDate| {
            let x = days.at(day) + offset;
            let tick = layout.place(self.name(day, layout.language), x);
            TimeTick {
                mark: Some(x),
                ..tick
            }
        };
        let first = self.first(days.visible.start);
        std::iter::successors(first, |day| self.next(*day))
            .take_while(|day| *day < days.visible.end)
            .filter(|day| *day >= days.visible.start)
            .map(tick)
            .collect()
    }

    /// The last multiple of the step on or before `day`.
    fn first(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(_) => Some(day),
            Self::Months(count) => {
                NaiveDate::from_ymd_opt(day.year(), day.month0() / count * count + 1, 1)
            }
            Self::Years(count) => {
                let count = i32::try_from(count).unwrap_or(i32::MAX);
                let year = day.year().div_euclid(count) * count;
                NaiveDate::from_ymd_opt(year, 1, 1).or(NaiveDate::from_ymd_opt(day.year(), 1, 1))
            }
        }
    }

    fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(count) => day.checked_add_days(Days::new(count.into())),
            Self::Months(count) => day.checked_add_months(Months::new(count)),
            Self::Years(count) => day.checked_add_months(Months::new(count.saturating_mul(12))),
        }
    }

    fn name(self, day: NaiveDate, language: WordsLanguage) -> DateName {
        match self {
            Self::Days(_) => DateName::day(day, language),
            Self::Months(_) => DateName::month(day, language),
            Self::Years(_) => DateName::year(day, language),
        }
    }
}
