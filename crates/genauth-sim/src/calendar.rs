//! Days and months in China time, which the API likely uses: it has no time zones.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};

/// The start time and the current time. Figures are as designed at the start and change from there.
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

/// China time at an instant.
pub(crate) fn china(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc()
        .checked_add_signed(TimeDelta::hours(8))
        .unwrap_or(NaiveDateTime::MAX)
}

/// A calendar month, as the number of months since year 0.
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

/// The share of activity in `[from, to)` before `at`, from 0 to 1. Low at night and at weekends.
pub(crate) fn work_share(from: NaiveDate, to: NaiveDate, at: NaiveDateTime) -> f64 {
    let [from, to] = [from, to].map(|day| day.and_time(chrono::NaiveTime::MIN));
    (work(from, at) / work(from, to)).clamp(0.0, 1.0)
}

/// The activity between two times, in average days.
pub(crate) fn work(from: NaiveDateTime, to: NaiveDateTime) -> f64 {
    work_until(to) - work_until(from)
}

/// The activity of a day at the weekend; that of a working day is 1.
const WEEKEND: f64 = 0.3;
const WEEK: f64 = 5.0 + 2.0 * WEEKEND;

/// The activity since Monday, 1 January of year 1, in average days.
fn work_until(at: NaiveDateTime) -> f64 {
    let days = i64::from(at.num_days_from_ce()) - 1;
    let (weeks, weekday) = (days.div_euclid(7) as f64, days.rem_euclid(7) as f64);
    let before = weekday.min(5.0) + (weekday - 5.0).max(0.0) * WEEKEND;
    let today = if weekday < 5.0 { 1.0 } else { WEEKEND };
    let over = f64::from(at.num_seconds_from_midnight()) / 86_400.0;
    // Monotonic, with little activity at both ends of the day.
    let tau = std::f64::consts::TAU;
    let done = over - 0.9 * (tau * over).sin() / tau;
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
    fn week_has_the_activity_of_seven_days_and_its_weekend_of_less_than_one() {
        // 2026-11-16 is a Monday.
        let (monday, saturday) = (at("2026-11-16T00:00:00"), at("2026-11-21T00:00:00"));
        let week = work(monday, monday + TimeDelta::days(7));
        assert!((week - 7.0).abs() < 1e-6, "{week}");
        let weekend = work(saturday, saturday + TimeDelta::days(2));
        assert!((weekend - 0.75).abs() < 1e-6, "{weekend}");
    }

    #[test]
    fn work_share_rises_monotonically_from_0_to_1() {
        let (from, to) = (at("2026-11-01T00:00:00"), at("2026-12-01T00:00:00"));
        let hours = (0..=30 * 24).map(|hour| from + TimeDelta::hours(hour));
        let shares: Vec<f64> = hours
            .map(|at| work_share(from.date(), to.date(), at))
            .collect();
        assert!(shares.is_sorted());
        assert_eq!((shares[0], shares[shares.len() - 1]), (0.0, 1.0));
    }
}
