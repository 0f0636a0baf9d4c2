//! A value with its age and source. Every figure on screen is taken from one.

use chrono::{DateTime, Utc};
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
