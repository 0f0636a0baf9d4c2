//! A value with its age and source. Every figure on screen is taken from one.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A value, when it was taken, and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading<T> {
    /// The value.
    pub value: T,
    /// When the server's response arrived, by this machine's clock.
    pub taken_at: DateTime<Utc>,
    /// Where the value is from.
    pub source: Source,
}

/// Where a reading is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The last refresh.
    Live,
    /// An earlier refresh; the last one failed or is still running.
    Kept,
    /// The simulated GenAuth of the demo.
    Demo,
}

/// The age from which a reading is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaxAge(pub TimeDelta);

/// A clock is corrected by less than this; a reading from further ahead has no known age.
const CLOCK_CORRECTION: TimeDelta = TimeDelta::minutes(5);

/// A day, the age at which an alert says that figures are old.
impl Default for MaxAge {
    fn default() -> Self {
        Self(TimeDelta::days(1))
    }
}

impl MaxAge {
    /// Whether a reading taken then is older than this, or of unknown age.
    pub fn is_exceeded(self, taken_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let age = now - taken_at;
        age > self.0 || age < -CLOCK_CORRECTION
    }
}

impl<T> Reading<T> {
    /// Marks a live reading as kept. A demo reading stays a demo reading.
    #[must_use]
    pub fn kept(self) -> Self {
        let source = match self.source {
            Source::Live | Source::Kept => Source::Kept,
            Source::Demo => Source::Demo,
        };
        Self { source, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_stale_when_older_than_its_age_or_from_the_future() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let hour = MaxAge(TimeDelta::hours(1));
        let stale = |ago: TimeDelta| hour.is_exceeded(now - ago, now);
        assert!(!stale(TimeDelta::zero()));
        assert!(!stale(TimeDelta::hours(1)));
        assert!(stale(TimeDelta::hours(1) + TimeDelta::seconds(1)));
        assert!(!stale(TimeDelta::minutes(-5)));
        assert!(stale(TimeDelta::minutes(-6)));
    }

    #[test]
    fn kept_changes_live_readings_but_not_demo_ones() {
        for (source, expected) in [
            (Source::Live, Source::Kept),
            (Source::Kept, Source::Kept),
            (Source::Demo, Source::Demo),
        ] {
            let reading = Reading {
                value: 7,
                taken_at: DateTime::UNIX_EPOCH,
                source,
            };
            assert_eq!(
                reading.clone().kept(),
                Reading {
                    source: expected,
                    ..reading
                }
            );
        }
    }
}
