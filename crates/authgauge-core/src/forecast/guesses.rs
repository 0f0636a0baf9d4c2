//! Six simple ways to tell what the next days will add. Each looks only at the days before.

use super::cycle::Cycle;
use super::growth::Growth;

/// How many ways there are.
pub(super) const WAYS: usize = 6;

/// How much of a trend is left each day: no trend goes on for ever.
const DAMPED: f64 = 0.97;

/// What `ahead` days after the first `now` ones will add, in each way that has enough to go by.
pub(super) fn guesses(
    growth: &Growth,
    cycle: Option<Cycle>,
    now: usize,
    ahead: usize,
) -> [Option<f64>; WAYS] {
    let days = ahead as f64;
    let past = Past {
        growth,
        now,
        once: growth.once(now),
    };
    let pace = |pace: Option<f64>| pace.map(|pace| pace * days);
    [
        pace(past.pace(0, 90)),
        pace(past.weeks(0, 4)),
        pace(past.weeks(0, 1)),
        past.trend(ahead),
        pace(middle(growth.before(now, 28))),
        cycle.and_then(|cycle| as_last_time(growth, cycle, now, ahead)),
    ]
}

/// The days before `now`.
#[derive(Clone, Copy)]
struct Past<'a> {
    growth: &'a Growth,
    now: usize,
    /// The one day that is no pace.
    once: Option<usize>,
}

impl Past<'_> {
    /// A day's mean over up to `count` days, which ended `ago` days ago.
    fn pace(self, ago: usize, count: usize) -> Option<f64> {
        let end = self.now.checked_sub(ago)?;
        let begin = end.saturating_sub(count);
        let once = self.once.filter(|day| (begin..end).contains(day));
        let left_out = once.map_or(0.0, |day| self.growth.between(day, day + 1));
        let days = (end - begin)
            .checked_sub(usize::from(once.is_some()))
            .filter(|days| *days > 0)?;
        Some((self.growth.between(begin, end) - left_out) / days as f64)
    }

    /// Whole weeks, so that weekends weigh what they weigh.
    fn weeks(self, ago: usize, weeks: usize) -> Option<f64> {
        (self.now >= 7 * (ago + weeks))
            .then(|| self.pace(7 * ago, 7 * weeks))
            .flatten()
    }

    /// A straight line through the paces of the last four weeks, flattening out.
    fn trend(self, ahead: usize) -> Option<f64> {
        let week = |ago| self.weeks(ago, 1);
        let (latest, second, third, first) = (week(0)?, week(1)?, week(2)?, week(3)?);
        // The slope of least squares; the middle of the four weeks is two weeks ago.
        let a_day = ((latest - first) * 3.0 + (second - third)) / 70.0;
        let today = (latest + second + third + first) / 4.0 + a_day * 14.0;
        // A slowing growth comes to rest; it does not turn round.
        let turn = today.min(0.0);
        Some(
            (1..=ahead)
                .map(|day| (today + a_day * left_of_trend(day)).max(turn))
                .sum(),
        )
    }
}

/// What is left of the trend after the first day, the second, …, added up.
fn left_of_trend(day: usize) -> f64 {
    DAMPED * (1.0 - DAMPED.powi(i32::try_from(day).unwrap_or(i32::MAX))) / (1.0 - DAMPED)
}

/// The same days of the cycle before this one.
fn as_last_time(growth: &Growth, cycle: Cycle, now: usize, ahead: usize) -> Option<f64> {
    let then = now.checked_sub(cycle.length)?;
    let (whole, rest) = (ahead / cycle.length, ahead % cycle.length);
    Some(whole as f64 * growth.between(then, now) + growth.between(then, then + rest))
}

/// Half of the days added more: bursts do not move it.
fn middle(days: &[f64]) -> Option<f64> {
    let mut days = days.to_vec();
    days.sort_by(f64::total_cmp);
    let upper = *days.get(days.len() / 2)?;
    let lower = *days.get(days.len().checked_sub(1)? / 2)?;
    Some(f64::midpoint(lower, upper))
}
