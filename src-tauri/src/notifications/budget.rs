//! Limits how many notifications appear: the rest of a minute's waits, and is shown as one.

use std::time::{Duration, Instant};

/// The most notifications in a minute.
const PER_MINUTE: usize = 6;
const MINUTE: Duration = Duration::from_secs(60);

pub(crate) struct Budget<T> {
    /// The end of the minute that began with its first notification.
    ends: Option<Instant>,
    shown: usize,
    waiting: Vec<T>,
    condense: fn(Vec<T>) -> Vec<T>,
}

impl<T> Budget<T> {
    /// `condense` makes as few as possible of those that waited.
    pub(crate) fn new(condense: fn(Vec<T>) -> Vec<T>) -> Self {
        Self {
            ends: None,
            shown: 0,
            waiting: Vec::new(),
            condense,
        }
    }

    /// The notification, if it is to be shown now. Otherwise it waits.
    pub(crate) fn admit(&mut self, notification: T, now: Instant) -> Option<T> {
        if self.ends.is_none_or(|ends| ends <= now) && self.waiting.is_empty() {
            self.begin(now);
        }
        if self.shown < PER_MINUTE && self.waiting.is_empty() {
            self.shown += 1;
            return Some(notification);
        }
        self.waiting.push(notification);
        None
    }

    /// When those that wait are to be shown.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.ends.filter(|_| !self.waiting.is_empty())
    }

    /// Those that waited, as few as possible, once they are due.
    pub(crate) fn release(&mut self, now: Instant) -> Vec<T> {
        if self.due().is_none_or(|due| due > now) {
            return Vec::new();
        }
        self.begin(now);
        let released = (self.condense)(std::mem::take(&mut self.waiting));
        self.shown = released.len();
        released
    }

    fn begin(&mut self, now: Instant) {
        self.ends = now.checked_add(MINUTE);
        self.shown = 0;
    }
}

#[cfg(test)]
mod tests {
    use authgauge_app::{AlertSnapshot, condense};
    use authgauge_core::alert::{Alert, AlertKind, AlertStep, AlertSubject, Rule};
    use authgauge_core::pool::PoolId;
    use authgauge_core::tone::Tone;
    use chrono::DateTime;

    use super::*;

    fn alert(pool: usize) -> AlertSnapshot {
        let alert = Alert {
            id: 1,
            pool: PoolId(pool.to_string()),
            subject: AlertSubject::Pool,
            rule: Rule::Key,
            step: AlertStep(1),
            period: String::new(),
            kind: AlertKind::KeyRejected,
            at: DateTime::UNIX_EPOCH,
            seen: false,
            over: false,
            snoozed_until: None,
            first: false,
            done: false,
        };
        AlertSnapshot {
            scope: alert.scope(),
            alert,
            tone: Tone::Critical,
            pool_name: pool.to_string(),
            host: String::new(),
            muted: false,
            pool_muted: false,
            also: None,
            alias: None,
        }
    }

    fn budget() -> Budget<AlertSnapshot> {
        Budget::new(|waiting| condense(waiting, 0))
    }

    #[test]
    fn three_hundred_pools_at_once_are_seven_notifications() {
        let (mut budget, now) = (budget(), Instant::now());
        let at_once = (0..300).filter_map(|pool| budget.admit(alert(pool), now));
        assert_eq!(at_once.count(), PER_MINUTE);
        assert_eq!(budget.due(), Some(now + MINUTE));
        let rest = budget.release(now + MINUTE);
        let also = rest[0].also.unwrap();
        assert_eq!((rest.len(), also.count, also.several_pools), (1, 293, true));
        assert_eq!(budget.due(), None);
        assert!(budget.admit(alert(1), now + MINUTE).is_some());
    }

    #[test]
    fn few_that_waited_are_shown_each_and_a_new_minute_begins() {
        let (mut budget, now) = (budget(), Instant::now());
        let shown = (0..8).filter_map(|pool| budget.admit(alert(pool), now));
        assert_eq!(shown.count(), PER_MINUTE);
        // What comes later does not overtake.
        assert!(budget.admit(alert(8), now + MINUTE).is_none());
        let rest = budget.release(now + MINUTE);
        assert_eq!(rest.len(), 3);
        let later = now + MINUTE * 3;
        let shown = (0..7).filter_map(|pool| budget.admit(alert(pool), later));
        assert_eq!(shown.count(), PER_MINUTE);
    }
}
