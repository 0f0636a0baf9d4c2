//! Days and months as the vendor counts them. The API names no zone; China time is likely, so the
//! simulator uses it.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

/// When the simulator was started, and now. Figures look as designed at the start and move on from
/// there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) start: NaiveDateTime,
    pub(crate) now: NaiveDateTime,
}

impl Moment {
    pub(crate) fn new(start: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            start: china(start),
            now: china(now),
        }
    }
}

/// The time of day and date in China at this instant.
pub(crate) fn china(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc()
        .checked_add_signed(TimeDelta::hours(8))
        .unwrap_or(NaiveDateTime::MAX)
}

/// A calendar month, counted from year 0, so that months can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month(pub(crate) i32);

impl Month {
    pub(crate) fn of(at: NaiveDateTime) -> Self {
        Self(at.year() * 12 + at.month0() as i32)
    }

    pub(crate) fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    pub(crate) fn first_day(self) -> NaiveDate {
        let month = self.0.rem_euclid(12) as u32 + 1;
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), month, 1).unwrap_or(NaiveDate::MAX)
    }
}

/// The share of `[from, to)` that is over at `at`, between 0 and 1, by what is done and not by the clock:
/// little at night, and less at weekends.
pub(crate) fn work_share(from: NaiveDate, to: NaiveDate, at: NaiveDateTime) -> f64 {
    let [from, to] = [from, to].map(|day| day.and_time(chrono::NaiveTime::MIN));
    (work(from, at) / work(from, to)).clamp(0.0, 1.0)
}

/// What is done between two times, in days of the average week.
pub(crate) fn work(from: NaiveDateTime, to: NaiveDateTime) -> f64 {
    work_until(to) - work_until(from)
}

/// What a day of the weekend counts; a working day counts 1.
const WEEKEND: f64 = 0.3;
const WEEK: f64 = 5.0 + 2.0 * WEEKEND;

/// Counted from a Monday.
fn work_until(at: NaiveDateTime) -> f64 {
    let days = i64::from(at.num_days_from_ce()) - 1;
    let (weeks, weekday) = (days.div_euclid(7) as f64, days.rem_euclid(7) as f64);
    let before = weekday.min(5.0) + (weekday - 5.0).max(0.0) * WEEKEND;
    let today = if weekday < 5.0 { 1.0 } else { WEEKEND };
    let over = f64::from(at.num_seconds_from_midnight()) / 86_400.0;
    // Rises slowly at both ends of the day, and never falls.
    let round = std::f64::consts::TAU;
    let done = over - 0.9 * (round * over).sin() / round;
    (weeks * WEEK + before + today * done) * 7.0 / WEEK
}

/// `20261127`, as in the MAU history.
pub(crate) fn compact(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

/// `2026-11-27 00:00:00`, as in plans and orders.
pub(crate) fn spaced(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_counts_seven_days_and_its_weekend_few_of_them() {
        // 2026-11-16 is a Monday.
        let (monday, saturday) = (at("2026-11-16T00:00:00"), at("2026-11-21T00:00:00"));
        let week = work(monday, monday + TimeDelta::days(7));
        assert!((week - 7.0).abs() < 1e-6, "{week}");
        let weekend = work(saturday, saturday + TimeDelta::days(2));
        assert!((weekend - 0.75).abs() < 1e-6, "{weekend}");
    }

    #[test]
    fn work_never_goes_back_and_a_share_of_it_is_whole_at_the_end() {
        let (from, to) = (at("2026-11-01T00:00:00"), at("2026-12-01T00:00:00"));
        let hours = (0..=30 * 24).map(|hour| from + TimeDelta::hours(hour));
        let shares: Vec<f64> = hours
            .map(|at| work_share(from.date(), to.date(), at))
            .collect();
        assert!(shares.is_sorted());
        assert_eq!((shares[0], shares[shares.len() - 1]), (0.0, 1.0));
    }
}
