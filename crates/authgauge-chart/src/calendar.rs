//! What is written below the bars: a name per period while there is room, else the calendar's own
//! months and years.

use chrono::{Datelike, NaiveDate};

use super::axis::{TimeAxis, days_later, months_later};
use super::bars::Bar;
use super::labels::Name;
use super::width::text_width;
use authgauge_core::language::WordsLanguage;

/// A name, and where its middle is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Below {
    pub(super) name: Name,
    pub(super) x: f64,
    /// Where the moment is that it names, if it does not name a bar.
    pub(super) mark: Option<f64>,
}

/// Where names may be, in what language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Pixels from the picture's left edge to its right edge.
    pub(super) width: f64,
    pub(super) language: WordsLanguage,
}

/// Steps of the calendar.
#[derive(Debug, Clone, Copy)]
enum Unit {
    Days(u32),
    Months(u32),
    Years(u32),
}

/// How the calendar is marked.
#[derive(Debug, Clone, Copy)]
struct Marking {
    /// Pixels between two names.
    space: f64,
    /// Where in a day it is named: 0 at its start, 1 at its end.
    in_day: f64,
}

/// Pixels between two names.
const SPACE: f64 = 6.0;
const BELOW_BARS: Marking = Marking {
    space: SPACE,
    in_day: 0.0,
};
const BELOW_DAYS: Marking = Marking {
    space: 24.0,
    in_day: 0.5,
};

/// From left to right; no two overlap, and none is cut at an edge.
pub(super) fn below(bars: &[Bar], days: &TimeAxis, room: Room) -> Vec<Below> {
    let front: Vec<&Bar> = bars.iter().filter(|bar| !bar.behind).collect();
    if front.is_empty() {
        return calendar(days, room, BELOW_BARS);
    }
    let named = |name: fn(_, _) -> Name| -> Vec<Below> {
        let below = |bar: &&Bar| room.place(name(bar.span, room.language), bar.centre());
        front.iter().map(below).collect()
    };
    let full = named(Name::full);
    if apart(&full, SPACE) {
        return full;
    }
    let short = named(Name::short);
    let thinned = if alike(&front) {
        by_stride(&short)
    } else {
        where_free(&short)
    };
    thinned.unwrap_or_else(|| calendar(days, room, BELOW_BARS))
}

/// The calendar's days, months or years, as many as can be read at a glance; days are named in their middle.
pub(super) fn below_days(days: &TimeAxis, room: Room) -> Vec<Below> {
    calendar(days, room, BELOW_DAYS)
}

/// Whether there is this much between any two.
fn apart(names: &[Below], space: f64) -> bool {
    names
        .iter()
        .zip(names.iter().skip(1))
        .all(|(one, next)| one.right() + space <= next.left())
}

impl Below {
    fn left(&self) -> f64 {
        self.x - text_width(&self.name.text) / 2.0
    }

    fn right(&self) -> f64 {
        self.x + text_width(&self.name.text) / 2.0
    }
}

impl Room {
    fn place(self, name: Name, x: f64) -> Below {
        let half = text_width(&name.text) / 2.0;
        // Wider than the picture cannot be; if it were, the middle is the best place.
        let x = x.max(half).min((self.width - half).max(self.width / 2.0));
        Below {
            name,
            x,
            mark: None,
        }
    }
}

/// Whether the periods are about equally long, as months are.
fn alike(bars: &[&Bar]) -> bool {
    let lengths = || bars.iter().map(|bar| bar.span.days());
    lengths().fold(0.0, f64::max) <= lengths().fold(f64::INFINITY, f64::min) * 1.2
}

/// Each, every second, third… at regular distances.
fn by_stride(names: &[Below]) -> Option<Vec<Below>> {
    [1, 2, 3, 4, 6]
        .into_iter()
        .map(|stride| every(names, stride))
        .find(|names| apart(names, SPACE))
}

/// As many as there is room for, if that is a fair part of them.
fn where_free(names: &[Below]) -> Option<Vec<Below>> {
    let mut kept: Vec<Below> = Vec::new();
    for name in names {
        if kept
            .last()
            .is_none_or(|last| last.right() + SPACE <= name.left())
        {
            kept.push(name.clone());
        }
    }
    (kept.len() * 3 >= names.len()).then_some(kept)
}

/// Januaries stay, where there are any: the year is written below them.
fn every(names: &[Below], stride: usize) -> Vec<Below> {
    let january = |(one, next): (&Below, &Below)| one.name.year != next.name.year;
    let turn = names.iter().zip(names.iter().skip(1)).position(january);
    let kept = turn.map_or(names.len().saturating_sub(1), |turn| turn + 1) % stride;
    names.iter().skip(kept).step_by(stride).cloned().collect()
}

fn calendar(days: &TimeAxis, room: Room, marking: Marking) -> Vec<Below> {
    use Unit::{Days, Months, Years};
    let units = [
        Days(1),
        Days(2),
        Days(7),
        Days(14),
        Months(1),
        Months(2),
        Months(3),
        Months(6),
    ];
    let years = (0..6).flat_map(|power| [1, 2, 5].map(|factor| Years(factor * 10_u32.pow(power))));
    units
        .into_iter()
        .chain(years)
        .filter(|unit| days.length(unit.days()) > marking.space)
        .map(|unit| ticks(unit, days, room, marking))
        .find(|names| apart(names, marking.space))
        .unwrap_or_default()
}

fn ticks(unit: Unit, days: &TimeAxis, room: Room, marking: Marking) -> Vec<Below> {
    let mut names = Vec::new();
    let mut next = unit.first(days.visible.start);
    while let Some(day) = next.filter(|day| *day < days.visible.end) {
        if day >= days.visible.start {
            let x = days.at(day) + days.length(unit.named_after(marking));
            let below = room.place(unit.name(day, room.language), x);
            names.push(Below {
                mark: Some(x),
                ..below
            });
        }
        next = unit.after(day);
    }
    names
}

impl Unit {
    /// About how many.
    fn days(self) -> f64 {
        match self {
            Self::Days(count) => f64::from(count),
            Self::Months(count) => f64::from(count) * 30.4,
            Self::Years(count) => f64::from(count) * 365.2,
        }
    }

    /// How many days after its start it is named.
    fn named_after(self, marking: Marking) -> f64 {
        match self {
            Self::Days(_) => marking.in_day,
            Self::Months(_) | Self::Years(_) => 0.0,
        }
    }

    /// Where counting starts: on or a little before `day`.
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

    fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(count) => days_later(day, u64::from(count)),
            Self::Months(count) => months_later(day, count),
            Self::Years(count) => months_later(day, count.saturating_mul(12)),
        }
    }

    fn name(self, day: NaiveDate, language: WordsLanguage) -> Name {
        match self {
            Self::Days(_) => Name::day(day, language),
            Self::Months(_) => Name::month(day, language),
            Self::Years(_) => Name::year(day, language),
        }
    }
}
