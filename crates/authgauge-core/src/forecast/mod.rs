//! Forecasts of a benefit's use, as ranges, and of the day its total is used up.
//!
//! An ensemble of six simple models is evaluated on the benefit's own past. Models with smaller errors get larger
//! weights, and the quantiles of the residuals give the range. `docs/forecast.md` describes the method and its accuracy,
//! as measured by `cargo xtask backtest`.

mod crossing;
mod ensemble;
mod increments;
mod models;
mod residual_quantiles;
mod season;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;

pub use crossing::Crossing;
use ensemble::Ensemble;
use increments::Increments;
use residual_quantiles::ResidualQuantiles;
use season::Season;

/// The longest horizon, in days.
pub const MAX_HORIZON_DAYS: usize = 120;

/// The days of history that a forecast needs.
pub(crate) const MIN_HISTORY_DAYS: usize = 14;

/// The days of history that a forecast uses.
pub const MAX_HISTORY_DAYS: i64 = 120;

/// The use at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayEnd {
    /// The day.
    pub day: NaiveDate,
    /// The day's last reading, in the benefit's unit.
    pub used: f64,
}

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
    Increments::of(days).reset_dates()
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
    bands: Vec<Band>,
    next_reset: Option<NaiveDate>,
}

impl Forecast {
    /// Forecasts from the last of these days, which are in ascending order without duplicates; days may be missing.
    /// `running` is the counting period if it is known, until the day of the next reset; otherwise resets are
    /// extrapolated. None if the days span fewer than [`MIN_HISTORY_DAYS`] days.
    #[must_use]
    pub fn from(days: &[DayEnd], running: Option<Range<NaiveDate>>) -> Option<Self> {
        let last = days.last()?;
        let increments = Increments::of(recent(days));
        if increments.days() < MIN_HISTORY_DAYS {
            return None;
        }
        let season = Season::of(&increments, running);
        let ensemble = Ensemble::of(&increments, season);
        let quantiles = ResidualQuantiles::of(&ensemble, increments.mean_absolute());
        let band = |horizon| {
            let (likely, days) = predict(&ensemble, season, last.used, horizon);
            quantiles.around(likely, days)
        };
        let today = Band {
            low: last.used,
            likely: last.used,
            high: last.used,
        };
        let next_reset = season.and_then(|season| season.next_reset_after(last.day));
        Some(Self {
            next_reset,
            last: last.day,
            bands: [today]
                .into_iter()
                .chain((1..=MAX_HORIZON_DAYS).map(band))
                .collect(),
        })
    }

    /// The use `days` days after the last reading, at most [`MAX_HORIZON_DAYS`].
    #[must_use]
    pub fn after(&self, days: usize) -> Band {
        let band = self.bands.get(days).or(self.bands.last());
        band.copied().unwrap_or_default()
    }

    /// The day on which the count restarts next. None if it does not, or irregularly.
    #[must_use]
    pub fn next_reset(&self) -> Option<NaiveDate> {
        self.next_reset
    }

    /// The likely use when the count restarts next. None if it does not within [`MAX_HORIZON_DAYS`], or irregularly.
    #[must_use]
    pub fn before_reset(&self) -> Option<f64> {
        let days = usize::try_from((self.next_reset? - self.last).num_days()).ok()?;
        let before = self.bands.get(days.checked_sub(1)?)?;
        Some(before.likely)
    }

    /// When `total` will be used up.
    #[must_use]
    pub fn until_full(&self, total: f64) -> Crossing {
        Crossing::of(self.last, &self.bands, total)
    }

    /// The probability that `total` is used up within `days` days after the last reading: 0 to 1.
    #[must_use]
    pub fn chance_of(&self, total: f64, days: usize) -> f64 {
        let count = days.saturating_add(1).min(self.bands.len());
        let bands = self.bands.get(..count).unwrap_or_default();
        crossing::max_chance(bands, total)
    }
}

/// The predicted use, and the days over which it accumulates: since the last reading, or since a reset after it.
fn predict(
    ensemble: &Ensemble<'_>,
    season: Option<Season>,
    used: f64,
    horizon: usize,
) -> (f64, usize) {
    match season.and_then(|season| season.last_reset(horizon)) {
        Some(reset) => {
            // A reset takes place at the start of its day, so that the day's increment counts.
            let before = reset - 1;
            let sum = ensemble.predict(horizon) - ensemble.predict(before);
            (sum.max(0.0), horizon - before)
        }
        None => (used + ensemble.predict(horizon), horizon),
    }
}
