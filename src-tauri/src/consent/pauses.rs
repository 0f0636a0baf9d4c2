//! Limits how often the page can have the dialog opened: after each No it waits twice as long, until a Yes.

use std::time::Duration;

use authgauge_core::error::{ErrorCode, Failure};
use tokio::time::Instant;

/// Short, so that an owner who missed Yes can ask again.
const FIRST: Duration = Duration::from_secs(1);

const LONGEST: Duration = Duration::from_secs(300);

/// The pause that the last No began.
#[derive(Default)]
pub(super) struct Pauses {
    last: Option<Duration>,
    until: Option<Instant>,
}

impl Pauses {
    /// # Errors
    /// `busy` within a pause.
    pub(super) fn check(&self, now: Instant) -> Result<(), Failure> {
        match self.until {
            Some(until) if now < until => Err(ErrorCode::Busy.into()),
            _ => Ok(()),
        }
    }

    pub(super) fn answered(&mut self, agreed: bool, now: Instant) {
        if agreed {
            *self = Self::default();
            return;
        }
        let pause = self.last.map_or(FIRST, |last| (2 * last).min(LONGEST));
        *self = Self {
            last: Some(pause),
            until: Some(now + pause),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_each_no_the_page_waits_longer_and_after_a_yes_not_at_all() {
        let (mut pauses, mut now) = (Pauses::default(), Instant::now());
        let expected = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300];
        for seconds in expected.map(Duration::from_secs) {
            assert!(pauses.check(now).is_ok(), "before {seconds:?}");
            pauses.answered(false, now);
            assert_eq!(pauses.check(now).unwrap_err().code, ErrorCode::Busy);
            now += seconds;
            let early = now.checked_sub(Duration::from_millis(1)).unwrap();
            assert!(pauses.check(early).is_err(), "within {seconds:?}");
        }
        pauses.answered(true, now);
        assert!(pauses.check(now).is_ok());
        pauses.answered(false, now);
        assert!(pauses.check(now + FIRST).is_ok(), "begins again");
    }

    #[test]
    fn a_page_that_asks_each_second_for_an_hour_opens_few_dialogs() {
        let (mut pauses, start) = (Pauses::default(), Instant::now());
        let opened = (0..3600).map(|second| start + Duration::from_secs(second));
        let opened = opened.filter(|now| {
            let may = pauses.check(*now).is_ok();
            if may {
                pauses.answered(false, *now);
            }
            may
        });
        assert!(opened.count() < 21);
    }
}
