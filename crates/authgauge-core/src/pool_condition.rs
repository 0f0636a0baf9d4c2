//! The condition of a pool as a whole: the worst of its plan's end, its access key, its MAU and its benefits.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDateTime, Utc};
use genauth::{Allowance, Quantity};
use serde::{Deserialize, Serialize};

use crate::calendar::{of_vendor_time, vendor_time};
use crate::error::ErrorCode;
use crate::level::{Level, Thresholds, percent, whole_percent};

/// What ends or runs out within this many days needs attention.
pub const NEAR_DAYS: u32 = 30;

/// What ends or runs out within this many days is critical.
pub const CRITICAL_DAYS: u32 = 7;

/// Something about a pool, as urgent as its [`rank`](Self::rank).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PoolCondition {
    /// The plan has ended.
    PlanEnded,
    /// The plan ends soon.
    PlanEnds {
        /// Days until then in the vendor's calendar; 0 is today.
        days: u32,
        /// The moment; the owner's calendar may count other days.
        #[cfg_attr(feature = "typescript", ts(as = "String"))]
        at: DateTime<Utc>,
    },
    /// The server rejects the access key.
    KeyRejected,
    /// There is no access key.
    KeyMissing,
    /// The server does not let this key read the pool.
    NoAccess,
    /// A benefit is used this far.
    Benefit {
        /// The vendor's `modelCode`.
        code: String,
        /// The label part of the vendor's `modelName`.
        name: String,
        /// How close it is to its limit.
        level: Level,
        /// Used of total; None where there is no percentage.
        percent: Option<u32>,
    },
    /// The running MAU period is used this far.
    Mau {
        /// How close it is to its limit.
        level: Level,
        /// Used of total; None where there is no percentage.
        percent: Option<u32>,
    },
}

/// How far a benefit or a MAU period is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UseStatus {
    /// How close it is to its limit.
    pub level: Level,
    /// Used of total as a whole number of percent that agrees with the level.
    pub percent: Option<u32>,
}

impl UseStatus {
    /// Of used and total.
    pub fn of(used: &Quantity, total: &Allowance, thresholds: Thresholds) -> Self {
        let level = Level::of(used, total, thresholds);
        let percent = percent(used, total);
        Self {
            level,
            percent: percent.map(|percent| whole_percent(percent, level, thresholds)),
        }
    }

    /// Higher is worse. Use of a total of 0 has no percentage and is the worst.
    pub fn rank(self) -> (u8, u32) {
        let unknown = match self.level {
            Level::Over => u32::MAX,
            _ => 0,
        };
        (self.level.severity(), self.percent.unwrap_or(unknown))
    }
}

/// Of the running MAU period.
impl From<UseStatus> for PoolCondition {
    fn from(UseStatus { level, percent }: UseStatus) -> Self {
        Self::Mau { level, percent }
    }
}

impl PoolCondition {
    /// The condition of a plan, if it has ended or ends soon. `ends_at` is in the vendor's time.
    pub fn of_plan(ends_at: NaiveDateTime, now: DateTime<Utc>) -> Option<Self> {
        let at = of_vendor_time(ends_at)?;
        if at <= now {
            return Some(Self::PlanEnded);
        }
        let days = (ends_at.date() - vendor_time(now).date()).num_days();
        let days = u32::try_from(days).ok()?;
        (days <= NEAR_DAYS).then_some(Self::PlanEnds { days, at })
    }

    /// The condition of an access key, if the last refresh failed because of it.
    pub fn of_failure(code: ErrorCode) -> Option<Self> {
        match code {
            ErrorCode::KeyRejected => Some(Self::KeyRejected),
            ErrorCode::KeyMissing | ErrorCode::KeychainMissing => Some(Self::KeyMissing),
            ErrorCode::PoolUnknown | ErrorCode::Forbidden | ErrorCode::KeyMalformed => {
                Some(Self::NoAccess)
            }
            _ => None,
        }
    }

    /// The worst; of equal ones the first by name, whatever the server's order.
    pub fn worst(conditions: impl IntoIterator<Item = Self>) -> Option<Self> {
        conditions.into_iter().reduce(|worst, other| {
            let ranks = other.rank().cmp(&worst.rank());
            match ranks.then_with(|| worst.name().cmp(&other.name())) {
                Ordering::Greater => other,
                _ => worst,
            }
        })
    }

    fn name(&self) -> Option<(&str, &str)> {
        match self {
            Self::Benefit { name, code, .. } => Some((name, code)),
            _ => None,
        }
    }

    /// The level that stands for it in the sidebar and the tray. It never falls as the rank rises.
    pub fn level(&self) -> Level {
        match self {
            Self::PlanEnded | Self::KeyRejected | Self::KeyMissing | Self::NoAccess => Level::Over,
            Self::PlanEnds { days, .. } if *days <= CRITICAL_DAYS => Level::Critical,
            Self::PlanEnds { .. } => Level::Near,
            Self::Benefit { level, .. } | Self::Mau { level, .. } => *level,
        }
    }

    /// Whether it is about the access key, and so the reason why the last refresh failed.
    pub fn is_of_key(&self) -> bool {
        matches!(self, Self::KeyRejected | Self::KeyMissing | Self::NoAccess)
    }

    /// Used of total, where it is about a use.
    pub fn percent(&self) -> Option<u32> {
        match self {
            Self::Benefit { percent, .. } | Self::Mau { percent, .. } => *percent,
            _ => None,
        }
    }

    /// The order of conditions: higher is worse. First by level; within one, what stops the figures is worse than a
    /// use, and a use is worse than a coming end of the plan.
    pub fn rank(&self) -> (u8, u8, u32) {
        let within = match self {
            Self::PlanEnded => (5, 0),
            Self::KeyRejected => (4, 0),
            Self::KeyMissing => (3, 0),
            Self::NoAccess => (2, 0),
            Self::Benefit { level, percent, .. } | Self::Mau { level, percent } => {
                let (level, percent) = (*level, *percent);
                (1, UseStatus { level, percent }.rank().1)
            }
            Self::PlanEnds { days, .. } => (0, u32::MAX - days),
        };
        (self.level().severity(), within.0, within.1)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn benefit(level: Level, percent: Option<u32>) -> PoolCondition {
        PoolCondition::Benefit {
            code: "C".to_owned(),
            name: "N".to_owned(),
            level,
            percent,
        }
    }

    pub(crate) fn plan_ends(days: u32) -> PoolCondition {
        let at = DateTime::UNIX_EPOCH;
        PoolCondition::PlanEnds { days, at }
    }

    /// From the worst to the least.
    fn ordered() -> Vec<PoolCondition> {
        vec![
            PoolCondition::PlanEnded,
            PoolCondition::KeyRejected,
            PoolCondition::KeyMissing,
            PoolCondition::NoAccess,
            benefit(Level::Over, None),
            benefit(Level::Over, Some(131)),
            benefit(Level::Over, Some(101)),
            benefit(Level::Critical, Some(100)),
            benefit(Level::Critical, Some(92)),
            plan_ends(0),
            plan_ends(7),
            benefit(Level::Near, Some(83)),
            plan_ends(8),
            plan_ends(30),
            benefit(Level::Ok, Some(41)),
            benefit(Level::Ok, Some(0)),
            benefit(Level::NotReported, None),
            benefit(Level::Unlimited, None),
            benefit(Level::NotIncluded, None),
        ]
    }

    #[test]
    fn plan_end_key_mau_and_benefits_have_one_order() {
        let ordered = ordered();
        println!("count: {} cases of a pool's condition", ordered.len());
        for (index, worse) in ordered.iter().enumerate() {
            for better in &ordered[index + 1..] {
                assert!(worse.rank() > better.rank(), "{worse:?} {better:?}");
                assert!(worse.level().severity() >= better.level().severity());
                for both in [[worse, better], [better, worse]] {
                    let worst = PoolCondition::worst(both.into_iter().cloned());
                    assert_eq!(worst.as_ref(), Some(worse));
                }
            }
        }
        assert_eq!(PoolCondition::worst([]), None);
    }

    #[test]
    fn plan_reaches_the_level_thirty_days_before_its_end() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let now = of_vendor_time(at("2026-11-21T12:00:00")).unwrap();
        for (ends_at, level) in [
            ("2026-12-22T00:00:00", None),
            ("2026-12-21T00:00:00", Some(Level::Near)),
            ("2026-11-29T00:00:00", Some(Level::Near)),
            ("2026-11-28T00:00:00", Some(Level::Critical)),
            ("2026-11-21T12:00:01", Some(Level::Critical)),
            ("2026-11-21T12:00:00", Some(Level::Over)),
            ("2025-11-21T12:00:00", Some(Level::Over)),
        ] {
            let condition = PoolCondition::of_plan(at(ends_at), now);
            let found = condition.as_ref().map(PoolCondition::level);
            assert_eq!(found, level, "{ends_at}");
            assert_eq!(condition.and_then(|it| it.percent()), None);
        }
    }

    #[test]
    fn only_failures_of_the_key_are_a_condition() {
        for (code, condition) in [
            (ErrorCode::KeyRejected, Some(PoolCondition::KeyRejected)),
            (ErrorCode::KeyMissing, Some(PoolCondition::KeyMissing)),
            (ErrorCode::Forbidden, Some(PoolCondition::NoAccess)),
            (ErrorCode::Unreachable, None),
            (ErrorCode::ServerFailing, None),
            (ErrorCode::KeychainLocked, None),
        ] {
            assert_eq!(PoolCondition::of_failure(code), condition, "{code}");
        }
    }

    fn conditions() -> impl Strategy<Value = Vec<PoolCondition>> {
        prop::collection::vec(prop::sample::select(ordered()), 0..8)
    }

    proptest! {
        #[test]
        fn adding_a_condition_never_lowers_the_level(
            some in conditions(), more in conditions(),
        ) {
            let severity = |conditions: Vec<PoolCondition>| {
                PoolCondition::worst(conditions).map(|worst| worst.level().severity())
            };
            let before = severity(some.clone());
            let after = severity(some.into_iter().chain(more).collect());
            prop_assert!(before <= after);
        }

        #[test]
        fn order_of_the_server_does_not_change_the_condition(some in conditions()) {
            let reversed = some.iter().rev().cloned();
            let rank = |worst: Option<PoolCondition>| worst.map(|worst| worst.rank());
            let forwards = rank(PoolCondition::worst(some.clone()));
            prop_assert_eq!(forwards, rank(PoolCondition::worst(reversed)));
        }

        #[test]
        fn unknown_figures_are_never_a_percentage(
            used in prop::option::of("[a-z]{0,8}"), total in prop::option::of("[a-z]{0,8}"),
        ) {
            let thresholds = Thresholds { near: 80, critical: 90 };
            let status = UseStatus::of(
                &Quantity::NotReported(used), &Allowance::NotReported(total), thresholds,
            );
            let unknown = UseStatus { level: Level::NotReported, percent: None };
            prop_assert_eq!(status, unknown);
            prop_assert_eq!(status.rank(), (Level::NotReported.severity(), 0));
        }
    }
}
