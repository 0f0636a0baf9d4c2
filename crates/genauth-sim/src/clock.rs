//! Simulated time: real, standing still, or running fast; moved by hand from any clone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

/// A clock that tests and demos can hold, move and share. Clones show the same time.
#[derive(Debug, Clone)]
pub struct SimClock {
    face: Arc<Mutex<Face>>,
}

#[derive(Debug)]
enum Face {
    /// The wall clock, moved by an offset.
    Real { offset: TimeDelta },
    /// `start` plus the time gone by since `since`, `factor` times as fast. Factor 0 stands still.
    Own {
        start: DateTime<Utc>,
        since: Instant,
        factor: f64,
    },
}

impl SimClock {
    /// The wall clock.
    pub fn real() -> Self {
        Self::with(Face::Real {
            offset: TimeDelta::zero(),
        })
    }

    /// Stands still at `at` until moved.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::fast(at, 0.0)
    }

    /// Starts at `start` now and runs `factor` times as fast as the wall clock.
    pub fn fast(start: DateTime<Utc>, factor: f64) -> Self {
        Self::with(Face::Own {
            start,
            since: Instant::now(),
            factor,
        })
    }

    /// What the clock shows.
    pub fn now(&self) -> DateTime<Utc> {
        self.face().now()
    }

    /// Moves the clock on (or back, for a negative duration).
    pub fn advance(&self, by: TimeDelta) {
        let mut face = self.face();
        let to = face
            .now()
            .checked_add_signed(by)
            .unwrap_or(DateTime::<Utc>::MAX_UTC);
        face.set(to);
    }

    /// Puts the clock to `to`; it goes on at its own pace from there.
    pub fn set(&self, to: DateTime<Utc>) {
        self.face().set(to);
    }

    fn with(face: Face) -> Self {
        Self {
            face: Arc::new(Mutex::new(face)),
        }
    }

    fn face(&self) -> MutexGuard<'_, Face> {
        self.face.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for SimClock {
    fn default() -> Self {
        Self::real()
    }
}

impl Face {
    fn now(&self) -> DateTime<Utc> {
        let shown = match self {
            Self::Real { offset } => Utc::now().checked_add_signed(*offset),
            Self::Own {
                start,
                since,
                factor,
            } => {
                let millis = since.elapsed().as_secs_f64() * 1000.0 * factor;
                start.checked_add_signed(TimeDelta::milliseconds(millis as i64))
            }
        };
        shown.unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    fn set(&mut self, to: DateTime<Utc>) {
        match self {
            Self::Real { offset } => *offset = to - Utc::now(),
            Self::Own { start, since, .. } => {
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
    fn a_fixed_clock_moves_only_by_hand_and_in_every_clone() {
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
    fn a_fast_clock_runs_ahead_by_itself() {
        let start = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let clock = SimClock::fast(start, 1_000_000.0);
        while clock.now() < start + TimeDelta::days(1) {
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_real_clock_can_be_put_ahead() {
        let clock = SimClock::real();
        clock.advance(TimeDelta::hours(5));
        let ahead = clock.now() - Utc::now();
        assert!((ahead - TimeDelta::hours(5)).abs() < TimeDelta::minutes(1));
    }
}
