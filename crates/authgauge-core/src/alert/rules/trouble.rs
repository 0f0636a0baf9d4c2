use chrono::{DateTime, TimeDelta, Utc};

use super::Found;
use crate::alert::{AlertKind, Evaluation};
use crate::error::{ErrorCode, Failure};

/// Figures of this age are old.
const OLD: TimeDelta = TimeDelta::hours(24);

/// So many refreshes have to fail before figures are old: after a night off, they are until the first comes.
const FAILED: u32 = 2;

/// Whether the server takes the access key, as the last refresh had it. Nothing where that did not get an
/// answer: then it is as it was.
pub fn key(failure: Option<&Failure>) -> Option<Found> {
    match failure.map(|failure| failure.code) {
        None => Some((Evaluation::new(0, 0, ""), None)),
        Some(ErrorCode::KeyRejected) => {
            Some((Evaluation::new(1, 1, ""), Some(AlertKind::KeyRejected)))
        }
        Some(_) => None,
    }
}

/// How old the figures are, after so many refreshes that failed one after the other. Once for the same
/// figures, whatever the clock does.
pub fn age(taken_at: DateTime<Utc>, now: DateTime<Utc>, failed: u32) -> Found {
    // Ahead of now: by a clock that was off. Nobody knows how old they are, but they are not of today.
    let is_old = failed >= FAILED && (now - taken_at).abs() > OLD;
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
    fn a_key_is_rejected_only_where_the_server_says_so() {
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
            ErrorCode::ServerFailing,
        ] {
            assert_eq!(of(code), None, "{code}");
        }
    }

    #[test]
    fn figures_are_old_after_a_day_and_two_failures() {
        let taken: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let after =
            |seconds: i64, failed| age(taken, taken + TimeDelta::seconds(seconds), failed).1;
        let told = |taken_at| Some(AlertKind::FiguresOld { taken_at });
        assert_eq!(after(86_400, 9), None);
        assert_eq!(after(86_401, 1), None);
        assert_eq!(after(86_401, 2), told(Some(taken)));
        assert_eq!(after(-86_401, 2), told(None));
        assert_eq!(after(-86_400, 2), None);
    }
}
