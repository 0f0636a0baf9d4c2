//! When the allowance will be used up.

use chrono::{Days, NaiveDate};

use super::Band;

/// Less likely than this within the days looked ahead: not at this pace.
const UNLIKELY: f64 = 0.1;

/// When the allowance will be used up, if nothing changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Crossing {
    /// It is used up already.
    Full,
    /// It may be: in eight of ten cases between the first and the last day.
    FullOn {
        /// One case in ten is earlier.
        first: NaiveDate,
        /// As likely earlier as later; None: not within [`super::FARTHEST`] days, more likely than not.
        likely: Option<NaiveDate>,
        /// One case in ten is later; None: perhaps not within [`super::FARTHEST`] days.
        last: Option<NaiveDate>,
        /// How likely it is within [`super::FARTHEST`] days at all: 0 to 1.
        chance: f64,
    },
    /// In nine of ten cases it is not used up within [`super::FARTHEST`] days.
    NotAtThisPace,
}

pub(super) fn of(last_reading: NaiveDate, ahead: &[Band], total: f64) -> Crossing {
    if ahead.first().is_some_and(|now| now.likely >= total) {
        return Crossing::Full;
    }
    let day = |reaches: &dyn Fn(&Band) -> bool| {
        let days = ahead.iter().position(reaches)?;
        last_reading.checked_add_days(Days::new(days as u64))
    };
    let chance = ahead
        .iter()
        .map(|band| band.chance_of(total))
        .fold(0.0, f64::max);
    match day(&|band| band.high >= total) {
        Some(first) if chance >= UNLIKELY => Crossing::FullOn {
            first,
            likely: day(&|band| band.likely >= total),
            last: day(&|band| band.low >= total),
            chance,
        },
        _ => Crossing::NotAtThisPace,
    }
}
