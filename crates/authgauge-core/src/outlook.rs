//! When an allowance will be used up.

use chrono::NaiveDate;
use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::{Deserialize, Serialize};

use crate::forecast::{Crossing, Forecast, LEAST_HISTORY};

/// When the allowance will be used up, if nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "OutlookView"))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outlook {
    /// Nothing can be said yet.
    TooLittleHistory {
        /// Days between the first reading that counts and the last.
        days: u16,
        /// As many are needed.
        needed: u16,
    },
    /// It is used up already.
    Full,
    /// It may be used up: in eight of ten cases between the first and the last day.
    FullOn {
        /// One case in ten is earlier.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        first: NaiveDate,
        /// As likely earlier as later; None: more likely not within 120 days.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        likely: Option<NaiveDate>,
        /// One case in ten is later; None: perhaps not within 120 days.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        last: Option<NaiveDate>,
        /// How likely it is within 120 days at all: 1 to 99, for a forecast is never certain.
        percent: u32,
    },
    /// In nine of ten cases it is not used up within 120 days.
    NotAtThisPace,
    /// The server says that there is no limit.
    NoLimit,
    /// There is nothing to use up: it is not in the plan, or the server reports no usable figures.
    NotTold,
}

impl Outlook {
    /// From what is used of how much, and from what is known of earlier: the forecast, where there is one,
    /// and how many days it was, or would be, made from.
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
        let outlook = forecast.zip(total.to_f64());
        match outlook.map(|(forecast, total)| forecast.until_full(total)) {
            Some(outlook) => outlook.into(),
            None => Self::TooLittleHistory {
                days,
                needed: u16::try_from(LEAST_HISTORY).unwrap_or(u16::MAX),
            },
        }
    }
}

impl From<Crossing> for Outlook {
    fn from(outlook: Crossing) -> Self {
        match outlook {
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
                percent: (chance * 100.0)
                    .round()
                    .clamp(1.0, 99.0)
                    .to_u32()
                    .unwrap_or(1),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn no_forecast_is_certain() {
        for (chance, told) in [(0.1, 10), (0.994, 99), (0.998, 99), (1.0, 99)] {
            let outlook = Outlook::from(Crossing::FullOn {
                first: on(1),
                likely: None,
                last: None,
                chance,
            });
            assert!(matches!(outlook, Outlook::FullOn { percent, .. } if percent == told));
        }
    }

    #[test]
    fn what_cannot_be_used_up_has_no_outlook() {
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
