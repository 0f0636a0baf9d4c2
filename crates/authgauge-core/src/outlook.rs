//! Outlooks: when an allowance will be used up.

use chrono::NaiveDate;
use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::{Deserialize, Serialize};

use crate::forecast::{Crossing, Forecast, MIN_HISTORY_DAYS};

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
                needed: u16::try_from(MIN_HISTORY_DAYS).unwrap_or(u16::MAX),
            },
        }
    }
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
        let too_little = Outlook::TooLittleHistory {
            days: 3,
            needed: 14,
        };
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
