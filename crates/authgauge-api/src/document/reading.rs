use chrono::{DateTime, Utc};
use serde::Serialize;

use authgauge_app::ReadingInfo;
use authgauge_core::reading::{MaxAge, Reading, Source};

/// When figures were taken, from where, and whether they are still good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadingFacts {
    /// When the server's response arrived.
    pub taken_at: DateTime<Utc>,
    /// `live`: fetched now; `kept`: stored earlier; `demo`: simulated.
    pub source: Source,
    /// Older than the age that was asked for.
    pub stale: bool,
}

/// What decides whether figures are stale.
#[derive(Debug, Clone, Copy)]
pub struct Age {
    /// Now.
    pub now: DateTime<Utc>,
    /// The age from which they are.
    pub max: MaxAge,
}

impl Age {
    /// The facts of a reading.
    pub fn of<T>(self, reading: &Reading<T>) -> ReadingFacts {
        self.of_info(ReadingInfo::of(reading))
    }

    /// The facts of a reading whose value is elsewhere.
    pub fn of_info(self, info: ReadingInfo) -> ReadingFacts {
        let stale = self.max.is_exceeded(info.taken_at, self.now);
        let ReadingInfo { taken_at, source } = info.not_after(self.now);
        ReadingFacts {
            taken_at,
            source,
            stale,
        }
    }
}
