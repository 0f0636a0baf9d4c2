use chrono::NaiveDate;
use genauth::{Allowance, Quantity};
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use serde::{Deserialize, Serialize};

use crate::forecast::{Forecast, LEAST_HISTORY, Outlook};

/// The last days of a benefit as a small line: each day's last reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Trend {
    /// How many days the whole width stands for.
    pub days: u16,
    /// Oldest first. Broken where readings are missing or counting began anew; a piece may be one point.
    pub pieces: Vec<Vec<TrendPoint>>,
}

/// A day's last reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TrendPoint {
    /// Thousandths of the width from the left; 1000 is today.
    pub x: u16,
    /// Thousandths of the height from the bottom: 0 is nothing used, 1000 the higher of the total and the
    /// most that was ever used in these days.
    pub y: u16,
}

/// When the allowance will be used up, if nothing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OutlookView {
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
        #[cfg_attr(test, ts(type = "string"))]
        first: NaiveDate,
        /// As likely earlier as later; None: more likely not within 120 days.
        #[cfg_attr(test, ts(type = "string | null"))]
        likely: Option<NaiveDate>,
        /// One case in ten is later; None: perhaps not within 120 days.
        #[cfg_attr(test, ts(type = "string | null"))]
        last: Option<NaiveDate>,
        /// How likely it is within 120 days at all: 0 to 100.
        percent: u32,
    },
    /// In nine of ten cases it is not used up within 120 days.
    NotAtThisPace,
    /// The server says that there is no limit.
    NoLimit,
    /// There is nothing to use up: it is not in the plan, or the server reports no usable figures.
    NotTold,
}

impl OutlookView {
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

impl From<Outlook> for OutlookView {
    fn from(outlook: Outlook) -> Self {
        match outlook {
            Outlook::Full => Self::Full,
            Outlook::NotAtThisPace => Self::NotAtThisPace,
            Outlook::FullOn {
                first,
                likely,
                last,
                chance,
            } => Self::FullOn {
                first,
                likely,
                last,
                percent: (chance.clamp(0.0, 1.0) * 100.0)
                    .round()
                    .to_u32()
                    .unwrap_or(0),
            },
        }
    }
}
