use chrono::{DateTime, TimeDelta, Utc};

use super::{AlertKind, Evaluation, Found};
use crate::error::{ErrorCode, Failure};

/// The age above which figures are old.
const MAX_AGE: TimeDelta = TimeDelta::hours(24);

/// The failed refreshes that are needed, so that figures are not reported as old before the first refresh after a
/// night off.
const MIN_FAILED: u32 = 2;

/// Evaluates whether the last refresh failed with a rejected access key. None after any other failure.
pub fn key(failure: Option<&Failure>) -> Option<Found> {
    match failure.map(|failure| failure.code) {
        None => Some((Evaluation::new(0, 0, ""), None)),
        Some(ErrorCode::KeyRejected) => {
            Some((Evaluation::new(1, 1, ""), Some(AlertKind::KeyRejected)))
        }
        Some(_) => None,
    }
}

/// Evaluates the age of the figures after `failed` consecutive failed refreshes. The period is the figures' time, so
/// that an alert is raised once for the same figures.
pub fn age(taken_at: DateTime<Utc>, now: DateTime<Utc>, failed: u32) -> Found {
    // A time in the future is due to a wrong clock; the age is unknown.
    let is_old = failed >= MIN_FAILED && (now - taken_at).abs() > MAX_AGE;
    let kind = is_old.then_some(AlertKind::FiguresOld {
        taken_at: (taken_at <= now).then_some(taken_at),
    });
    let period = taken_at.to_rfc3339();
    (Evaluation::new(u8::from(is_old), 1, period), kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_key_rejected_raises_an_alert() {
        let of = |code: ErrorCode| key(Some(&Failure::from(code)));
        let rejected = of(ErrorCode::KeyRejected).unwrap();
        assert_eq!(
            rejected,
            (Evaluation::new(1, 1, ""), Some(AlertKind::KeyRejected))
        );
        assert_eq!(key(None).unwrap(), (Evaluation::new(0, 0, ""), None));
        for code in [
            ErrorCode::Unreachable,
            ErrorCode::KeyMissing,
            ErrorCode::KeyMismatch,
            ErrorCode::ServerFailing,
        ] {
            assert_eq!(of(code), None, "{code}");
        }
    }

    #[test]
    fn figures_are_old_after_24_hours_and_two_failures() {
        let taken_at: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let after =
            |seconds: i64, failed| age(taken_at, taken_at + TimeDelta::seconds(seconds), failed).1;
        let expected = |taken_at| Some(AlertKind::FiguresOld { taken_at });
        assert_eq!(after(86_400, 9), None);
        assert_eq!(after(86_401, 1), None);
        assert_eq!(after(86_401, 2), expected(Some(taken_at)));
        assert_eq!(after(-86_401, 2), expected(None));
        assert_eq!(after(-86_400, 2), None);
    }
}
