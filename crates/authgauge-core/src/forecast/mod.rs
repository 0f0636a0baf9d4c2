//! Forecasts of a benefit's use, as ranges, and of the day its total is used up.
//!
//! An ensemble of simple models is evaluated on the benefit's own past. Models with smaller errors get larger weights,
//! and the quantiles of their errors, mixed with those of other series, give the range. `docs/forecast.md` describes the
//! method and its accuracy, as measured by `cargo xtask backtest`.

mod basis;
mod crossing;
mod distribution;
mod ensemble;
mod increments;
mod models;
mod pooled_errors;
mod reading;
mod resets;
mod season;
mod series_kind;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;

pub use basis::{Basis, BasisCycle, Method};
pub use crossing::Crossing;
use distribution::{Distribution, ErrorQuantiles};
use ensemble::Ensemble;
use increments::Increments;
pub use reading::DayEnd;
use resets::Kind;
pub use season::Cycle;
use season::{Resets, Season};
use series_kind::PoolKind;

/// The shape of the table of errors of other series.
pub mod pool {
    pub use super::ensemble::HORIZONS;
    pub use super::series_kind::LEVELS;
}

/// The longest horizon, in days.
pub const MAX_HORIZON_DAYS: usize = 120;

/// The days of history that a forecast needs.
pub(crate) const MIN_HISTORY_DAYS: usize = 7;

/// The days of history after which a counter is known not to reset: a month, and the running day.
pub(crate) const MAX_UNCLEAR_DAYS: usize = season::MONTH + 2;

/// The days of history that a forecast uses.
pub const MAX_HISTORY_DAYS: i64 = 120;

/// The use on a future day: an 80 % prediction interval.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Band {
    /// The 10 % quantile.
    pub low: f64,
    /// The median.
    pub likely: f64,
    /// The 90 % quantile.
    pub high: f64,
}

/// The days on which the count restarted. `days` are in ascending order without duplicates; days may be missing.
#[must_use]
pub fn resets(days: &[DayEnd]) -> Vec<NaiveDate> {
    resets::kind_and_resets(days).1
}

/// The running cycle of a series that was reset, from its last reset to the next one that is expected.
#[must_use]
pub fn observed_cycle(days: &[DayEnd]) -> Option<Range<NaiveDate>> {
    let (_, resets) = resets::kind_and_resets(recent(days));
    season::running_cycle(&resets, days.last()?.day)
}

/// The days between the first and the last of these that a forecast uses: at most [`MAX_HISTORY_DAYS`].
#[must_use]
pub fn history_days(days: &[DayEnd]) -> u16 {
    let ends = recent(days);
    let span = ends.first().zip(ends.last());
    let days = span.map_or(0, |(first, last)| (last.day - first.day).num_days());
    u16::try_from(days).unwrap_or(u16::MAX)
}

/// The last of these days that a forecast uses.
fn recent(days: &[DayEnd]) -> &[DayEnd] {
    let is_old = |end: &DayEnd, last: &DayEnd| (last.day - end.day).num_days() > MAX_HISTORY_DAYS;
    let first = days
        .last()
        .map_or(0, |last| days.partition_point(|end| is_old(end, last)));
    days.get(first..).unwrap_or_default()
}

/// The use on the days after the last reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    last: NaiveDate,
    /// Indexed by horizon; the first is the last reading itself.
    days: Vec<Distribution>,
    /// The combined predictions that the distributions lie around.
    points: Vec<f64>,
    day_error: f64,
    basis: Basis,
}

impl Forecast {
    /// Forecasts from the last of these days, which are in ascending order without duplicates; days may be missing.
    /// `running` is the counting period if it is known, until the day of the next reset; otherwise resets are
    /// extrapolated. None as in [`Forecast::of`].
    #[must_use]
    pub fn from(days: &[DayEnd], running: Option<Range<NaiveDate>>) -> Option<Self> {
        let cycle = running.map_or(Cycle::Unknown, Cycle::Running);
        Self::of(days, &cycle)
    }

    /// Forecasts with what is known of the cycle. None if the days span fewer than [`MIN_HISTORY_DAYS`] days, or if it is
    /// unclear whether a young counter resets.
    #[must_use]
    pub fn of(days: &[DayEnd], cycle: &Cycle) -> Option<Self> {
        let last = *days.last()?;
        let increments = Increments::of(recent(days));
        if increments.days() < MIN_HISTORY_DAYS {
            return None;
        }
        let season = match Resets::of(&increments, last.used, cycle) {
            Resets::Unclear => return None,
            Resets::Never => None,
            Resets::Known(season) => Some(season),
        };
        let ensemble = Ensemble::of(&increments, season.as_ref(), MAX_HORIZON_DAYS + 1);
        let kind = pool_kind(&increments, season.as_ref(), cycle);
        let scale = ensemble.day_error(increments.mean_absolute());
        let errors = ErrorQuantiles::of(&ensemble, kind, scale, increments.known_days());
        let basis = Basis::of(&increments, season.as_ref(), &ensemble, cycle);
        let coming = Coming {
            increments: &increments,
            season: season.as_ref(),
            ensemble,
            errors,
            used: last.used,
        };
        let (mut points, mut days) = (vec![last.used], vec![Distribution::certain(last.used)]);
        for horizon in 1..=MAX_HORIZON_DAYS {
            let (point, distribution) = coming.after(horizon);
            points.push(point);
            days.push(distribution);
        }
        Some(Self {
            last: last.day,
            days,
            points,
            day_error: scale,
            basis,
        })
    }

    /// The use `days` days after the last reading, at most [`MAX_HORIZON_DAYS`].
    #[must_use]
    pub fn after(&self, days: usize) -> Band {
        let day = self.days.get(days).or(self.days.last());
        day.map_or_else(Band::default, |day| day.band())
    }

    /// The day on which the count restarts next. None if it does not, or irregularly.
    #[must_use]
    pub fn next_reset(&self) -> Option<NaiveDate> {
        self.basis.cycle.as_ref().map(|cycle| cycle.next)
    }

    /// The likely use when the count restarts next. None if it does not within [`MAX_HORIZON_DAYS`], or irregularly.
    #[must_use]
    pub fn before_reset(&self) -> Option<f64> {
        let days = usize::try_from((self.next_reset()? - self.last).num_days()).ok()?;
        let before = self.days.get(days.checked_sub(1)?)?;
        Some(before.band().likely)
    }

    /// When `total` will be used up.
    #[must_use]
    pub fn until_full(&self, total: f64) -> Crossing {
        Crossing::of(self.last, &self.days, total)
    }

    /// The probability that `total` is used up within `days` days after the last reading: 0 to 1.
    #[must_use]
    pub fn chance_of(&self, total: f64, days: usize) -> f64 {
        let count = days.saturating_add(1).min(self.days.len());
        let days = self.days.get(..count).unwrap_or_default();
        crossing::max_chance(days, total)
    }

    /// What it is made from.
    #[must_use]
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The usual error of a prediction for one day, by which errors of different series are compared.
    #[must_use]
    pub fn day_error(&self) -> f64 {
        self.day_error
    }

    /// The combined prediction, in whose distribution the errors of other series are not counted yet.
    #[must_use]
    pub fn point(&self, days: usize) -> f64 {
        self.points.get(days).copied().unwrap_or_default()
    }
}

/// The series whose errors are taken for those that this one has not had yet.
fn pool_kind(increments: &Increments, season: Option<&Season>, cycle: &Cycle) -> PoolKind {
    match (increments.kind, season, cycle) {
        (Kind::Gauge, ..) if increments.drifts() => PoolKind::SlowGauge,
        (Kind::Gauge, ..) => PoolKind::Gauge,
        (Kind::Counter, Some(_), Cycle::Running(_)) => PoolKind::ActiveUsers,
        (Kind::Counter, Some(_), _) => PoolKind::Resetting,
        (Kind::Counter, None, _) => PoolKind::Stock,
    }
}

/// The days after the last reading.
struct Coming<'a> {
    increments: &'a Increments,
    season: Option<&'a Season>,
    ensemble: Ensemble,
    errors: ErrorQuantiles,
    used: f64,
}

impl Coming<'_> {
    /// The prediction and its distribution so many days after the last reading. Before them comes what is left of the
    /// running day.
    fn after(&self, horizon: usize) -> (f64, Distribution) {
        let share = self.increments.running_share;
        let running_day = usize::from(share.is_some());
        let (origin, end) = (self.increments.days(), horizon + running_day);
        let reset = self.season.and_then(|season| {
            let start = season.last_start(origin + running_day, origin + end - 1)?;
            Some(start - origin)
        });
        if let Some(start) = reset {
            let sum = self.ensemble.predict(start..end).max(0.0);
            return (sum, self.errors.around(sum, end - start, 0.0));
        }
        let sum = self.ensemble.predict(0..end);
        let today = share.map_or(0.0, |share| share * self.ensemble.predict(0..1));
        let point = (self.used + sum - today).max(0.0);
        let is_gauge = self.increments.kind == Kind::Gauge;
        let floor = if is_gauge { 0.0 } else { self.used };
        (point, self.errors.around(point, end, floor))
    }
}
