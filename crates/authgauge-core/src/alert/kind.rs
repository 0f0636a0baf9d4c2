use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What of a pool an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AlertSubject {
    /// The pool as a whole: its plan, its key, its figures.
    Pool,
    /// One benefit.
    Benefit {
        /// The vendor's `modelCode`.
        code: String,
        /// The label part of the vendor's `modelName`, as it was then.
        name: String,
    },
    /// The running MAU period.
    Mau,
}

/// What happened. Quantities are plain decimal strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AlertKind {
    /// As much is used as one of the owner's thresholds says, or more.
    Threshold {
        /// The highest threshold that was reached.
        percent: u8,
        /// How much was used then.
        used: String,
        /// How much there was.
        total: String,
    },
    /// At this pace it is likely to be full soon.
    Forecast {
        /// One case in ten is earlier.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        first: NaiveDate,
        /// As likely earlier as later.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        likely: Option<NaiveDate>,
        /// How soon is soon, in days.
        within_days: u16,
    },
    /// The plan is about to end.
    PlanEnds {
        /// The vendor's `endTime`.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// Days until then, when this was noticed; 0 is that day itself.
        days: u32,
    },
    /// The plan is over.
    PlanEnded {
        /// The vendor's `endTime`.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
    },
    /// Benefits are still on trial while the plan is about to end.
    TrialAtRisk {
        /// When the plan ends, the vendor's `endTime`: the API tells no end of a trial.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// Days until then, when this was noticed; 0 is that day itself.
        days: u32,
        /// How many benefits.
        count: u32,
    },
    /// The server does not take the access key any more.
    KeyRejected,
    /// No figures have come for more than a day.
    FiguresOld {
        /// When the last ones were taken; nothing where that is ahead of now: a clock was off.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        taken_at: Option<DateTime<Utc>>,
    },
}
