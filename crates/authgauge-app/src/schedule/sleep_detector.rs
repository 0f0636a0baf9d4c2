use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

/// The wall clock may drift this far from the monotonic one before that counts as a sleep, or as set.
const TOLERANCE: TimeDelta = TimeDelta::seconds(60);

/// Detects that the machine slept: the wall clock went on while the monotonic one stood still.
pub(crate) struct SleepDetector {
    wall: DateTime<Utc>,
    tick: Instant,
}

impl SleepDetector {
    pub(crate) fn new(wall: DateTime<Utc>, tick: Instant) -> Self {
        Self { wall, tick }
    }

    /// How long the machine slept since the last sleep; short sleeps add up. A clock set forward looks like
    /// a sleep; one set back does not count.
    pub(crate) fn slept(&mut self, wall: DateTime<Utc>, tick: Instant) -> Option<Duration> {
        let ticked = TimeDelta::from_std(tick - self.tick).unwrap_or(TimeDelta::MAX);
        let ahead = (wall - self.wall).checked_sub(&ticked)?;
        if ahead.abs() <= TOLERANCE {
            return None;
        }
        *self = Self::new(wall, tick);
        ahead.to_std().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seconds slept when the wall clock advances by these seconds per step and the monotonic one by 30.
    fn slept(steps: &[i64]) -> u64 {
        let (mut wall, mut tick) = (DateTime::UNIX_EPOCH, Instant::now());
        let mut detector = SleepDetector::new(wall, tick);
        let mut slept = Duration::ZERO;
        for seconds in steps {
            wall += TimeDelta::seconds(*seconds);
            tick += Duration::from_secs(30);
            slept += detector.slept(wall, tick).unwrap_or_default();
        }
        slept.as_secs()
    }

    #[test]
    fn a_sleep_is_detected_and_drift_is_not() {
        assert_eq!(slept(&[8 * 3600 + 30]), 8 * 3600);
        assert_eq!(slept(&[31, 30, 29]), 0);
        assert_eq!(slept(&[-7200, 30, 30]), 0);
    }

    #[test]
    fn short_sleeps_add_up() {
        assert_eq!(slept(&[80, 80, 80, 80]), 200);
    }

    #[test]
    fn a_sleep_after_the_clock_was_set_back_is_detected() {
        assert_eq!(slept(&[-86_400, 30, 630]), 600);
    }
}
