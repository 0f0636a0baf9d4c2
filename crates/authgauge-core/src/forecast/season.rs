//! Seasons of a series: the time between two resets.

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::MAX_HORIZON_DAYS;
use super::increments::Increments;
use super::resets::Kind;

/// In days. A reset is observed late if a reading is missing.
const TOLERANCE: i64 = 3;

/// Days after which a monthly reset would have been seen.
pub(super) const MONTH: usize = 31;

/// A counter may have been reset this month if its figure is at most so many days' use.
const DAYS_OF_A_MONTH: f64 = 45.0;

/// A counter was reset with a cycle if its figure is its daily use since the cycle's start, times this.
const BORROWED: Range<f64> = 0.6..1.7;

/// What is known of the resets before a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cycle {
    /// Nothing but the series itself.
    Unknown,
    /// The counting period: from its first day to the day of the next reset.
    Running(Range<NaiveDate>),
    /// The counting period of another figure of the pool.
    Borrowed(Range<NaiveDate>),
}

/// The resets of a series.
#[derive(Debug)]
pub(super) enum Resets {
    Never,
    /// The history is too short to tell.
    Unclear,
    Known(Season),
}

/// The season of a series that resets.
#[derive(Debug, Clone)]
pub(super) struct Season {
    /// The indices of the first days of cycles, in the past and in the future.
    starts: Vec<usize>,
    /// The first day of the running cycle.
    pub(super) start_date: NaiveDate,
    /// The first day of the next one.
    pub(super) next_date: NaiveDate,
}

impl Resets {
    /// Observed resets count more than a cycle that is borrowed. After a single one, resets are assumed to be monthly,
    /// as plans are. Irregular ones are none.
    pub(super) fn of(increments: &Increments, used: f64, cycle: &Cycle) -> Self {
        if increments.kind == Kind::Gauge {
            return Self::Never;
        }
        if let Cycle::Running(running) = cycle {
            return Self::season(increments, running.clone());
        }
        let observed = &increments.reset_dates;
        if !observed.is_empty() {
            let running = running_cycle(observed, increments.last_date());
            return running.map_or(Self::Never, |running| Self::season(increments, running));
        }
        let daily = increments.sum(0..increments.days()) / increments.days().max(1) as f64;
        let days_of_use = used / daily;
        if daily <= 0.0 || days_of_use > DAYS_OF_A_MONTH {
            return Self::Never;
        }
        if let Cycle::Borrowed(running) = cycle {
            let since = (increments.last_date() - running.start).num_days() + 1;
            if usize::try_from(since).is_ok_and(|since| since < increments.days()) {
                return Self::Never;
            }
            if BORROWED.contains(&(days_of_use / since.max(1) as f64)) {
                return Self::season(increments, running.clone());
            }
        }
        if increments.days() < MONTH {
            Self::Unclear
        } else {
            Self::Never
        }
    }

    fn season(increments: &Increments, running: Range<NaiveDate>) -> Self {
        Season::of(increments, running).map_or(Self::Never, Self::Known)
    }
}

impl Season {
    fn of(increments: &Increments, running: Range<NaiveDate>) -> Option<Self> {
        let index = |date: NaiveDate| {
            let after_last = (date - increments.last_date()).num_days() - 1;
            usize::try_from(increments.days() as i64 + after_last).ok()
        };
        let mut starts = increments.cycle_starts.clone();
        let next = index(running.end).filter(|next| *next >= increments.days())?;
        starts.retain(|start| *start < next);
        if let Some(start) = index(running.start)
            && starts
                .last()
                .is_none_or(|last| *last < start.saturating_sub(TOLERANCE as usize))
        {
            starts.push(start);
        }
        let until = increments.days() + MAX_HORIZON_DAYS + 1;
        let coming = cycle_starts(&running).map_while(index);
        starts.extend(coming.take_while(|start| *start <= until));
        ((running.end - running.start).num_days() > 1).then_some(Self {
            starts,
            start_date: running.start,
            next_date: running.end,
        })
    }

    /// The last first day of a cycle after `origin` and up to `day`.
    pub(super) fn last_start(&self, origin: usize, day: usize) -> Option<usize> {
        let start = self.start_of(day)?;
        (start >= origin).then_some(start)
    }

    /// The first day of the cycle that a day is in.
    pub(super) fn start_of(&self, day: usize) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start <= day);
        self.starts.get(after.checked_sub(1)?).copied()
    }

    /// The same day of the last cycle that had it before `origin`.
    pub(super) fn same_day_before(&self, origin: usize, day: usize) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start <= day);
        let start = *self.starts.get(after.checked_sub(1)?)?;
        let earlier = self.starts.get(..after.checked_sub(1)?)?;
        let ends = self.starts.get(1..after)?;
        let cycles = earlier.iter().zip(ends).rev();
        let same = cycles.map(|(first, end)| (first + day - start).min(end.saturating_sub(1)));
        same.into_iter().find(|same| *same < origin)
    }
}

/// The first days of the cycles after the running one: on the same day of the month, or as long as that.
fn cycle_starts(running: &Range<NaiveDate>) -> impl Iterator<Item = NaiveDate> {
    let (start, end) = (running.start, running.end);
    let length = (end - start).num_days().max(1);
    let is_monthly = start.day() == end.day();
    (0..MAX_HORIZON_DAYS as u32 + 1).map_while(move |cycles| {
        if is_monthly && length <= MONTH as i64 {
            end.checked_add_months(Months::new(cycles))
        } else {
            end.checked_add_signed(TimeDelta::days(length * i64::from(cycles)))
        }
    })
}

/// From the last of the observed resets to the next one.
pub(super) fn running_cycle(observed: &[NaiveDate], today: NaiveDate) -> Option<Range<NaiveDate>> {
    Some(*observed.last()?..next_after(observed, today)?)
}

/// Extrapolates the observed resets to the first one after `date`.
fn next_after(observed: &[NaiveDate], date: NaiveDate) -> Option<NaiveDate> {
    let last = *observed.last()?;
    if let Some(day) = day_of_month(observed) {
        return (1..=12)
            .filter_map(|months| on_day_of_month(last, months, day))
            .find(|next| *next > date && (*next - last).num_days() > TOLERANCE);
    }
    let length = regular_length(observed)?;
    let mut next = last;
    while next <= date {
        next = next.checked_add_signed(TimeDelta::days(length))?;
    }
    Some(next)
}

/// The mean days between resets, if they are regular.
fn regular_length(observed: &[NaiveDate]) -> Option<i64> {
    let lengths = observed.iter().zip(observed.iter().skip(1));
    let lengths: Vec<i64> = lengths.map(|(a, b)| (*b - *a).num_days()).collect();
    let count = i64::try_from(lengths.len()).ok()?;
    let mean = lengths.iter().sum::<i64>().checked_div(count)?;
    let is_regular = |length: &i64| (length - mean).abs() <= TOLERANCE;
    (mean > TOLERANCE && lengths.iter().all(is_regular)).then_some(mean)
}

/// The earliest day of the month, if all resets were observed on it or within the tolerance after it.
fn day_of_month(observed: &[NaiveDate]) -> Option<u32> {
    let days = || observed.iter().map(|reset| reset.day());
    let earliest = days().min()?;
    let is_regular = |day: u32| i64::from(day - earliest) <= TOLERANCE;
    days().all(is_regular).then_some(earliest)
}

/// The day of the month, or the last one of a shorter month.
fn on_day_of_month(from: NaiveDate, months: u32, day: u32) -> Option<NaiveDate> {
    let month = from.with_day(1)?.checked_add_months(Months::new(months))?;
    (0..TOLERANCE as u32).find_map(|earlier| month.with_day(day.checked_sub(earlier)?))
}
