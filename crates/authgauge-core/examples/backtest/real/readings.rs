//! When a counter is read.

use authgauge_core::forecast::{Cycle, DayEnd, Forecast, MAX_HISTORY_DAYS};
use chrono::{Datelike, Months, Weekday};

use super::counter::{Counter, Kind};
use crate::random::Random;

/// When a counter is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pattern {
    /// Until late each evening.
    Full,
    /// On weekdays until 18:00.
    Office,
    /// Once a day at 09:00.
    Morning,
    /// Until late each evening, for so many days only.
    Young(usize),
}

impl Pattern {
    pub(crate) fn name(self) -> String {
        match self {
            Self::Full => "full".to_owned(),
            Self::Office => "office".to_owned(),
            Self::Morning => "morning".to_owned(),
            Self::Young(days) => format!("young{days}"),
        }
    }

    /// The days of history.
    fn days(self) -> usize {
        match self {
            Self::Young(days) => days,
            _ => MAX_HISTORY_DAYS as usize,
        }
    }

    pub(crate) fn is_read_on(self, weekday: Weekday) -> bool {
        self != Self::Office || !matches!(weekday, Weekday::Sat | Weekday::Sun)
    }

    /// The hour of the last reading, and the share of the day's use that came before it: least and most.
    fn last_reading(self) -> (u16, (f64, f64)) {
        match self {
            Self::Full | Self::Young(_) => (24, (1.0, 1.0)),
            Self::Office => (18, (0.65, 0.85)),
            Self::Morning => (9, (0.02, 0.15)),
        }
    }
}

/// The figures that were read on the days up to `origin`.
pub(crate) fn readings(counter: &Counter, pattern: Pattern, origin: usize) -> Vec<DayEnd> {
    let (hour, (least, most)) = pattern.last_reading();
    let days = origin.saturating_sub(pattern.days())..=origin;
    let read = days.filter(|day| pattern.is_read_on(counter.days[*day].weekday()));
    read.map(|index| {
        let day = counter.days[index];
        let mut share = least;
        if least < most {
            share = Random::from(index as u64).uniform(least, most);
        }
        DayEnd {
            day,
            used: figure(counter, index, share),
            minute: Some(hour * 60 - 1),
        }
    })
    .collect()
}

/// The figure after a share of the day's use. A gauge has the day's figure all day long.
fn figure(counter: &Counter, index: usize, share: f64) -> f64 {
    let end = counter.used[index];
    if counter.kind.is_gauge() || index == 0 {
        return end;
    }
    let resets = counter.kind.resets_on(counter.days[index]);
    let start = if resets { 0.0 } else { counter.used[index - 1] };
    // Counters have whole numbers.
    (start + (end - start) * share).floor()
}

/// A pool's MAU period is a month, and known. That of a benefit may be the same.
pub(crate) fn forecast(counter: &Counter, readings: &[DayEnd]) -> Option<Forecast> {
    let last = readings.last()?.day;
    let start = last.with_day(1)?;
    let month = start..start.checked_add_months(Months::new(1))?;
    let cycle = match counter.kind {
        Kind::Mau => Cycle::Running(month),
        _ => Cycle::Borrowed(month),
    };
    Forecast::of(readings, &cycle)
}
