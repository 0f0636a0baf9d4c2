//! Levels: how close a benefit is to its limit.

use genauth::{Allowance, Quantity};
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// How close a benefit is to its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Below the near percent.
    Ok,
    /// At or above the near percent (default 80).
    Near,
    /// At or above the critical percent (default 90).
    Critical,
    /// More is used than the total.
    Over,
    /// 0 of 0: the plan does not include it.
    NotIncluded,
    /// The server reports no limit.
    Unlimited,
    /// The server reports no usable figures.
    NotReported,
}

/// The percents used at which a level becomes near and critical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// The near percent.
    pub near: u8,
    /// The critical percent, above `near`.
    pub critical: u8,
}

impl Level {
    /// The level of a use. Figures that could not be parsed give [`Level::NotReported`].
    pub fn of(used: &Quantity, total: &Allowance, thresholds: Thresholds) -> Self {
        match (used, total) {
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

    /// The sort order of levels: higher is worse, and levels without a percentage are lowest.
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

/// `used / total` in percent, if both are known and the total is not 0.
pub fn percent(used: &Quantity, total: &Allowance) -> Option<Decimal> {
    let (used, total) = (used.known()?, total.limit()?);
    // Multiplying first would overflow for the largest numbers.
    used.checked_div(total)?.checked_mul(Decimal::ONE_HUNDRED)
}

/// Rounds a percentage to the nearest whole number that does not contradict the level: 91.9 becomes 92, but 99.6
/// becomes 99, 100.2 becomes 101, and a level below near stays below the near percent.
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

/// Whether at least `percent` percent of the total are used.
pub(crate) fn reaches_percent(used: Decimal, total: Decimal, percent: u8) -> bool {
    let (hundred, percent) = (Decimal::ONE_HUNDRED, Decimal::from(percent));
    // A quotient is rounded and could reach the percentage by rounding, so products are compared unless they overflow.
    match (used.checked_mul(hundred), total.checked_mul(percent)) {
        (Some(used), Some(total)) => used >= total,
        _ => used
            .checked_div(total)
            .is_some_and(|quotient| quotient >= percent / hundred),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DEFAULTS: Thresholds = Thresholds {
        near: 80,
        critical: 90,
    };

    fn known(text: &str) -> Quantity {
        Quantity::Known(text.parse().unwrap())
    }

    fn limited(text: &str) -> Allowance {
        Allowance::Limited(text.parse().unwrap())
    }

    #[test]
    fn level_changes_at_each_threshold() {
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
            // The quotients of these round to the threshold.
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
                Level::of(&known(used), &limited(total), DEFAULTS),
                level,
                "{used} {total}"
            );
        }
    }

    #[test]
    fn unparsed_figures_have_no_level_and_no_percent() {
        let raw = || Some("no limit?".to_owned());
        for total in [Allowance::NotReported(None), Allowance::NotReported(raw())] {
            let level = Level::of(&known("5"), &total, DEFAULTS);
            assert_eq!(level, Level::NotReported);
            assert_eq!(percent(&known("5"), &total), None);
        }
        let level = |used: &Quantity, total: Allowance| Level::of(used, &total, DEFAULTS);
        let unknown = Quantity::NotReported(raw());
        assert_eq!(level(&unknown, limited("0")), Level::NotReported);
        assert_eq!(level(&unknown, Allowance::Unlimited), Level::Unlimited);
        assert_eq!(percent(&known("0"), &limited("0")), None);
        assert_eq!(percent(&known("5"), &limited("0")), None);
    }

    #[test]
    fn severity_orders_levels() {
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
    fn whole_percent_does_not_contradict_the_level() {
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
            let level = Level::of(&used, &total, DEFAULTS);
            let percent = percent(&used, &total).unwrap();
            assert_eq!(whole_percent(percent, level, DEFAULTS), whole, "{used:?}");
        }
    }

    #[test]
    fn whole_percent_rounds_levels_without_thresholds_to_nearest() {
        let percent = |text: &str| text.parse::<Decimal>().unwrap();
        for level in [Level::NotIncluded, Level::Unlimited, Level::NotReported] {
            assert_eq!(whole_percent(percent("99.5"), level, DEFAULTS), 100);
            assert_eq!(whole_percent(percent("79.4"), level, DEFAULTS), 79);
        }
    }

    /// Up to 20 digits, up to 6 of them after the decimal point.
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
        fn severity_grows_with_use(
            one in figure(), other in figure(), total in figure(), thresholds in thresholds(),
        ) {
            let (less, more) = (one.min(other), one.max(other));
            let severity = |used| Level::of_figures(used, total, thresholds).severity();
            prop_assert!(severity(less) <= severity(more));
        }

        #[test]
        fn percent_agrees_with_level(
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
