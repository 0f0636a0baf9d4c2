//! When a failed delivery is tried again, and when it is given up.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use authgauge_store::Delivery;

use crate::schedule::jittered;

/// The wait after the first failure; it doubles with each further one.
const FIRST_DELAY: Duration = Duration::from_secs(30);

/// The wait doubles at most this often: to about two hours.
const MAX_DOUBLINGS: u32 = 8;

/// The longest wait that a receiver may ask for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// A message is given up after both: a computer that was asleep or offline tries more often than once.
const MIN_ATTEMPTS: u32 = 10;
const MIN_AGE: TimeDelta = TimeDelta::hours(24);

/// When to try again after this number of failed attempts, but not before the receiver asked for. `share` is between 0
/// and 1.
pub(super) fn next_attempt(
    now: DateTime<Utc>,
    attempts: u32,
    retry_after: Option<Duration>,
    share: f64,
) -> DateTime<Utc> {
    let doublings = attempts.saturating_sub(1).min(MAX_DOUBLINGS);
    let delay = jittered(FIRST_DELAY.saturating_mul(1 << doublings), share);
    let asked = retry_after.unwrap_or_default().min(MAX_RETRY_AFTER);
    let delay = TimeDelta::from_std(delay.max(asked)).unwrap_or(MIN_AGE);
    now.checked_add_signed(delay).unwrap_or(now)
}

/// Whether a message that has just failed once more is given up. One from the future was queued under a wrong clock:
/// its age can't be known, its attempts count alone.
pub(super) fn is_exhausted(delivery: &Delivery, now: DateTime<Utc>) -> bool {
    let age = now - delivery.created;
    delivery.attempts + 1 >= MIN_ATTEMPTS && (age >= MIN_AGE || age < -MIN_AGE)
}

/// Whether a time has come. One that no wait can explain was set by a wrong clock.
pub(super) fn is_due(next: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    next <= now || next - now > MIN_AGE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-21T04:00:00Z".parse().unwrap()
    }

    #[test]
    fn waits_double_up_to_two_hours_and_follow_the_receiver() {
        let wait = |attempts, retry_after: Option<u64>| {
            let next = next_attempt(now(), attempts, retry_after.map(Duration::from_secs), 0.5);
            (next - now()).num_seconds()
        };
        for (attempts, seconds) in [
            (0, 30),
            (1, 30),
            (2, 60),
            (3, 120),
            (9, 7680),
            (10, 7680),
            (u32::MAX, 7680),
        ] {
            assert_eq!(wait(attempts, None), seconds, "{attempts}");
        }
        assert_eq!(wait(1, Some(600)), 600);
        assert_eq!(wait(9, Some(600)), 7680);
        assert_eq!(wait(1, Some(u64::MAX)), 24 * 60 * 60);
    }

    #[test]
    fn a_message_is_given_up_after_ten_attempts_and_a_day() {
        let delivery = |attempts, hours| Delivery {
            id: 1,
            message_id: String::new(),
            note: String::new(),
            created: now() - TimeDelta::hours(hours),
            attempts,
            next: now(),
        };
        for (attempts, hours, given_up) in [
            (0, 72, false),
            (8, 72, false),
            (9, 23, false),
            (9, 24, true),
            (40, 24, true),
            (40, 1, false),
            // The clock was set back meanwhile.
            (40, -1, false),
            (8, -400 * 24, false),
            (9, -400 * 24, true),
        ] {
            assert_eq!(
                is_exhausted(&delivery(attempts, hours), now()),
                given_up,
                "{attempts} {hours}"
            );
        }
    }

    #[test]
    fn a_time_set_by_a_wrong_clock_is_due() {
        assert!(is_due(now(), now()));
        assert!(!is_due(now() + TimeDelta::hours(24), now()));
        assert!(is_due(now() + TimeDelta::days(400), now()));
    }
}
