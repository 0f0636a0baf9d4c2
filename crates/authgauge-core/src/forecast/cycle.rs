//! Benefits that begin anew: how often, and when next.

use chrono::{Datelike, Months, NaiveDate};

use super::growth::Growth;

/// Resets that are this many days off are still regular: a reading may come late.
const LATE: i64 = 3;

/// A benefit that begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cycle {
    /// From the last reset to the next, in days.
    pub(super) length: usize,
    /// From the last reading to the next reset, in days; at least 1.
    pub(super) next: usize,
}

impl Cycle {
    /// The reset that is known to come; otherwise as the resets went that were seen. One that was seen
    /// once is taken for monthly, as plans are; irregular ones tell nothing.
    pub(super) fn of(growth: &Growth, known: Option<NaiveDate>) -> Option<Self> {
        let seen: Vec<NaiveDate> = growth
            .resets()
            .iter()
            .map(|day| growth.date(*day))
            .collect();
        let next = match known {
            Some(day) => day,
            None => following(&seen, growth.last())?,
        };
        let length = match seen.last() {
            Some(last) => (next - *last).num_days(),
            None => (next - next.checked_sub_months(Months::new(1))?).num_days(),
        };
        let ahead = (next - growth.last()).num_days();
        Some(Self {
            length: usize::try_from(length).ok().filter(|days| *days > 1)?,
            next: usize::try_from(ahead).ok().filter(|days| *days > 0)?,
        })
    }

    /// The day ahead on which the cycle began that runs `ahead` days from now; None: the present one.
    pub(super) fn begun(self, ahead: usize) -> Option<usize> {
        let since = ahead.checked_sub(self.next)?;
        Some(self.next + since / self.length * self.length)
    }
}

/// The first reset after `now`.
fn following(seen: &[NaiveDate], now: NaiveDate) -> Option<NaiveDate> {
    let last = *seen.last()?;
    if let Some(day) = day_of_month(seen) {
        return (1..=12)
            .filter_map(|months| on_day(last, months, day))
            .find(|next| *next > now && (*next - last).num_days() > LATE);
    }
    let gaps: Vec<i64> = seen
        .iter()
        .zip(seen.iter().skip(1))
        .map(|(a, b)| (*b - *a).num_days())
        .collect();
    let usual = gaps
        .iter()
        .sum::<i64>()
        .checked_div(i64::try_from(gaps.len()).ok()?)?;
    let regular = usual > LATE && gaps.iter().all(|gap| (gap - usual).abs() <= LATE);
    let next = |count: i64| last.checked_add_signed(chrono::TimeDelta::days(usual * count));
    regular
        .then(|| (1..=FEW).filter_map(next).find(|next| *next > now))
        .flatten()
}

const FEW: i64 = 60;

/// The day of the month on which all of them fell, or a little later: readings come late, never early.
fn day_of_month(seen: &[NaiveDate]) -> Option<u32> {
    let earliest = seen.iter().map(|reset| i64::from(reset.day())).min()?;
    let late = |reset: &NaiveDate| i64::from(reset.day()) - earliest <= LATE;
    seen.iter()
        .all(late)
        .then(|| u32::try_from(earliest).ok())
        .flatten()
}

fn on_day(from: NaiveDate, months: u32, day: u32) -> Option<NaiveDate> {
    let month = from.with_day(1)?.checked_add_months(Months::new(months))?;
    (0..LATE as u32).find_map(|earlier| month.with_day(day.checked_sub(earlier)?))
}
