//! Monthly active users: growth over years, divided into billing periods.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::calendar::{Moment, Month, compact, work_share};
use crate::random::Seeded;
use crate::wire;

/// The growth of a pool's active users and its billing periods.
#[derive(Debug)]
pub(crate) struct MauCurve {
    /// Active users of the current period at the start.
    pub(crate) at_start: i64,
    /// Growth per month, e.g. 0.06.
    pub(crate) growth: f64,
    /// Past plans and the current one, oldest first. They may overlap.
    pub(crate) steps: Vec<Step>,
    /// Records are sent newest first, and the oldest twice.
    pub(crate) untidy: bool,
}

/// A plan: periods of one length and total over a range of months.
#[derive(Debug)]
pub(crate) struct Step {
    /// First month, counted from the month of the start (0).
    pub(crate) from: i32,
    /// The month before which it ends; `None` if it has no end.
    pub(crate) until: Option<i32>,
    /// Length of a period in months.
    pub(crate) months: i32,
    /// The amount a period allows.
    pub(crate) total: i64,
}

impl Step {
    pub(crate) fn new(from: i32, until: Option<i32>, months: i32, total: i64) -> Self {
        Self {
            from,
            until,
            months,
            total,
        }
    }
}

/// A period with its figures.
#[derive(Debug, Clone)]
pub(crate) struct Period {
    pub(crate) start: NaiveDate,
    /// The day after the last.
    pub(crate) end: NaiveDate,
    pub(crate) used: i64,
    pub(crate) total: i64,
}

impl Period {
    pub(crate) fn runs_at(&self, at: NaiveDateTime) -> bool {
        self.start <= at.date() && at.date() < self.end
    }

    pub(crate) fn record(&self) -> wire::Period {
        wire::Period {
            period_start_time: compact(self.start),
            period_end_time: compact(self.end),
            amount: self.total.to_string(),
            current: self.used.to_string(),
        }
    }
}

impl MauCurve {
    /// All periods that have started.
    pub(crate) fn periods(&self, source: Seeded, moment: Moment) -> Vec<Period> {
        let mut periods: Vec<Period> = self
            .steps
            .iter()
            .flat_map(|step| self.of_step(step, source, moment))
            .collect();
        if self.untidy {
            periods.extend(periods.first().cloned());
            periods.reverse();
        }
        periods
    }

    fn of_step(
        &self,
        step: &Step,
        source: Seeded,
        moment: Moment,
    ) -> impl Iterator<Item = Period> + use<'_> {
        let zero = Month::of(moment.start);
        let (from, months, total) = (step.from, step.months, step.total);
        let until = step.until.unwrap_or(i32::MAX);
        (0..)
            .map(move |place| from.saturating_add(months.saturating_mul(place)))
            .take_while(move |first| *first < until)
            .map(move |first| (first, zero.plus(first).first_day()))
            .take_while(move |(_, start)| *start <= moment.now.date())
            .map(move |(first, start)| {
                let end = zero.plus(first + months).first_day();
                let used = self.used(first, months, (start, end), source, moment);
                Period {
                    start,
                    end,
                    used,
                    total,
                }
            })
    }

    fn used(
        &self,
        first: i32,
        months: i32,
        (start, end): (NaiveDate, NaiveDate),
        source: Seeded,
        moment: Moment,
    ) -> i64 {
        let reach = reach(months);
        let over = work_share(start, end, moment.now);
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let active = if midnight(start) <= moment.start && moment.start < midnight(end) {
            self.at_start as f64 * reach * around_start(work_share(start, end, moment.start), over)
        } else {
            self.level(first + months - 1, source) * reach * seen(over)
        };
        active.round() as i64
    }

    /// The users of a whole month, `month` months after the start.
    fn level(&self, month: i32, source: Seeded) -> f64 {
        let noise = 1.0 + 0.025 * source.of("mau").swing(i64::from(month));
        self.at_start as f64 * (1.0 + self.growth).powi(month) * noise
    }
}

/// The users of a longer period relative to a month. Not a multiple: many users return.
fn reach(months: i32) -> f64 {
    1.0 + 0.55 * f64::from(months - 1)
}

/// The share of a period's users seen so far. Most come early.
fn seen(over: f64) -> f64 {
    (1.0 - (-3.0 * over).exp()) / (1.0 - (-3.0_f64).exp())
}

/// 1 at the start, less before, a little more after.
fn around_start(start_over: f64, over: f64) -> f64 {
    if over >= start_over {
        1.0 + 0.12 * (over - start_over)
    } else {
        seen(over) / seen(start_over)
    }
}
