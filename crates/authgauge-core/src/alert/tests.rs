use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::alert::{
    AlertIds, AlertKey, AlertKind, AlertLog, AlertSubject, Evaluation, LONGEST_SNOOZE, MAX_ALERTS,
    ResetFacts, Rule, RuleResult, SubjectKey,
};
use crate::pool::PoolId;

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

/// The result of an evaluation in November.
fn result(reached: u8, held: u8) -> RuleResult {
    RuleResult {
        subject: AlertSubject::Mau,
        rule: Rule::Threshold,
        evaluation: Evaluation::new(reached, held, "november"),
        kind: (reached > 0).then_some(AlertKind::KeyRejected),
    }
}

/// A log whose alerts are saved after each change, with IDs from 1.
#[derive(Default)]
struct SavedLog {
    log: AlertLog,
    last_id: u32,
}

impl SavedLog {
    /// Records a result, saves, and returns the ID of the alert to deliver.
    fn record(
        &mut self,
        pool: &PoolId,
        result: &RuleResult,
        at: DateTime<Utc>,
        list_only: bool,
    ) -> Option<u32> {
        let id = self.log.record(pool, result, at, list_only);
        self.save();
        Some(self.log.alert(id?).unwrap().id)
    }

    fn save(&mut self) {
        let mut ids = AlertIds::new();
        for alert in self.log.take_unsaved().new_alerts {
            self.last_id += 1;
            ids.insert(alert.id, self.last_id);
        }
        self.log.assign_ids(ids);
    }
}

impl std::ops::Deref for SavedLog {
    type Target = AlertLog;

    fn deref(&self) -> &AlertLog {
        &self.log
    }
}

impl std::ops::DerefMut for SavedLog {
    fn deref_mut(&mut self) -> &mut AlertLog {
        &mut self.log
    }
}

/// The log of one pool after these evaluations, an hour apart.
fn log_after(pool: &PoolId, steps: &[(u8, u8)]) -> SavedLog {
    let mut log = SavedLog::default();
    for (hour, (reached, held)) in (0..).zip(steps) {
        log.record(pool, &result(*reached, *held), at(hour), false);
    }
    log
}

/// The alerts' IDs and whether they are over, newest first.
fn listed(log: &AlertLog) -> Vec<(u32, bool)> {
    log.alerts().map(|alert| (alert.id, alert.over)).collect()
}

#[test]
fn alert_is_over_once_released_or_replaced() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0), (80, 80), (90, 90)]);
    assert_eq!(listed(&log), [(2, false), (1, true)]);
    log.record(&pool, &result(0, 90), at(3), false);
    assert_eq!(listed(&log), [(2, false), (1, true)]);
    log.record(&pool, &result(0, 80), at(4), false);
    assert_eq!(listed(&log), [(2, true), (1, true)]);
}

/// A result in a period.
fn result_in(period: &str, reached: u8, held: u8) -> RuleResult {
    RuleResult {
        evaluation: Evaluation::new(reached, held, period),
        ..result(reached, held)
    }
}

#[test]
fn two_periods_that_take_turns_as_the_worse_are_told_once_each() {
    let (pool, mut log) = (PoolId::random(), SavedLog::default());
    log.record(&pool, &result_in("year", 0, 0), at(0), false);
    let mut told = Vec::new();
    for hour in 1..20 {
        let period = if hour % 2 == 0 { "month" } else { "year" };
        told.extend(log.record(&pool, &result_in(period, 80, 90), at(hour), false));
        // The alert about the worse one is open, and the other is over.
        let open: Vec<_> = log.alerts().filter(|alert| !alert.over).collect();
        assert_eq!(open.len(), 1, "{hour}");
        assert_eq!(open[0].period, period, "{hour}");
    }
    assert_eq!(told, [1, 2]);
    let worse = log.record(&pool, &result_in("year", 90, 90), at(20), false);
    assert_eq!(worse, Some(3));
    assert_eq!(
        log.record(&pool, &result_in("month", 80, 90), at(21), false),
        None
    );
    assert_eq!(
        log.record(&pool, &result_in("year", 80, 90), at(22), false),
        None
    );
    assert_eq!(
        log.record(&pool, &result_in("year", 90, 90), at(23), false),
        None
    );
    let released = log.record(&pool, &result_in("month", 0, 0), at(24), false);
    assert_eq!(released, None);
    let again = log.record(&pool, &result_in("month", 80, 80), at(25), false);
    assert_eq!(again, Some(4));
}

#[test]
fn what_the_owner_is_done_with_stays_so_while_periods_take_turns() {
    let (pool, mut log) = (PoolId::random(), SavedLog::default());
    for (hour, period) in (0..).zip(["year", "month", "year"]) {
        log.record(&pool, &result_in(period, 80, 90), at(hour), false);
    }
    let open = log.alerts().find(|alert| !alert.over).unwrap();
    assert_eq!(open.period, "year");
    let id = open.id;
    log.resolve(id);
    log.save();
    for (hour, period) in (3..).zip(["month", "year", "month", "year"]) {
        log.record(&pool, &result_in(period, 80, 90), at(hour), false);
    }
    assert!(log.alert(id).unwrap().over);
    assert_eq!(log.alerts().count(), 2);
}

#[test]
fn alerts_of_a_rule_that_is_removed_are_over_and_its_state_is_forgotten() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0), (80, 80)]);
    let key = |subject| AlertKey {
        subject,
        rule: Rule::Threshold,
    };
    log.end(&pool, key(SubjectKey::Pool));
    assert_eq!(listed(&log), [(1, false)]);
    assert!(log.is_saved());
    log.end(&pool, key(SubjectKey::Mau));
    assert_eq!(listed(&log), [(1, true)]);
    let unsaved = log.take_unsaved();
    assert_eq!((unsaved.forgotten.len(), unsaved.alerts.len()), (1, 1));
}

#[test]
fn a_reset_is_told_once_and_what_is_expected_is_saved() {
    let (pool, mut log) = (PoolId::random(), AlertLog::default());
    let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    let facts = |last, next| ResetFacts {
        last: Some(last),
        next,
    };
    let november = facts(day(1) - TimeDelta::days(30), Some(day(1)));
    let december = facts(day(1), NaiveDate::from_ymd_opt(2027, 1, 1));
    assert!(!log.has_reset(&pool, SubjectKey::Mau, november, day(1)));
    let saved = log.take_unsaved();
    assert_eq!(saved.states[0].2.period, "2026-12-01");
    let mut log = AlertLog::new(Vec::new(), saved.states);
    assert!(log.has_reset(&pool, SubjectKey::Mau, december, day(1)));
    assert!(!log.has_reset(&pool, SubjectKey::Mau, december, day(2)));
    assert_eq!(log.take_unsaved().states[0].2.period, "2027-01-01");
    assert!(!log.has_reset(&pool, SubjectKey::Mau, ResetFacts::default(), day(9)));
    assert_eq!(log.take_unsaved().forgotten.len(), 1);
    assert_eq!(log.alerts().count(), 0);
}

#[test]
fn changes_are_unsaved_once_and_again_after_a_failed_write() {
    let pool = PoolId::random();
    let mut log = AlertLog::default();
    log.record(&pool, &result(0, 0), at(0), false);
    log.record(&pool, &result(80, 80), at(1), false);
    assert!(!log.is_saved());
    let unsaved = log.take_unsaved();
    assert_eq!((unsaved.states.len(), unsaved.new_alerts.len()), (1, 1));
    assert!(log.is_saved() && log.take_unsaved().is_empty());
    log.put_back(unsaved.clone());
    assert_eq!(log.take_unsaved(), unsaved);
    log.assign_ids([(unsaved.new_alerts[0].id, 1)].into());
    log.record(&pool, &result(80, 80), at(2), false);
    assert!(log.is_saved(), "the state is unchanged");
    log.mark_all_seen();
    let unsaved = log.take_unsaved();
    assert_eq!((unsaved.new_alerts.len(), unsaved.alerts.len()), (0, 1));
    assert_eq!(log.unseen(), 0);
}

#[test]
fn provisional_id_stays_valid_after_the_alert_is_saved() {
    let pool = PoolId::random();
    let mut log = AlertLog::default();
    log.record(&pool, &result(0, 0), at(0), false);
    let provisional = log.record(&pool, &result(80, 80), at(1), false).unwrap();
    let failed = log.take_unsaved();
    log.put_back(failed);
    assert_eq!(log.alert(provisional).unwrap().id, provisional);
    let unsaved = log.take_unsaved();
    // The alert changes while it is being saved.
    log.snooze(provisional, Some(at(10)));
    log.assign_ids([(provisional, 7)].into());
    assert_eq!(log.alert(provisional).unwrap().id, 7);
    assert_eq!((unsaved.new_alerts.len(), unsaved.alerts.len()), (1, 0));
    let changed = log.take_unsaved();
    assert_eq!((changed.new_alerts.len(), changed.alerts.len()), (0, 1));
    assert_eq!(changed.alerts[0].id, 7);
    log.snooze(provisional, None);
    assert_eq!(log.alert(7).unwrap().snoozed_until, None);
    let next = log.record(&pool, &result(90, 90), at(2), false).unwrap();
    assert!(next > provisional);
}

#[test]
fn list_only_result_is_listed_and_not_delivered() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0)]);
    assert_eq!(log.record(&pool, &result(80, 80), at(1), true), None);
    assert_eq!(listed(&log), [(1, false)]);
    assert_eq!(log.record(&pool, &result(90, 90), at(2), false), Some(2));
}

#[test]
fn snoozed_alert_is_delivered_again_unless_it_is_over() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0), (80, 80)]);
    log.snooze(1, Some(at(10)));
    assert_eq!(log.end_snoozes(at(9)), [0_u32; 0]);
    assert_eq!(log.end_snoozes(at(10)), [1]);
    assert_eq!(log.end_snoozes(at(11)), [0_u32; 0]);
    log.snooze(1, Some(at(20)));
    log.record(&pool, &result(0, 0), at(12), false);
    assert_eq!(log.end_snoozes(at(20)), [0_u32; 0]);
}

#[test]
fn snooze_covers_the_same_step_again_and_not_a_worse_one() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0), (80, 80)]);
    log.snooze(1, Some(at(10)));
    log.record(&pool, &result(0, 0), at(3), false);
    assert_eq!(log.record(&pool, &result(80, 80), at(4), false), None);
    assert_eq!(log.alert(2).unwrap().snoozed_until, Some(at(10)));
    assert_eq!(log.record(&pool, &result(90, 90), at(5), false), Some(3));
    assert_eq!(
        log.end_snoozes(at(10)),
        [0_u32; 0],
        "the worse step was delivered"
    );
}

#[test]
fn snooze_set_while_the_clock_was_ahead_ends_at_once() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0), (80, 80)]);
    log.snooze(1, Some(at(2) + LONGEST_SNOOZE));
    assert_eq!(log.end_snoozes(at(2)), [0_u32; 0]);
    assert_eq!(log.end_snoozes(at(1)), [1]);
}

#[test]
fn snooze_ignores_alerts_that_are_over_or_missing_and_can_be_cancelled() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0), (80, 80), (0, 0), (80, 80)]);
    log.snooze(1, Some(at(10)));
    log.snooze(9, Some(at(10)));
    assert_eq!(log.alert(1).unwrap().snoozed_until, None);
    log.snooze(2, Some(at(10)));
    log.snooze(2, None);
    assert_eq!(log.end_snoozes(at(20)), [0_u32; 0]);
}

#[test]
fn oldest_alerts_are_removed_and_ids_are_not_reused() {
    let pool = PoolId::random();
    let steps = [(80, 80), (0, 0)].repeat(usize::from(MAX_ALERTS) + 1);
    let mut log = log_after(&pool, &steps);
    assert_eq!(log.alerts().count(), usize::from(MAX_ALERTS));
    assert_eq!(log.alerts().last().unwrap().id, 2);
    log.forget(&PoolId::random());
    assert_eq!(log.alerts().count(), usize::from(MAX_ALERTS));
    log.forget(&pool);
    assert_eq!(log.alerts().count(), 0);
    assert!(log.take_unsaved().is_empty());
    assert_eq!(
        log.record(&pool, &result(80, 80), at(0), false),
        None,
        "the first evaluation is listed only"
    );
    assert_eq!(log.alerts().next().unwrap().id, u32::from(MAX_ALERTS) + 2);
}

#[test]
fn a_resolved_alert_is_over_and_only_a_worse_step_is_raised_again() {
    let pool = PoolId::random();
    let mut log = log_after(&pool, &[(0, 0), (80, 80)]);
    log.resolve(1);
    assert_eq!(listed(&log), [(1, true)]);
    assert_eq!(log.record(&pool, &result(80, 80), at(2), false), None);
    assert_eq!(log.record(&pool, &result(90, 90), at(3), false), Some(2));
    assert_eq!(listed(&log), [(2, false), (1, true)]);
}

#[test]
fn an_alert_of_the_first_evaluation_says_so() {
    let pool = PoolId::random();
    let log = log_after(&pool, &[(80, 80), (90, 90)]);
    let first: Vec<_> = log.alerts().map(|alert| (alert.id, alert.first)).collect();
    assert_eq!(first, [(2, false), (1, true)]);
}
