//! Errors of the forecast and of the baselines.

use authgauge_core::forecast::{Crossing, DayEnd, Forecast, MAX_HORIZON_DAYS};

use crate::baselines::{last_week, straight_line};
use crate::history::History;

/// The horizons in days.
const HORIZONS: [usize; 3] = [7, 14, 30];

/// The horizon of the Brier score.
const BRIER_HORIZON: usize = 30;

/// The first origin, and the days from one origin to the next.
const ORIGINS: (usize, usize) = (21, 6);

/// A day on which the total is used up counts within this many days.
const FULL_WITHIN: usize = 60;

/// The errors of forecasts.
#[derive(Default)]
pub(crate) struct Score {
    /// Errors of the use, in percent of the total.
    pub(crate) used: Errors,
    /// Errors of the day on which the total is used up, in days.
    pub(crate) full: Errors,
    /// Squared errors of the probability that the total is used up within 30 days.
    pub(crate) squared_errors: Vec<f64>,
}

/// The absolute errors of the forecast and both baselines.
#[derive(Default)]
pub(crate) struct Errors {
    pub(crate) forecast: Vec<f64>,
    pub(crate) straight_line: Vec<f64>,
    pub(crate) last_week: Vec<f64>,
    /// The number of actual values within the 80 % prediction interval.
    pub(crate) covered: usize,
}

/// A forecast made on one day of a history.
struct Origin<'a> {
    history: &'a History,
    /// The day's index.
    index: usize,
    readings: &'a [DayEnd],
    forecast: &'a Forecast,
    /// Days since the last reading.
    lag: usize,
    /// The total at the last reading.
    total: f64,
}

impl Score {
    /// Adds the forecasts from many days of a history.
    pub(crate) fn add(&mut self, history: &History) {
        let farthest = HORIZONS.iter().max().copied().unwrap_or_default();
        let end = history.days.len().saturating_sub(farthest);
        for index in (ORIGINS.0..end).step_by(ORIGINS.1) {
            let readings = history.readings(index);
            let forecast = Forecast::from(&readings, None);
            let (Some(forecast), Some(last)) = (&forecast, readings.last()) else {
                continue;
            };
            let lag = (history.days[index].day - last.day).num_days() as usize;
            let origin = Origin {
                history,
                index,
                readings: &readings,
                forecast,
                lag,
                total: history.days[index - lag].total,
            };
            self.add_used(&origin);
            if last.used < origin.total {
                self.add_full(&origin);
            }
        }
    }

    fn add_used(&mut self, origin: &Origin<'_>) {
        for horizon in HORIZONS {
            let actual = origin.history.days[origin.index + horizon].used;
            let error = |predicted: f64| 100.0 * (predicted - actual).abs() / origin.total;
            let horizon = horizon + origin.lag;
            let band = origin.forecast.after(horizon);
            self.used.forecast.push(error(band.likely));
            let line = straight_line(origin.readings, horizon);
            self.used.straight_line.push(error(line));
            self.used
                .last_week
                .push(error(last_week(origin.readings, horizon)));
            // Actual values are whole numbers.
            let is_covered = band.low - 0.5 <= actual && actual <= band.high + 0.5;
            self.used.covered += usize::from(is_covered);
        }
    }

    fn add_full(&mut self, origin: &Origin<'_>) {
        let Origin {
            index, lag, total, ..
        } = *origin;
        let full = origin.history.first_full(index, index + FULL_WITHIN);
        let is_soon = full.is_some_and(|day| day <= index + BRIER_HORIZON);
        let chance = origin.forecast.chance_of(total, BRIER_HORIZON + lag);
        let outcome = f64::from(u8::from(is_soon));
        self.squared_errors.push((chance - outcome).powi(2));
        let Some(full) = full else { return };
        let actual = full - index + lag;
        let error = |used: &dyn Fn(usize) -> f64| {
            let predicted = (1..MAX_HORIZON_DAYS).find(|horizon| used(*horizon) >= total);
            predicted.unwrap_or(MAX_HORIZON_DAYS).abs_diff(actual) as f64
        };
        let readings = origin.readings;
        self.full
            .forecast
            .push(error(&|horizon| origin.forecast.after(horizon).likely));
        self.full
            .straight_line
            .push(error(&|horizon| straight_line(readings, horizon)));
        self.full
            .last_week
            .push(error(&|horizon| last_week(readings, horizon)));
        let day = origin.history.days[full].day;
        let is_covered = match origin.forecast.until_full(total) {
            Crossing::FullOn { first, last, .. } => {
                first <= day && last.is_none_or(|last| day <= last)
            }
            Crossing::Full | Crossing::NotAtThisPace => false,
        };
        self.full.covered += usize::from(is_covered);
    }
}

impl Errors {
    /// The percentage of actual values within the prediction interval.
    pub(crate) fn coverage(&self) -> f64 {
        100.0 * self.covered as f64 / self.forecast.len().max(1) as f64
    }
}

pub(crate) fn median(errors: &[f64]) -> Option<f64> {
    let mut errors = errors.to_vec();
    errors.sort_by(f64::total_cmp);
    errors.get(errors.len() / 2).copied()
}

pub(crate) fn mean(errors: &[f64]) -> Option<f64> {
    (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64)
}
