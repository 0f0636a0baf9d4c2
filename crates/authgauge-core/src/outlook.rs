//! Outlooks: when an allowance will be used up.

use chrono::NaiveDate;
use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::{Deserialize, Serialize};

use crate::forecast::{Crossing, Forecast, MAX_UNCLEAR_DAYS, MIN_HISTORY_DAYS, Method};

/// When an allowance will be used up, according to the forecast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OutlookView"))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outlook {
    /// There is no forecast yet.
    TooLittleHistory {
        /// Days between the first and the last reading.
        days: u16,
        /// Days that a forecast needs.
        needed: u16,
    },
    /// The allowance is used up already.
    Full,
    /// The allowance may be used up: with 80 % probability between the first and the last day.
    FullOn {
        /// The 10 % quantile.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        first: NaiveDate,
        /// The median; None if it is more than 120 days ahead.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        likely: Option<NaiveDate>,
        /// The 90 % quantile; None if it is more than 120 days ahead.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        last: Option<NaiveDate>,
        /// The probability within 120 days: 1 to 99, since no forecast is certain.
        percent: u32,
    },
    /// The probability within 120 days is below 10 %.
    NotAtThisPace,
    /// The server reports no limit.
    NoLimit,
    /// The plan does not include it, or the server reports no usable figures.
    NotTold,
}

/// What a forecast is made from, and how good such forecasts were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ForecastBasis {
    /// The kind of model that counts most.
    pub method: Method,
    /// The days of history.
    pub days: u16,
    /// The day of the next reset; None for what doesn't reset.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub next_reset: Option<NaiveDate>,
    /// No reset was seen yet: it is assumed from the pool's other figures.
    pub reset_is_assumed: bool,
    /// By how many thousandths of the total forecasts for a week would have been wrong on average. None while too few
    /// could be compared.
    pub week_error_permille: Option<u32>,
}

impl ForecastBasis {
    /// The basis of a benefit's forecast.
    pub fn of(forecast: &Forecast, total: &Allowance) -> Self {
        let basis = forecast.basis();
        let total = total.limit().and_then(|total| total.to_f64());
        let permille = basis.week_error.zip(total.filter(|total| *total > 0.0));
        let permille =
            permille.and_then(|(error, total)| (1000.0 * error / total).round().to_u32());
        Self {
            method: basis.method,
            days: u16::try_from(basis.days).unwrap_or(u16::MAX),
            next_reset: basis.cycle.as_ref().map(|cycle| cycle.next),
            reset_is_assumed: basis.cycle.as_ref().is_some_and(|cycle| cycle.is_borrowed),
            week_error_permille: permille,
        }
    }
}

impl Outlook {
    /// The outlook of a benefit. `days` is the length of the history that the forecast is, or would be, made from.
    pub fn of(used: &Quantity, total: &Allowance, forecast: Option<&Forecast>, days: u16) -> Self {
        match (used, total) {
            (_, Allowance::Unlimited) => Self::NoLimit,
            (Quantity::Known(used), Allowance::Limited(total)) => {
                Self::of_figures(*used, *total, forecast, days)
            }
            _ => Self::NotTold,
        }
    }

    fn of_figures(used: Decimal, total: Decimal, forecast: Option<&Forecast>, days: u16) -> Self {
        if used.is_zero() && total.is_zero() {
            return Self::NotTold;
        }
        if used >= total {
            return Self::Full;
        }
        match forecast.zip(total.to_f64()) {
            Some((forecast, total)) => forecast.until_full(total).into(),
            None => Self::TooLittleHistory {
                days,
                needed: needed_days(days),
            },
        }
    }
}

/// A young counter that may reset has no forecast until a reset would have been seen.
fn needed_days(days: u16) -> u16 {
    let is_young = usize::from(days) < MIN_HISTORY_DAYS;
    let needed = if is_young {
        MIN_HISTORY_DAYS
    } else {
        MAX_UNCLEAR_DAYS
    };
    u16::try_from(needed).unwrap_or(u16::MAX)
}

impl From<Crossing> for Outlook {
    fn from(crossing: Crossing) -> Self {
        match crossing {
            Crossing::Full => Self::Full,
            Crossing::NotAtThisPace => Self::NotAtThisPace,
            Crossing::FullOn {
                first,
                likely,
                last,
                chance,
            } => Self::FullOn {
                first,
                likely,
                last,
                percent: percent(chance),
            },
        }
    }
}

fn percent(chance: f64) -> u32 {
    let percent = (chance * 100.0).round().clamp(1.0, 99.0);
    percent.to_u32().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn percent_never_exceeds_99() {
        for (chance, expected) in [(0.1, 10), (0.994, 99), (0.998, 99), (1.0, 99)] {
            let outlook = Outlook::from(Crossing::FullOn {
                first: on(1),
                likely: None,
                last: None,
                chance,
            });
            assert!(matches!(outlook, Outlook::FullOn { percent, .. } if percent == expected));
        }
    }

    #[test]
    fn outlook_without_a_forecast_follows_the_figures() {
        let known = |number: i64| Quantity::Known(number.into());
        let limited = |number: i64| Allowance::Limited(number.into());
        let of = |used: Quantity, total: Allowance| Outlook::of(&used, &total, None, 3);
        let too_little = Outlook::TooLittleHistory { days: 3, needed: 7 };
        assert_eq!(of(known(1), Allowance::Unlimited), Outlook::NoLimit);
        assert_eq!(of(known(0), limited(0)), Outlook::NotTold);
        assert_eq!(of(known(1), Allowance::NotReported(None)), Outlook::NotTold);
        assert_eq!(
            of(Quantity::NotReported(None), limited(5)),
            Outlook::NotTold
        );
        assert_eq!(of(known(1), limited(0)), Outlook::Full);
        assert_eq!(of(known(10), limited(10)), Outlook::Full);
        assert_eq!(of(known(9), limited(10)), too_little);
    }
}
