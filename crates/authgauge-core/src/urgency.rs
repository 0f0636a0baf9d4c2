//! How urgent something is: the one order by which sidebar, tray, overview and alerts list the worst first.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::level::Level;
use crate::outlook::Outlook;
use crate::pool_condition::{CRITICAL_DAYS, NEAR_DAYS, PoolCondition};

/// How urgent a use, a plan's end or an access key is. Greater is worse; what differs in nothing that matters is equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    severity: u8,
    /// What stops all figures of a pool is worse than a single use.
    stops: u8,
    /// Sooner is worse; nothing known is last.
    days_left: Reverse<u32>,
    /// Of the use, as [`PoolCondition::rank`] orders it.
    percent: u32,
}

impl Urgency {
    /// Of a condition. `days_left` is how soon a use will reach its total, if a forecast says so.
    pub fn of(condition: &PoolCondition, days_left: Option<u32>) -> Self {
        let (_, within, percent) = condition.rank();
        let (days_left, percent) = match condition {
            PoolCondition::PlanEnds { days, .. } => (Some(*days), 0),
            // What is over its limit has no day ahead.
            _ if condition.level() == Level::Over => (None, percent),
            _ => (days_left, percent),
        };
        Self {
            severity: severity(condition.level(), days_left),
            stops: if within > USE { within } else { USE },
            days_left: Reverse(days_left.unwrap_or(u32::MAX)),
            percent,
        }
    }

    /// The level of the condition, or of how soon it runs out: as for a plan's end, 30 days are near and 7 critical.
    pub fn level(self) -> Level {
        let levels = [Level::Over, Level::Critical, Level::Near, Level::Ok];
        let others = [Level::NotReported, Level::Unlimited, Level::NotIncluded];
        let is_level = |level: &Level| level.severity() == self.severity;
        let mut all = levels.into_iter().chain(others);
        all.find(is_level).unwrap_or(Level::NotReported)
    }
}

/// The place of uses among conditions of one level, and of plans that end.
const USE: u8 = 1;

/// Days until the total is used up, in the median; 0 if it is. None where no day is forecast.
pub fn days_left(outlook: &Outlook, today: NaiveDate) -> Option<u32> {
    match outlook {
        Outlook::Full => Some(0),
        Outlook::FullOn {
            likely: Some(likely),
            ..
        } => Some(u32::try_from((*likely - today).num_days()).unwrap_or(0)),
        _ => None,
    }
}

fn severity(level: Level, days_left: Option<u32>) -> u8 {
    let soon = match days_left {
        Some(days) if days <= CRITICAL_DAYS => Level::Critical.severity(),
        Some(days) if days <= NEAR_DAYS => Level::Near.severity(),
        _ => 0,
    };
    level.severity().max(soon)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pool_condition::tests::{benefit, plan_ends};

    /// From the worst to the least.
    fn ordered() -> Vec<(PoolCondition, Option<u32>)> {
        let dated = |level, percent, days| (benefit(level, Some(percent)), Some(days));
        let undated = |level, percent| (benefit(level, percent), None);
        vec![
            (PoolCondition::PlanEnded, None),
            (PoolCondition::KeyRejected, None),
            (PoolCondition::KeyMissing, None),
            (PoolCondition::NoAccess, None),
            undated(Level::Over, None),
            undated(Level::Over, Some(131)),
            undated(Level::Over, Some(108)),
            dated(Level::Critical, 100, 0),
            dated(Level::Critical, 97, 2),
            dated(Level::Ok, 60, 2),
            dated(Level::Critical, 92, 3),
            (plan_ends(6), None),
            dated(Level::Near, 81, 7),
            dated(Level::Critical, 95, 10),
            undated(Level::Critical, Some(99)),
            dated(Level::Near, 86, 20),
            (plan_ends(25), None),
            dated(Level::Ok, 55, 30),
            dated(Level::Near, 80, 31),
            undated(Level::Near, Some(84)),
            dated(Level::Ok, 41, 31),
            undated(Level::Ok, Some(72)),
            undated(Level::Ok, Some(0)),
            undated(Level::NotReported, None),
            undated(Level::Unlimited, None),
            undated(Level::NotIncluded, None),
        ]
    }

    #[test]
    fn uses_plans_and_keys_have_one_order() {
        let ordered = ordered();
        println!("count: {} cases of an urgency", ordered.len());
        let urgencies: Vec<Urgency> = ordered
            .iter()
            .map(|(condition, days)| Urgency::of(condition, *days))
            .collect();
        for (index, worse) in urgencies.iter().enumerate() {
            for better in &urgencies[index + 1..] {
                assert!(worse > better, "{worse:?} {better:?}");
                assert!(worse.level().severity() >= better.level().severity());
            }
        }
    }

    #[test]
    fn level_rises_as_the_day_comes_closer() {
        for (days, level) in [
            (None, Level::Ok),
            (Some(31), Level::Ok),
            (Some(30), Level::Near),
            (Some(8), Level::Near),
            (Some(7), Level::Critical),
            (Some(0), Level::Critical),
        ] {
            let urgency = Urgency::of(&benefit(Level::Ok, Some(50)), days);
            assert_eq!(urgency.level(), level, "{days:?}");
        }
    }

    #[test]
    fn only_a_likely_day_counts_the_days_left() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let on = |likely: Option<&str>| Outlook::FullOn {
            first: day("2026-11-22"),
            likely: likely.map(day),
            last: None,
            percent: 60,
        };
        for (outlook, days) in [
            (on(Some("2026-11-25")), Some(3)),
            (on(Some("2026-11-22")), Some(0)),
            // Figures may be older than today.
            (on(Some("2026-11-20")), Some(0)),
            (on(None), None),
            (Outlook::Full, Some(0)),
            (Outlook::NotAtThisPace, None),
            (Outlook::NoLimit, None),
            (Outlook::NotTold, None),
        ] {
            assert_eq!(days_left(&outlook, day("2026-11-22")), days, "{outlook:?}");
        }
    }

    fn conditions() -> impl Strategy<Value = PoolCondition> {
        prop::sample::select(ordered()).prop_map(|(condition, _)| condition)
    }

    proptest! {
        #[test]
        fn urgency_never_contradicts_the_levels_order(
            one in conditions(), other in conditions(),
        ) {
            let (one_of, other_of) = (Urgency::of(&one, None), Urgency::of(&other, None));
            if one.level().severity() > other.level().severity() {
                prop_assert!(one_of > other_of);
            }
            prop_assert_eq!(one_of.level(), one.level());
        }

        #[test]
        fn coming_closer_never_makes_it_less_urgent(
            condition in conditions(), days in 1..200_u32,
        ) {
            let then = Urgency::of(&condition, Some(days));
            prop_assert!(Urgency::of(&condition, Some(days - 1)) >= then);
            prop_assert!(then >= Urgency::of(&condition, None));
        }
    }
}
