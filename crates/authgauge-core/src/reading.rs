//! A value with its age and where it came from. Every figure on screen comes from one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A value, when it was taken, and where from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// When the server's answer arrived, by this machine's clock.
    pub taken_at: DateTime<Utc>,
    /// Where it came from.
    pub source: Source,
}

/// Where a reading came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The last refresh brought it.
    Live,
    /// An earlier refresh brought it; the last one did not succeed or has not come back yet.
    Kept,
    /// The simulated GenAuth of the demo.
    Demo,
}

impl<T> Reading<T> {
    /// The same reading as one that an earlier refresh brought. A demo's stays a demo's.
    #[must_use]
    pub fn kept(self) -> Self {
        let source = if self.source == Source::Demo {
            Source::Demo
        } else {
            Source::Kept
        };
        Self { source, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_live_is_kept_and_a_demos_stays_a_demos() {
        for (source, later) in [
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
                    source: later,
                    ..reading
                }
            );
        }
    }
}
