//! How much of a benefit will be used, and when it will be full, as a range: pure functions over what
//! earlier readings said.
//!
//! Six simple guesses are tried on the benefit's own past; those that were right more often count for
//! more, and how wrong they were together is the width of the range. The method, its source and how
//! well it does are in `docs/forecast.md`, made by `cargo xtask backtest`. Not in here: where readings
//! are kept, thresholds, words.

mod band;
mod cycle;
mod growth;
mod guesses;
mod outlook;
#[cfg(test)]
mod tests;
mod trials;

use chrono::NaiveDate;

use band::Spread;
use cycle::Cycle;
use growth::Growth;
use trials::Trials;

pub use outlook::Crossing;

/// Days that are looked ahead at most.
pub const FARTHEST: usize = 120;

/// Days of history without which nothing is said.
pub const LEAST_HISTORY: usize = 14;

/// Days of history that count; older ones would tell of another time.
pub const MOST_HISTORY: i64 = 120;

/// How much was used at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayEnd {
    /// The day.
    pub day: NaiveDate,
    /// In the benefit's unit, as the day's last reading had it.
    pub used: f64,
}

/// What may be used on a day to come: in eight of ten cases between `low` and `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// One case in ten is below.
    pub low: f64,
    /// As likely above as below.
    pub likely: f64,
    /// One case in ten is above.
    pub high: f64,
}

/// The days on which counting had begun anew. The days are in order, each at most once; days may be missing.
#[must_use]
pub fn resets(days: &[DayEnd]) -> Vec<NaiveDate> {
    let growth = Growth::of(days);
    let resets = growth.resets().iter();
    resets.map(|day| growth.date(*day)).collect()
}

/// The days ahead of the last reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    last: NaiveDate,
    /// The first is the last reading's day itself.
    ahead: Vec<Band>,
}

impl Forecast {
    /// Looks ahead from the last of these days, which are in order, each at most once; days may be
    /// missing. `reset` is the day on which counting begins anew, where that is known; otherwise it is
    /// taken from the resets seen. None with fewer than [`LEAST_HISTORY`] days between first and last.
    #[must_use]
    pub fn from(days: &[DayEnd], reset: Option<NaiveDate>) -> Option<Self> {
        let last = days.last()?;
        let recent = days.partition_point(|d| (last.day - d.day).num_days() > MOST_HISTORY);
        let growth = Growth::of(days.get(recent..)?);
        if growth.days() < LEAST_HISTORY {
            return None;
        }
        let cycle = Cycle::of(&growth, reset);
        let trials = Trials::of(&growth, cycle);
        let spread = Spread::of(&trials, growth.usual());
        let bands = (1..=FARTHEST).map(|ahead| {
            let begun = cycle.and_then(|cycle| cycle.begun(ahead));
            let from = if begun.is_some() { 0.0 } else { last.used };
            // Counting begins with the day: at its end, one day's growth is there.
            let before = begun.map_or(0, |day| day - 1);
            let grown = trials.guess(&growth, cycle, ahead) - trials.guess(&growth, cycle, before);
            let likely = from
                + if begun.is_some() {
                    grown.max(0.0)
                } else {
                    grown
                };
            spread.around(likely, ahead - before)
        });
        let now = Band {
            low: last.used,
            likely: last.used,
            high: last.used,
        };
        Some(Self {
            last: last.day,
            ahead: std::iter::once(now).chain(bands).collect(),
        })
    }

    /// What may be used so many days after the last reading; beyond [`FARTHEST`], as on that day.
    #[must_use]
    pub fn after(&self, days: usize) -> Band {
        let nothing = Band {
            low: 0.0,
            likely: 0.0,
            high: 0.0,
        };
        let farthest = self.ahead.last().copied().unwrap_or(nothing);
        self.ahead.get(days).copied().unwrap_or(farthest)
    }

    /// When `total` will be used up, if nothing changes.
    #[must_use]
    pub fn until_full(&self, total: f64) -> Crossing {
        outlook::of(self.last, &self.ahead, total)
    }

    /// How likely `total` is used up within so many days after the last reading: 0 to 1.
    #[must_use]
    pub fn chance_of(&self, total: f64, days: usize) -> f64 {
        let days = self.ahead.iter().take(days.saturating_add(1));
        days.map(|band| band.chance_of(total)).fold(0.0, f64::max)
    }
}
