//! Simple forecasting models. Each uses only the days before its origin.

use super::increments::Increments;
use super::resets::Kind;
use super::season::Season;

/// The forecasting models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Model {
    /// The mean of a week, distributed over the weekdays.
    WeekMean,
    /// Simple exponential smoothing with this half-life in days, distributed over the weekdays.
    Smoothed(u8),
    /// Its median instead of the mean: a burst does not lift it.
    SmoothedMedian(u8),
    /// A damped trend over four weeks, distributed over the weekdays.
    DampedTrend,
    /// The median day of four weeks.
    Median,
    /// The same days of the last cycle (seasonal naive).
    LastCycle,
    /// The last cycle, scaled by how this one compares with it so far.
    ScaledCycle,
    /// A gauge moves by the mean of 90 days.
    MeanStep,
    /// A gauge returns to the usual level of the weekday.
    WeekdayLevel,
    /// A gauge repeats the last week.
    LastWeek,
    /// A gauge stays (naive).
    Naive,
}

pub(super) const MODELS: [Model; 13] = [
    Model::WeekMean,
    Model::Smoothed(4),
    Model::Smoothed(30),
    Model::SmoothedMedian(4),
    Model::SmoothedMedian(30),
    Model::DampedTrend,
    Model::Median,
    Model::LastCycle,
    Model::ScaledCycle,
    Model::MeanStep,
    Model::WeekdayLevel,
    Model::LastWeek,
    Model::Naive,
];

/// For each model the sums of its first 0, 1, 2 … daily predictions; None where the history is too short for it.
pub(super) type Predictions = [Option<Vec<f64>>; MODELS.len()];

/// The days of the weekday effects, and the pseudo-days of the overall mean that shrink them.
const WEEKDAYS: (usize, f64) = (56, 2.0);

/// The weekday effects are scaled to a level by at least and at most this factor.
const SCALES: (f64, f64) = (0.3, 3.0);

/// Up to so many days ahead the median is used, from then on the mean, which long sums follow more closely.
const MEDIAN_DAYS: usize = 30;

/// The share of the trend that remains after each day.
const DAMPING: f64 = 0.97;

/// The share of the last cycle that is added to both when this one is compared with it, and the least and the most
/// that it is scaled by.
const CYCLE: (f64, (f64, f64)) = (0.15, (0.4, 2.5));

/// Predicts the increments of the days after the first `origin` ones, up to `horizon` days.
pub(super) fn predict(
    increments: &Increments,
    season: Option<&Season>,
    origin: usize,
    horizon: usize,
) -> Predictions {
    let past = Past::of(increments, season, origin);
    MODELS.map(|model| {
        let daily = past.daily(model)?;
        let mut sum = 0.0;
        let mut sums = Vec::with_capacity(horizon + 1);
        sums.push(0.0);
        for day in origin..origin + horizon {
            sum += daily(day);
            sums.push(sum);
        }
        Some(sums)
    })
}

/// What is known of the days before the origin.
struct Past<'a> {
    increments: &'a Increments,
    season: Option<&'a Season>,
    origin: usize,
    /// Without the outlier.
    daily: Vec<f64>,
    mean: f64,
    /// The mean increment of each weekday.
    weekdays: [f64; 7],
}

type Daily<'a> = Box<dyn Fn(usize) -> f64 + 'a>;

impl<'a> Past<'a> {
    fn of(increments: &'a Increments, season: Option<&'a Season>, origin: usize) -> Self {
        let mut daily = increments
            .daily()
            .get(..origin)
            .unwrap_or_default()
            .to_vec();
        if let Some(outlier) = increments.outlier(origin)
            && let Some(day) = daily.get_mut(outlier)
        {
            *day = 0.0;
            let usual = daily.iter().sum::<f64>() / (origin - 1).max(1) as f64;
            daily
                .iter_mut()
                .skip(outlier)
                .take(1)
                .for_each(|day| *day = usual);
        }
        let mut past = Self {
            increments,
            season,
            origin,
            mean: 0.0,
            daily,
            weekdays: [0.0; 7],
        };
        past.mean = past.mean_of_last(WEEKDAYS.0);
        past.weekdays = past.weekday_effects();
        past
    }

    /// The prediction of a model for a day.
    fn daily(&self, model: Model) -> Option<Daily<'_>> {
        let is_gauge = self.increments.kind == Kind::Gauge;
        match model {
            Model::WeekMean => (self.origin >= 7).then(|| self.at_level(self.level(7, 1.0))),
            Model::Smoothed(half_life) => {
                Some(self.at_level(self.level(self.origin, remains(half_life))))
            }
            Model::SmoothedMedian(half_life) => {
                let near = self.at_level(self.median_level(remains(half_life)));
                Some(self.then_mean(near, half_life))
            }
            Model::DampedTrend => self.damped_trend(),
            Model::Median => {
                let median = median(self.last(28))?;
                Some(self.then_mean(Box::new(move |_| median), 30))
            }
            Model::LastCycle => self.last_cycle(1.0),
            Model::ScaledCycle => self.last_cycle(self.cycle_scale()?),
            Model::MeanStep if is_gauge => {
                let mean = self.mean_of_last(90);
                Some(Box::new(move |_| mean))
            }
            Model::WeekdayLevel if is_gauge => self.weekday_level(),
            Model::LastWeek if is_gauge && self.origin >= 7 => {
                let origin = self.origin;
                Some(Box::new(move |day| {
                    let before = origin - 7 + (day - origin) % 7;
                    self.daily.get(before).copied().unwrap_or_default()
                }))
            }
            Model::Naive if is_gauge => Some(Box::new(|_| 0.0)),
            _ => None,
        }
    }

    fn last(&self, days: usize) -> &[f64] {
        let first = self.origin.saturating_sub(days);
        self.daily.get(first..).unwrap_or_default()
    }

    fn mean_of_last(&self, days: usize) -> f64 {
        let last = self.last(days);
        last.iter().sum::<f64>() / last.len().max(1) as f64
    }

    fn weekday_effects(&self) -> [f64; 7] {
        let mut sums = [(WEEKDAYS.1 * self.mean, WEEKDAYS.1); 7];
        let first = self.origin.saturating_sub(WEEKDAYS.0);
        for (day, increment) in self.daily.iter().enumerate().skip(first) {
            if let Some((sum, count)) = sums.get_mut(self.increments.weekday(day)) {
                *sum += increment;
                *count += 1.0;
            }
        }
        let mut effects = sums.map(|(sum, count)| sum / count);
        let total: f64 = effects.iter().sum();
        if total > 0.0 {
            effects = effects.map(|effect| effect * 7.0 * self.mean / total);
        }
        effects
    }

    fn weekday(&self, day: usize) -> f64 {
        let weekday = self.increments.weekday(day);
        self.weekdays.get(weekday).copied().unwrap_or_default()
    }

    /// The level of the last days, by what they added and what their weekdays usually add. Of a day's weight this much
    /// remains for the day before.
    fn level(&self, days: usize, remains: f64) -> f64 {
        let (mut actual, mut usual, mut weights, mut weight) = (0.0, 0.0, 0.0, 1.0);
        for (day, increment) in self.daily.iter().enumerate().rev().take(days) {
            actual += weight * increment;
            usual += weight * self.weekday(day);
            weights += weight;
            weight *= remains;
        }
        if self.is_multiplicative() {
            self.mean * if usual > 0.0 { actual / usual } else { 1.0 }
        } else {
            self.mean + (actual - usual) / weights.max(f64::MIN_POSITIVE)
        }
    }

    /// The weighted median of the levels that single days imply.
    fn median_level(&self, remains: f64) -> f64 {
        let mut levels = Vec::with_capacity(self.origin);
        let mut weight = 1.0;
        for (day, increment) in self.daily.iter().enumerate().rev() {
            let usual = self.weekday(day);
            if !self.is_multiplicative() {
                levels.push((self.mean + increment - usual, weight));
            } else if usual > 0.0 {
                levels.push((self.mean * increment / usual, weight * usual));
            }
            weight *= remains;
        }
        weighted_median(levels).unwrap_or(self.mean)
    }

    fn is_multiplicative(&self) -> bool {
        self.increments.kind == Kind::Counter && self.mean > 0.0
    }

    /// The weekday effects at a level.
    fn at_level(&self, level: f64) -> Daily<'_> {
        if self.is_multiplicative() {
            let scale = (level / self.mean).clamp(SCALES.0, SCALES.1);
            Box::new(move |day| scale * self.weekday(day))
        } else {
            Box::new(move |day| level + self.weekday(day) - self.mean)
        }
    }

    /// `near` for the first [`MEDIAN_DAYS`], then the smoothed mean.
    fn then_mean<'b>(&'b self, near: Daily<'b>, half_life: u8) -> Daily<'b> {
        let far = self.at_level(self.level(self.origin, remains(half_life)));
        let until = self.origin + MEDIAN_DAYS;
        Box::new(move |day| if day < until { near(day) } else { far(day) })
    }

    /// A linear trend through the means of the last four weeks, damped.
    fn damped_trend(&self) -> Option<Daily<'_>> {
        let first = self.origin.checked_sub(28)?;
        let week = |number: usize| {
            let days = self.daily.get(first + 7 * number..first + 7 * (number + 1));
            days.unwrap_or_default().iter().sum::<f64>() / 7.0
        };
        let [first, second, third, fourth] = [0, 1, 2, 3].map(week);
        // The least squares slope. The centre of the four weeks is 14 days before the origin.
        let slope = ((fourth - first) * 3.0 + (third - second)) / 70.0;
        let at_origin = (first + second + third + fourth) / 4.0 + slope * 14.0;
        // A declining growth ends at 0 and does not become negative.
        let floor = at_origin.min(0.0);
        let origin = self.origin;
        Some(Box::new(move |day| {
            let level = (at_origin + slope * damped_days(day + 1 - origin)).max(floor);
            if self.is_multiplicative() {
                level * self.weekday(day) / self.mean
            } else {
                level + self.weekday(day) - self.mean
            }
        }))
    }

    fn last_cycle(&self, scale: f64) -> Option<Daily<'_>> {
        let season = self.season?;
        season.same_day_before(self.origin, self.origin)?;
        Some(Box::new(move |day| {
            let same = season.same_day_before(self.origin, day);
            let before = same.and_then(|same| self.daily.get(same));
            before.map_or(self.mean, |before| scale * before)
        }))
    }

    /// How this cycle compares with the last one so far.
    fn cycle_scale(&self) -> Option<f64> {
        let season = self.season?;
        let start = season.start_of(self.origin)?.min(self.origin);
        let same = season.same_day_before(self.origin, start)?;
        let end = season.same_day_before(self.origin, self.origin)?;
        let sum = |days: std::ops::Range<usize>| -> f64 {
            self.daily.get(days).unwrap_or_default().iter().sum()
        };
        let pseudo = CYCLE.0 * sum(same..start);
        let (this, last) = (sum(start..self.origin), sum(same..end.max(same)));
        let (least, most) = CYCLE.1;
        (pseudo > 0.0).then(|| ((this + pseudo) / (last + pseudo)).clamp(least, most))
    }

    /// The mean figure of the weekday in the last four weeks, reached at once.
    fn weekday_level(&self) -> Option<Daily<'_>> {
        let used = |day: usize| self.increments.used_after(day);
        let level = move |day: usize| {
            let same = (1..=4).filter_map(|weeks| {
                let back = (day - self.origin) / 7 * 7 + 7 * weeks;
                (day + 1)
                    .checked_sub(back)
                    .filter(|same| *same <= self.origin)
            });
            let (sum, count) = same.fold((0.0, 0.0), |(sum, count), day| {
                (sum + used(day), count + 1.0)
            });
            (count > 0.0).then_some(sum / count)
        };
        level(self.origin)?;
        let now = used(self.origin);
        Some(Box::new(move |day| {
            let before = if day == self.origin {
                Some(now)
            } else {
                level(day - 1)
            };
            level(day)
                .zip(before)
                .map_or(0.0, |(level, before)| level - before)
        }))
    }
}

/// The share of a day's weight that remains for the day before.
fn remains(half_life: u8) -> f64 {
    0.5_f64.powf(1.0 / f64::from(half_life))
}

/// The sum of the damping factors of the first `day` days.
fn damped_days(day: usize) -> f64 {
    DAMPING * (1.0 - DAMPING.powi(i32::try_from(day).unwrap_or(i32::MAX))) / (1.0 - DAMPING)
}

/// The least value with half of the weights at or below it.
fn weighted_median(mut values: Vec<(f64, f64)>) -> Option<f64> {
    values.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut below = 0.0;
    let reached = values.iter().find(|(_, weight)| {
        below += weight;
        below >= half
    });
    reached.map(|(value, _)| *value)
}

fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = *values.get(values.len().checked_sub(1)? / 2)?;
    Some(f64::midpoint(lower, upper))
}
