use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use authgauge_core::error::Failure;

/// Something that needs the owner's attention. A pool's notices share one strip, most urgent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The last refresh did not bring figures.
    Failed {
        /// Why.
        failure: Failure,
        /// When the figures on screen were taken, if there are any.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        kept_from: Option<DateTime<Utc>>,
    },
    /// The plan is over.
    PlanEnded {
        /// The vendor's `endTime`.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// Days since then.
        days: u32,
    },
    /// The plan ends within 30 days.
    PlanEnds {
        /// The vendor's `endTime`.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// Days until then; 0 is today.
        days: u32,
    },
    /// Benefits are on trial: when it ends without an upgrade, end users cannot sign in. The API tells no
    /// end of a trial.
    Trial {
        /// How many benefits.
        count: u32,
    },
    /// Benefits are over their limit.
    OverLimit {
        /// How many benefits.
        count: u32,
        /// The name of the worst.
        name: String,
    },
    /// The figures are older than they should be, without a failure that says why.
    FiguresOld {
        /// When they were taken.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        taken_at: DateTime<Utc>,
    },
    /// This machine's clock is off: signatures are made with the server's time, ages are shown by ours.
    ClockOff {
        /// Local time minus server time in milliseconds.
        #[cfg_attr(feature = "typescript", ts(type = "number"))]
        ahead_ms: i64,
    },
    /// The access key is held for this session only: the keychain would not take it.
    KeyForSessionOnly,
}
