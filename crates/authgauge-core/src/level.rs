//! How close a benefit is to its limit.

use genauth::{Allowance, Benefit, Quantity};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

/// How close a benefit is to its limit, worst last among those that need attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
        let at_least = |percent: u8| reaches_percent(used, total, percent);
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

/// Percent as a whole number: the nearest one that does not contradict the level. 91.9 is 92, but 99.6 is
/// 99 and 100.2 is 101, and one that is not near yet stays below that line.
pub fn whole_percent(percent: Decimal, level: Level, thresholds: Thresholds) -> u32 {
    let nearest = percent.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let nearest = nearest.to_u32().unwrap_or(u32::MAX);
    let (near, critical) = (u32::from(thresholds.near), u32::from(thresholds.critical));
    match level {
        Level::Ok => nearest.min(near.saturating_sub(1)),
        Level::Near => nearest.clamp(near, critical.saturating_sub(1).max(near)),
        Level::Critical if percent < Decimal::ONE_HUNDRED => nearest.max(critical).min(99),
        Level::Critical => 100,
        Level::Over => nearest.max(101),
        Level::NotIncluded | Level::Unlimited | Level::NotReported => nearest,
    }
}

/// Whether at least so many percent of the total are used.
pub fn reaches_percent(used: Decimal, total: Decimal, percent: u8) -> bool {
    let (whole, line) = (Decimal::ONE_HUNDRED, Decimal::from(percent));
    // Multiplied where the numbers have room for it: a share is rounded, and might be rounded up to the line.
    match (used.checked_mul(whole), total.checked_mul(line)) {
        (Some(used), Some(total)) => used >= total,
        _ => used
            .checked_div(total)
            .is_some_and(|share| share >= line / whole),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const USUAL: Thresholds = Thresholds {
        near: 80,
        critical: 90,
    };

    fn benefit(used: Quantity, total: Allowance) -> Benefit {
        Benefit {
            code: "C".to_owned(),
            name: "N".to_owned(),
            used,
            total,
            trial: false,
        }
    }

    fn known(text: &str) -> Quantity {
        Quantity::Known(text.parse().unwrap())
    }

    fn limited(text: &str) -> Allowance {
        Allowance::Limited(text.parse().unwrap())
    }

    #[test]
    fn levels_change_at_the_thresholds() {
        for (used, total, level) in [
            ("0", "0", Level::NotIncluded),
            ("0.00", "0", Level::NotIncluded),
            ("1", "0", Level::Over),
            ("0", "10", Level::Ok),
            ("79.99", "100", Level::Ok),
            ("80", "100", Level::Near),
            ("2.4", "3", Level::Near),
            ("89.999", "100.00", Level::Near),
            ("90", "100", Level::Critical),
            ("100", "100", Level::Critical),
            ("100.01", "100", Level::Over),
            // The share of these is rounded to the line itself.
            ("2.3999999999999999999999999999", "3", Level::Ok),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
                Level::Critical,
            ),
            (
                "0.0000000000000000000000000001",
                "79228162514264337593543950335",
                Level::Ok,
            ),
        ] {
            assert_eq!(
                Level::of(&benefit(known(used), limited(total)), USUAL),
                level,
                "{used} {total}"
            );
        }
    }

    #[test]
    fn what_is_not_a_number_is_never_judged() {
        let raw = || Some("no limit?".to_owned());
        for total in [Allowance::NotReported(None), Allowance::NotReported(raw())] {
            let benefit = benefit(known("5"), total);
            assert_eq!(Level::of(&benefit, USUAL), Level::NotReported);
            assert_eq!(percent(&benefit.used, &benefit.total), None);
        }
        let used = benefit(Quantity::NotReported(raw()), limited("0"));
        assert_eq!(Level::of(&used, USUAL), Level::NotReported);
        let unlimited = benefit(Quantity::NotReported(None), Allowance::Unlimited);
        assert_eq!(Level::of(&unlimited, USUAL), Level::Unlimited);
        assert_eq!(percent(&known("0"), &limited("0")), None);
        assert_eq!(percent(&known("5"), &limited("0")), None);
    }

    #[test]
    fn the_worst_comes_first() {
        let order = [
            Level::Over,
            Level::Critical,
            Level::Near,
            Level::Ok,
            Level::NotReported,
            Level::Unlimited,
            Level::NotIncluded,
        ];
        assert!(
            order
                .windows(2)
                .all(|pair| pair[0].severity() > pair[1].severity())
        );
    }

    #[test]
    fn whole_percents_claim_no_line_that_was_not_crossed() {
        for (used, total, whole) in [
            ("0", "10", 0),
            ("1379", "1500", 92),
            ("2140", "12000", 18),
            ("79.5", "100", 79),
            ("2.3999999999999999999999999999", "3", 79),
            ("89.7", "100", 89),
            ("99.6", "100", 99),
            ("100", "100", 100),
            ("100.2", "100", 101),
            ("150.2", "100", 150),
            ("99999999999", "1", u32::MAX),
        ] {
            let (used, total) = (known(used), limited(total));
            let level = Level::of(&benefit(used.clone(), total.clone()), USUAL);
            let percent = percent(&used, &total).unwrap();
            assert_eq!(whole_percent(percent, level, USUAL), whole, "{used:?}");
        }
    }

    #[test]
    fn what_is_not_judged_is_rounded_and_no_more() {
        let percent = |text: &str| text.parse::<Decimal>().unwrap();
        for level in [Level::NotIncluded, Level::Unlimited, Level::NotReported] {
            assert_eq!(whole_percent(percent("99.5"), level, USUAL), 100);
            assert_eq!(whole_percent(percent("79.4"), level, USUAL), 79);
        }
    }

    /// Figures as they come: up to 20 digits, up to 6 of them behind the point.
    fn figure() -> impl Strategy<Value = Decimal> {
        (prop_oneof![0..200_u64, any::<u64>()], 0..=6_u32)
            .prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits.into(), scale))
    }

    fn thresholds() -> impl Strategy<Value = Thresholds> {
        (1..100_u8).prop_flat_map(|near| {
            (Just(near), near + 1..=100).prop_map(|(near, critical)| Thresholds { near, critical })
        })
    }

    proptest! {
        #[test]
        fn more_use_is_never_a_better_level(
            one in figure(), other in figure(), total in figure(), thresholds in thresholds(),
        ) {
            let (less, more) = (one.min(other), one.max(other));
            let severity = |used| Level::of_figures(used, total, thresholds).severity();
            prop_assert!(severity(less) <= severity(more));
        }

        #[test]
        fn percent_and_level_never_contradict_each_other(
            used in figure(), total in figure(), thresholds in thresholds(),
        ) {
            let level = Level::of_figures(used, total, thresholds);
            let percent = percent(&Quantity::Known(used), &Allowance::Limited(total));
            prop_assert_eq!(percent.is_none(), total.is_zero());
            if let Some(percent) = percent {
                let whole = whole_percent(percent, level, thresholds);
                let (near, critical) = (thresholds.near.into(), thresholds.critical.into());
                match level {
                    Level::Ok => prop_assert!(whole < near),
                    Level::Near => prop_assert!((near..critical).contains(&whole)),
                    Level::Critical => prop_assert!((critical..=100).contains(&whole)),
                    Level::Over => prop_assert!(whole > 100),
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }
    }
}
