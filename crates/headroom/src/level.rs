//! How close a benefit is to its limit.

use genauth::{Allowance, Benefit, Quantity};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

/// How close a benefit is to its limit, worst last among those that need attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Below the owner's first threshold.
    Ok,
    /// At or above the owner's first threshold (80 % unless set otherwise).
    Near,
    /// At or above the owner's second threshold (90 % unless set otherwise).
    Critical,
    /// More is used than there is.
    Over,
    /// 0 of 0: not in this plan.
    NotIncluded,
    /// The server says that there is no limit.
    Unlimited,
    /// The server reports no usable figures.
    NotReported,
}

/// From how many percent used a benefit is near its limit, and critical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Percent.
    pub near: u8,
    /// Percent, above `near`.
    pub critical: u8,
}

impl Level {
    /// The level of a benefit. A value that was not understood never becomes a percentage.
    pub fn of(benefit: &Benefit, thresholds: Thresholds) -> Self {
        match (&benefit.used, &benefit.total) {
            (_, Allowance::Unlimited) => Self::Unlimited,
            (Quantity::Known(used), Allowance::Limited(total)) => {
                Self::of_figures(*used, *total, thresholds)
            }
            _ => Self::NotReported,
        }
    }

    fn of_figures(used: Decimal, total: Decimal, thresholds: Thresholds) -> Self {
        let at_least = |percent: u8| reaches(used, total, percent);
        match () {
            () if used.is_zero() && total.is_zero() => Self::NotIncluded,
            () if used > total => Self::Over,
            () if at_least(thresholds.critical) => Self::Critical,
            () if at_least(thresholds.near) => Self::Near,
            () => Self::Ok,
        }
    }

    /// Higher is worse; what cannot be judged comes after all that can.
    pub fn severity(self) -> u8 {
        match self {
            Self::Over => 6,
            Self::Critical => 5,
            Self::Near => 4,
            Self::Ok => 3,
            Self::NotReported => 2,
            Self::Unlimited => 1,
            Self::NotIncluded => 0,
        }
    }
}

/// `used / total` in percent, where both are known and the total is more than 0.
pub fn percent(used: &Quantity, total: &Allowance) -> Option<Decimal> {
    let (used, total) = (used.known()?, total.limit()?);
    // Divided before multiplied: the largest numbers would overflow the other way around.
    used.checked_div(total)?.checked_mul(Decimal::ONE_HUNDRED)
}

/// Percent as a whole number that never claims a line was crossed which was not: 99.6 is 99, and
/// 100.2 is 101.
pub fn whole_percent(percent: Decimal) -> u32 {
    let whole = if percent > Decimal::ONE_HUNDRED { percent.ceil() } else { percent.floor() };
    whole.to_u32().unwrap_or(u32::MAX)
}

fn reaches(used: Decimal, total: Decimal, percent: u8) -> bool {
    used.checked_div(total)
        .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED))
        .is_some_and(|share| share >= Decimal::from(percent))
}
