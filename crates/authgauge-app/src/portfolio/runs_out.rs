use chrono::{DateTime, NaiveDate, Utc};

/// When something runs out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunsOut {
    /// More is used than the total.
    Over {
        /// Since this day, if that is known.
        since: Option<NaiveDate>,
    },
    /// All is used.
    Full,
    /// The forecast's days.
    On {
        /// The 10 % quantile.
        first: NaiveDate,
        /// The median.
        likely: NaiveDate,
        /// The 90 % quantile; None if it is more than 120 days ahead.
        last: Option<NaiveDate>,
        /// The probability within 120 days.
        percent: u32,
    },
    /// It is almost used up, and there is no forecast yet.
    NoForecast {
        /// Days between the first and the last reading.
        days: u16,
        /// Days that a forecast needs.
        needed: u16,
    },
    /// The plan has ended.
    PlanEnded {
        /// The moment.
        at: DateTime<Utc>,
    },
    /// The plan ends.
    PlanEnds {
        /// The moment.
        at: DateTime<Utc>,
    },
}
