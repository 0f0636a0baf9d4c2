//! Ends of plans that the server moves.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use proptest::prelude::*;

use crate::alert::{AlertLog, Rule, RuleResult, rules};
use crate::pool::PoolId;

/// Evaluates the plan's and the trial's end once a day, and returns the steps that were raised.
struct Plan {
    log: AlertLog,
    pool: PoolId,
    now: NaiveDateTime,
    raised: Vec<(Rule, u8)>,
}

impl Plan {
    fn new() -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        Self {
            log: AlertLog::default(),
            pool: PoolId::random(),
            now: day.and_time(NaiveTime::MIN) + TimeDelta::hours(12),
            raised: Vec::new(),
        }
    }

    /// A day on which the server says that the plan ends in these days.
    fn day(&mut self, days_left: i64) {
        let ends_at = self.now.date().and_time(NaiveTime::MIN) + TimeDelta::days(days_left);
        let found = [
            (Rule::PlanEnd, rules::plan_end(ends_at, self.now)),
            (Rule::Trial, rules::trial(2, ends_at, self.now)),
        ];
        for (rule, found) in found {
            let before = self.log.alerts().next().map(|alert| alert.id);
            let result = RuleResult::of_pool(rule, found);
            self.log
                .record(&self.pool, &result, self.now.and_utc(), false);
            let listed = self.log.alerts().next();
            let new = listed.filter(|alert| Some(alert.id) != before);
            self.raised.extend(new.map(|alert| (rule, alert.step.0)));
        }
        self.now = self.now + Days::new(1);
    }

    fn raised(&self, rule: Rule) -> Vec<u8> {
        let of_rule = self.raised.iter().filter(|(raised, _)| *raised == rule);
        of_rule.map(|(_, step)| *step).collect()
    }
}

#[test]
fn plan_end_that_moves_with_today_is_raised_once() {
    let mut cases = 0;
    for days_left in -3..=31 {
        let mut plan = Plan::new();
        plan.day(200);
        for _ in 0..60 {
            plan.day(days_left);
        }
        assert!(plan.raised(Rule::PlanEnd).len() <= 1, "{days_left}");
        assert!(plan.raised(Rule::Trial).len() <= 1, "{days_left}");
        cases += 1;
    }
    println!("count: {cases} cases of ends that move with today");
}

#[test]
fn plan_end_that_alternates_between_two_days_is_raised_once() {
    let mut cases = 0;
    for days_left in [-40, -1, 0, 2, 6, 29] {
        let mut plan = Plan::new();
        plan.day(400);
        let last = plan.now + TimeDelta::days(days_left);
        for number in 0..40 {
            // One of two servers knows the renewed plan.
            plan.day(if number % 2 == 0 {
                (last - plan.now).num_days()
            } else {
                365
            });
        }
        for rule in [Rule::PlanEnd, Rule::Trial] {
            let mut raised = plan.raised(rule);
            let count = raised.len();
            raised.dedup();
            assert_eq!(raised.len(), count, "{days_left} {:?}", plan.raised);
        }
        cases += 1;
    }
    println!("count: {cases} cases of ends that alternate");
}

#[test]
fn renewed_plan_is_raised_again() {
    for (renewed_by, again) in [
        (365, vec![1, 2, 3, 4, 6]),
        (30, vec![2, 3, 4, 6]),
        (28, vec![2, 3, 4, 6]),
    ] {
        let mut plan = Plan::new();
        for days_left in (0..=40).rev() {
            plan.day(days_left);
        }
        // A plan that ends at midnight has ended on the day of its end.
        assert_eq!(plan.raised(Rule::PlanEnd), [1, 2, 3, 4, 6]);
        assert_eq!(plan.raised(Rule::Trial), [1, 2]);
        plan.raised.clear();
        for days_left in (0..=renewed_by).rev() {
            plan.day(days_left);
        }
        assert_eq!(plan.raised(Rule::PlanEnd), again, "{renewed_by}");
        assert_eq!(plan.raised(Rule::Trial), [1, 2], "{renewed_by}");
    }
}

proptest! {
    /// Days left per day: -2 ends fast, 0 moves with today, 2 moves away; and the server's jitter on top.
    #[test]
    fn each_step_is_raised_at_most_once_while_the_end_moves_one_way(
        start in -5..45_i64,
        halves in -4..=4_i64,
        jitter in prop::collection::vec(0..=4_i64, 60),
    ) {
        let mut plan = Plan::new();
        for (day, jitter) in (0..).zip(jitter) {
            plan.day(start + halves * day / 2 + jitter);
        }
        for rule in [Rule::PlanEnd, Rule::Trial] {
            let mut raised = plan.raised(rule);
            let count = raised.len();
            raised.sort_unstable();
            raised.dedup();
            prop_assert_eq!(raised.len(), count, "{:?}", plan.raised);
        }
    }
}
