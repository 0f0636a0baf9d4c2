use chrono::{DateTime, TimeDelta, Utc};

use crate::alert::{
    AlertIds, AlertKind, AlertLog, AlertSubject, Evaluation, LONGEST_SNOOZE, MOST, Rule, RuleResult,
};
use crate::pool::PoolId;

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
}

fn seen(reached: u8, held: u8) -> RuleResult {
    RuleResult {
        subject: AlertSubject::Mau,
        rule: Rule::Threshold,
        evaluation: Evaluation::new(reached, held, "november"),
        kind: (reached > 0).then_some(AlertKind::KeyRejected),
    }
}

/// A log with a store that assigns IDs from 1.
#[derive(Default)]
struct SavedLog {
    log: AlertLog,
    last_id: u32,
}

impl SavedLog {
    /// Notes a result, saves, and returns the ID of the alert to deliver.
    fn record(
        &mut self,
        pool: &PoolId,
        result: &RuleResult,
        at: DateTime<Utc>,
        quietly: bool,
    ) -> Option<u32> {
        let id = self.log.record(pool, result, at, quietly);
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

/// The log of one pool with these steps, an hour apart.
fn book(pool: &PoolId, steps: &[(u8, u8)]) -> SavedLog {
    let mut book = SavedLog::default();
    for (hour, (reached, held)) in (0..).zip(steps) {
        book.record(pool, &seen(*reached, *held), at(hour), false);
    }
    book
}

/// IDs, and whether they are over, the newest first.
fn listed(book: &AlertLog) -> Vec<(u32, bool)> {
    book.alerts().map(|alert| (alert.id, alert.over)).collect()
}

#[test]
fn an_alert_is_over_when_it_fell_or_a_later_one_took_its_place() {
    let pool = PoolId::random();
    let mut book = book(&pool, &[(0, 0), (80, 80), (90, 90)]);
    assert_eq!(listed(&book), [(2, false), (1, true)]);
    book.record(&pool, &seen(0, 90), at(3), false);
    assert_eq!(listed(&book), [(2, false), (1, true)]);
    book.record(&pool, &seen(0, 80), at(4), false);
    assert_eq!(listed(&book), [(2, true), (1, true)]);
}

#[test]
fn changes_are_unsaved_once_and_again_after_a_failed_write() {
    let pool = PoolId::random();
    let mut log = AlertLog::default();
    log.record(&pool, &seen(0, 0), at(0), false);
    log.record(&pool, &seen(80, 80), at(1), false);
    assert!(!log.is_saved());
    let unsaved = log.take_unsaved();
    assert_eq!((unsaved.standings.len(), unsaved.new_alerts.len()), (1, 1));
    assert!(log.is_saved() && log.take_unsaved().is_empty());
    log.put_back(unsaved.clone());
    assert_eq!(log.take_unsaved(), unsaved);
    log.assign_ids([(unsaved.new_alerts[0].id, 1)].into());
    log.record(&pool, &seen(80, 80), at(2), false);
    assert!(log.is_saved(), "nothing new");
    log.see_all();
    let unsaved = log.take_unsaved();
    assert_eq!((unsaved.new_alerts.len(), unsaved.alerts.len()), (0, 1));
    assert_eq!(log.unseen(), 0);
}

#[test]
fn provisional_id_stays_valid_after_the_alert_is_saved() {
    let pool = PoolId::random();
    let mut log = AlertLog::default();
    log.record(&pool, &seen(0, 0), at(0), false);
    let provisional = log.record(&pool, &seen(80, 80), at(1), false).unwrap();
    let failed = log.take_unsaved();
    log.put_back(failed);
    assert_eq!(log.alert(provisional).unwrap().id, provisional);
    let unsaved = log.take_unsaved();
    // Changed while it is being saved.
    log.snooze(provisional, Some(at(10)));
    log.assign_ids([(provisional, 7)].into());
    assert_eq!(log.alert(provisional).unwrap().id, 7);
    assert_eq!((unsaved.new_alerts.len(), unsaved.alerts.len()), (1, 0));
    let changed = log.take_unsaved();
    assert_eq!((changed.new_alerts.len(), changed.alerts.len()), (0, 1));
    assert_eq!(changed.alerts[0].id, 7);
    log.snooze(provisional, None);
    assert_eq!(log.alert(7).unwrap().snoozed_until, None);
    let next = log.record(&pool, &seen(90, 90), at(2), false).unwrap();
    assert!(next > provisional);
}

#[test]
fn with_the_rules_changed_by_the_owner_it_is_listed_and_not_told() {
    let pool = PoolId::random();
    let mut book = book(&pool, &[(0, 0)]);
    assert_eq!(book.record(&pool, &seen(80, 80), at(1), true), None);
    assert_eq!(listed(&book), [(1, false)]);
    assert_eq!(book.record(&pool, &seen(90, 90), at(2), false), Some(2));
}

#[test]
fn what_is_put_off_is_told_once_more_when_it_is_still_so() {
    let pool = PoolId::random();
    let mut book = book(&pool, &[(0, 0), (80, 80)]);
    book.snooze(1, Some(at(10)));
    assert_eq!(book.woken(at(9)), [0_u32; 0]);
    assert_eq!(book.woken(at(10)), [1]);
    assert_eq!(book.woken(at(11)), [0_u32; 0]);
    book.snooze(1, Some(at(20)));
    book.record(&pool, &seen(0, 0), at(12), false);
    assert_eq!(book.woken(at(20)), [0_u32; 0]);
}

#[test]
fn while_it_is_put_off_a_fall_and_rise_is_not_told_and_a_worse_step_is() {
    let pool = PoolId::random();
    let mut book = book(&pool, &[(0, 0), (80, 80)]);
    book.snooze(1, Some(at(10)));
    book.record(&pool, &seen(0, 0), at(3), false);
    assert_eq!(book.record(&pool, &seen(80, 80), at(4), false), None);
    assert_eq!(book.alert(2).unwrap().snoozed_until, Some(at(10)));
    assert_eq!(book.record(&pool, &seen(90, 90), at(5), false), Some(3));
    assert_eq!(book.woken(at(10)), [0_u32; 0], "the worse one was told");
}

#[test]
fn what_was_put_off_by_a_clock_that_was_ahead_is_woken() {
    let pool = PoolId::random();
    let mut book = book(&pool, &[(0, 0), (80, 80)]);
    book.snooze(1, Some(at(2) + LONGEST_SNOOZE));
    assert_eq!(book.woken(at(2)), [0_u32; 0]);
    assert_eq!(book.woken(at(1)), [1]);
}

#[test]
fn what_is_over_or_gone_is_not_put_off_and_waking_takes_no_time() {
    let pool = PoolId::random();
    let mut book = book(&pool, &[(0, 0), (80, 80), (0, 0), (80, 80)]);
    book.snooze(1, Some(at(10)));
    book.snooze(9, Some(at(10)));
    assert_eq!(book.alert(1).unwrap().snoozed_until, None);
    book.snooze(2, Some(at(10)));
    book.snooze(2, None);
    assert_eq!(book.woken(at(20)), [0_u32; 0]);
}

#[test]
fn the_oldest_go_and_numbers_are_not_used_again() {
    let pool = PoolId::random();
    let steps = [(80, 80), (0, 0)].repeat(usize::from(MOST) + 1);
    let mut book = book(&pool, &steps);
    assert_eq!(book.alerts().count(), usize::from(MOST));
    assert_eq!(book.alerts().last().unwrap().id, 2);
    book.forget(&PoolId::random());
    assert_eq!(book.alerts().count(), usize::from(MOST));
    book.forget(&pool);
    assert_eq!(book.alerts().count(), 0);
    assert!(book.take_unsaved().is_empty());
    assert_eq!(
        book.record(&pool, &seen(80, 80), at(0), false),
        None,
        "seen for the first time"
    );
    assert_eq!(book.alerts().next().unwrap().id, u32::from(MOST) + 2);
}
