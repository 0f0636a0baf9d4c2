//! What a forecast is made from, and how good such forecasts were.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ensemble::Ensemble;
use super::increments::Increments;
use super::models::Model;
use super::season::{Cycle, Season};

/// The horizon, in days, that a forecast is explained for.
const EXPLAINED: usize = 7;

/// The number of past forecasts from which their error is reported.
const MIN_TESTS: usize = 7;

/// The kind of model that counts most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "ForecastMethod")
)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The last weeks, weekday by weekday.
    Weekdays,
    /// What a day usually adds.
    AverageDay,
    /// The trend of four weeks.
    Trend,
    /// The same days of the last cycle.
    LastCycle,
    /// The level that the figure returns to.
    UsualLevel,
}

/// What a forecast is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    /// The kind of model that counts most.
    pub method: Method,
    /// The whole days of history.
    pub days: usize,
    /// The cycle of what resets.
    pub cycle: Option<BasisCycle>,
    /// By how much forecasts for a week would have been wrong on average, from this benefit's own past.
    pub week_error: Option<f64>,
}

/// The cycle of what resets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisCycle {
    /// Its first day, for alerts that may come once a cycle.
    pub start: NaiveDate,
    /// The day of the next reset.
    pub next: NaiveDate,
    /// No reset was seen yet: it is assumed from the pool's other figures.
    pub is_borrowed: bool,
}

impl Basis {
    pub(super) fn of(
        increments: &Increments,
        season: Option<&Season>,
        ensemble: &Ensemble,
        cycle: &Cycle,
    ) -> Self {
        let is_borrowed = matches!(cycle, Cycle::Borrowed(_)) && increments.reset_dates.is_empty();
        Self {
            method: main_method(&ensemble.shares(EXPLAINED)),
            days: increments.days(),
            cycle: season.map(|season| BasisCycle {
                start: season.start_date,
                next: season.next_date,
                is_borrowed,
            }),
            week_error: week_error(ensemble),
        }
    }
}

impl Method {
    const ALL: [Self; 5] = [
        Self::Weekdays,
        Self::AverageDay,
        Self::Trend,
        Self::LastCycle,
        Self::UsualLevel,
    ];

    fn of(model: Model) -> Self {
        match model {
            Model::WeekMean | Model::Smoothed(_) | Model::SmoothedMedian(_) => Self::Weekdays,
            Model::Median | Model::MeanStep => Self::AverageDay,
            Model::DampedTrend => Self::Trend,
            Model::LastCycle | Model::ScaledCycle => Self::LastCycle,
            Model::WeekdayLevel | Model::LastWeek | Model::Naive => Self::UsualLevel,
        }
    }
}

fn main_method(shares: &[(Model, f64)]) -> Method {
    let share = |method: &Method| {
        let of_method = shares
            .iter()
            .filter(|(model, _)| Method::of(*model) == *method);
        of_method.map(|(_, share)| share).sum::<f64>()
    };
    let main = Method::ALL
        .into_iter()
        .max_by(|one, other| share(one).total_cmp(&share(other)));
    main.unwrap_or(Method::AverageDay)
}

fn week_error(ensemble: &Ensemble) -> Option<f64> {
    let mut errors = ensemble.errors();
    let (_, errors) = errors.find(|(horizon, _)| *horizon == EXPLAINED)?;
    let weights: f64 = errors.iter().map(|it| it.weight).sum();
    let sum: f64 = errors.iter().map(|it| it.weight * it.error.abs()).sum();
    (errors.len() >= MIN_TESTS).then(|| sum / weights)
}
