//! When a count is known to have started again.

use chrono::NaiveDate;

/// The most days between the day on which a count was to start again and the fall that shows it: readings may be
/// missing.
const TOLERANCE: i64 = 3;

/// What a series says of its resets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResetFacts {
    /// The day of the last fall of the use that is no correction.
    pub last: Option<NaiveDate>,
    /// The day of the next one, if the count restarts regularly.
    pub next: Option<NaiveDate>,
}

/// Whether a count started again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetCheck {
    /// The day on which it is expected to start again, for the next check.
    pub expected: Option<NaiveDate>,
    /// It has just started again.
    pub has_reset: bool,
}

impl ResetCheck {
    /// A fall is a reset if one was expected about that day: a use that falls at another time was corrected or deleted.
    pub fn of(expected: Option<NaiveDate>, facts: ResetFacts, today: NaiveDate) -> Self {
        let is_about = |day: NaiveDate| expected.is_some_and(|it| days(it, day).abs() <= TOLERANCE);
        let has_reset = facts.last.is_some_and(is_about);
        let is_due = is_about(today);
        // A day so soon after a fall would take the same fall for another reset.
        let is_another = |next: &NaiveDate| {
            let last = facts.last;
            last.is_none_or(|last| days(last, *next) > TOLERANCE)
        };
        let expected = match is_due && !has_reset {
            true => expected,
            false => facts.next.filter(is_another),
        };
        Self {
            expected,
            has_reset,
        }
    }
}

fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::forecast::{self, Cycle, DayEnd, Forecast};

    fn day(number: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 1).unwrap() + chrono::TimeDelta::days(number)
    }

    /// The days on which a notice of a reset is sent, checked once a day from the 35th reading on.
    fn told(used: &[u32]) -> Vec<i64> {
        let ends = (0..).zip(used);
        let ends: Vec<_> = ends
            .map(|(number, used)| DayEnd::whole(day(number), f64::from(*used)))
            .collect();
        let (mut expected, mut told) = (None, Vec::new());
        for last in 35..ends.len() {
            let known = &ends[..=last];
            let forecast = Forecast::of(known, &Cycle::Unknown);
            let facts = ResetFacts {
                last: forecast::resets(known).last().copied(),
                next: forecast.and_then(|forecast| forecast.next_reset()),
            };
            let number = i64::try_from(last).unwrap();
            let check = ResetCheck::of(expected, facts, day(number));
            expected = check.expected;
            told.extend(check.has_reset.then_some(number));
        }
        told
    }

    /// 100 a day; starts again on each 1st: on the days 30, 61 and 91.
    fn monthly() -> Vec<u32> {
        use chrono::Datelike as _;
        (0..100).map(|number| day(number).day() * 100).collect()
    }

    #[test]
    fn each_month_is_told_once_on_its_first_day() {
        assert_eq!(told(&monthly()), [61, 91]);
    }

    #[test]
    fn reset_that_is_seen_days_late_is_told_when_it_is_seen() {
        let mut used = monthly();
        (61..63).for_each(|late| used[late] = 3_100);
        assert_eq!(told(&used), [63, 91]);
    }

    #[test]
    fn falls_at_another_time_and_corrections_are_not_told() {
        let mut used = monthly();
        // Something was deleted in the middle of the month, and a few were corrected on its first day.
        (45..61).for_each(|later| used[later] -= 1_300);
        assert_eq!(told(&used), [61, 91]);
        let mut used = monthly();
        (61..91).for_each(|later| used[later] = 3_095);
        assert!(!told(&used).contains(&61));
        let steady: Vec<u32> = (0..100).map(|number| 100 + number % 5).collect();
        assert_eq!(told(&steady), [0_i64; 0]);
    }

    #[test]
    fn first_check_and_a_use_that_never_falls_tell_nothing() {
        let facts = |last, next| ResetFacts { last, next };
        for (expected, last, next, today, then, has_reset) in [
            (None, None, None, 40, None, false),
            (None, Some(30), Some(61), 40, Some(61), false),
            (Some(61), Some(30), Some(61), 60, Some(61), false),
            // The calendar says that another month began, and the use has not fallen.
            (Some(61), Some(30), Some(91), 62, Some(61), false),
            (Some(61), Some(62), Some(91), 62, Some(91), true),
            (Some(91), Some(62), Some(91), 63, Some(91), false),
            (Some(61), Some(30), Some(91), 65, Some(91), false),
            (Some(61), Some(57), None, 57, None, false),
            // A cycle of a day tells nothing.
            (Some(61), Some(61), Some(62), 61, None, true),
        ] {
            let facts = facts(last.map(day), next.map(day));
            let check = ResetCheck::of(expected.map(day), facts, day(today));
            let expected = ResetCheck {
                expected: then.map(day),
                has_reset,
            };
            assert_eq!(check, expected, "{facts:?} {today}");
        }
    }

    proptest! {
        #[test]
        fn no_fall_is_told_twice(
            steps in prop::collection::vec((0..4_i64, any::<bool>(), prop::option::of(0..40_i64)), 1..60),
        ) {
            let (mut today, mut last, mut expected) = (0, None, None);
            let mut told = BTreeSet::new();
            for (passed, falls, next) in steps {
                today += passed;
                if falls {
                    last = Some(day(today));
                }
                let facts = ResetFacts { last, next: next.map(|next| day(today + next)) };
                let check = ResetCheck::of(expected, facts, day(today));
                prop_assert!(!check.has_reset || told.insert(last));
                expected = check.expected;
            }
        }
    }
}
