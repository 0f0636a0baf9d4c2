//! When a forecast crosses the total.

use chrono::{Days, NaiveDate};

use super::Band;
use super::distribution::Distribution;

/// The least probability at which a date is given.
const MIN_CHANCE: f64 = 0.1;

/// When a forecast crosses the total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Crossing {
    /// The total is used up already.
    Full,
    /// The total may be used up: with 80 % probability between the first and the last day.
    FullOn {
        /// The 10 % quantile.
        first: NaiveDate,
        /// The median; None if it is more than [`super::MAX_HORIZON_DAYS`] days ahead.
        likely: Option<NaiveDate>,
        /// The 90 % quantile; None if it is more than [`super::MAX_HORIZON_DAYS`] days ahead.
        last: Option<NaiveDate>,
        /// The probability within [`super::MAX_HORIZON_DAYS`] days: 0 to 1.
        chance: f64,
    },
    /// The probability within [`super::MAX_HORIZON_DAYS`] days is below 10 %.
    NotAtThisPace,
}

impl Crossing {
    /// `days` start with the day of the last reading.
    pub(super) fn of(last_reading: NaiveDate, days: &[Distribution], total: f64) -> Self {
        if days
            .first()
            .is_some_and(|today| today.band().likely >= total)
        {
            return Self::Full;
        }
        let day = |bound: fn(Band) -> f64| {
            let ahead = days.iter().position(|day| bound(day.band()) >= total)?;
            last_reading.checked_add_days(Days::new(ahead as u64))
        };
        let chance = max_chance(days, total);
        match day(|band| band.high) {
            Some(first) if chance >= MIN_CHANCE => Self::FullOn {
                first,
                likely: day(|band| band.likely),
                last: day(|band| band.low),
                chance,
            },
            _ => Self::NotAtThisPace,
        }
    }
}

/// The highest probability on any of the days.
pub(super) fn max_chance(days: &[Distribution], total: f64) -> f64 {
    let chances = days.iter().map(|day| day.chance_of(total));
    chances.fold(0.0, f64::max)
}
