//! Simulated time: real, fixed or accelerated, adjustable from any clone.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

/// A clock that tests and demos can adjust. Clones share one time.
#[derive(Debug, Clone)]
pub struct SimClock {
    time: Arc<Mutex<Time>>,
}

/// A clock to follow.
type Source = Box<dyn Fn() -> DateTime<Utc> + Send>;

enum Time {
    /// Another clock, such as the system's, plus an offset.
    Followed { source: Source, offset: TimeDelta },
    /// `start` plus `factor` times the time elapsed since `since`.
    Simulated {
        start: DateTime<Utc>,
        since: Instant,
        factor: f64,
    },
}

impl SimClock {
    /// The system clock.
    pub fn real() -> Self {
        Self::following(Utc::now)
    }

    /// Another clock.
    pub fn following(source: impl Fn() -> DateTime<Utc> + Send + 'static) -> Self {
        Self::with(Time::Followed {
            source: Box::new(source),
            offset: TimeDelta::zero(),
        })
    }

    /// Stays at `at` until it is adjusted.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::fast(at, 0.0)
    }

    /// Starts at `start` and runs `factor` times as fast as the system clock.
    pub fn fast(start: DateTime<Utc>, factor: f64) -> Self {
        Self::with(Time::Simulated {
            start,
            since: Instant::now(),
            factor,
        })
    }

    /// The current simulated time.
    pub fn now(&self) -> DateTime<Utc> {
        self.lock().now()
    }

    /// Moves the clock forward, or back by a negative duration.
    pub fn advance(&self, by: TimeDelta) {
        let mut time = self.lock();
        let to = time
            .now()
            .checked_add_signed(by)
            .unwrap_or(DateTime::<Utc>::MAX_UTC);
        time.set(to);
    }

    /// Sets the clock; it continues at its rate.
    pub fn set(&self, to: DateTime<Utc>) {
        self.lock().set(to);
    }

    fn with(time: Time) -> Self {
        Self {
            time: Arc::new(Mutex::new(time)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Time> {
        self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for SimClock {
    fn default() -> Self {
        Self::real()
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Time").field(&self.now()).finish()
    }
}

impl Time {
    fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::Followed { source, offset } => source().checked_add_signed(*offset),
            Self::Simulated {
                start,
                since,
                factor,
            } => {
                let millis = since.elapsed().as_secs_f64() * 1000.0 * factor;
                start.checked_add_signed(TimeDelta::milliseconds(millis as i64))
            }
        };
        now.unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    fn set(&mut self, to: DateTime<Utc>) {
        match self {
            Self::Followed { source, offset } => *offset = to - source(),
            Self::Simulated { start, since, .. } => {
                *start = to;
                *since = Instant::now();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_clock_moves_only_when_adjusted_and_in_every_clone() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let clock = SimClock::fixed(start);
        let clone = clock.clone();
        assert_eq!(clone.now(), start);
        clock.advance(TimeDelta::days(3));
        assert_eq!(clone.now(), start + TimeDelta::days(3));
        clone.set(start);
        assert_eq!(clock.now(), start);
    }

    #[test]
    fn fast_clock_runs_ahead() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let clock = SimClock::fast(start, 1_000_000.0);
        while clock.now() < start + TimeDelta::days(1) {
            std::thread::yield_now();
        }
    }

    #[test]
    fn followed_clock_is_read_each_time_and_can_be_advanced() {
        let followed = SimClock::fixed(DateTime::from_timestamp(1_790_000_000, 0).unwrap());
        let source = followed.clone();
        let clock = SimClock::following(move || source.now());
        clock.advance(TimeDelta::hours(1));
        followed.advance(TimeDelta::days(2));
        assert_eq!(clock.now(), followed.now() + TimeDelta::hours(1));
    }

    #[test]
    fn real_clock_can_be_advanced() {
        let clock = SimClock::real();
        clock.advance(TimeDelta::hours(5));
        let ahead = clock.now() - Utc::now();
        assert!((ahead - TimeDelta::hours(5)).abs() < TimeDelta::minutes(1));
    }
}
