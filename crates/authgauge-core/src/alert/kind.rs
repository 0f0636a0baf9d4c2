use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The part of a pool that an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AlertSubject {
    /// The pool as a whole: its plan, its key, its figures.
    Pool,
    /// One benefit.
    Benefit {
        /// The vendor's `modelCode`.
        code: String,
        /// The label part of the vendor's `modelName` at that time.
        name: String,
    },
    /// The running MAU period.
    Mau,
}

/// What an alert reports. Quantities are plain decimal strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AlertKind {
    /// The use reached a threshold.
    Threshold {
        /// The highest threshold reached.
        percent: u8,
        /// The use.
        used: String,
        /// The total.
        total: String,
    },
    /// Fewer are left than the owner's number.
    AmountLeft {
        /// The owner's number.
        amount: String,
        /// The use.
        used: String,
        /// The total.
        total: String,
    },
    /// The use reached the owner's number.
    AmountUsed {
        /// The owner's number.
        amount: String,
        /// The use.
        used: String,
    },
    /// The total will probably be used up soon.
    Forecast {
        /// The 10 % quantile.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        first: NaiveDate,
        /// The median.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        likely: Option<NaiveDate>,
        /// The days within which the median is.
        within_days: u16,
    },
    /// The plan will end soon.
    PlanEnds {
        /// The day of `endTime` in the vendor's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// Days until then in the vendor's calendar at the time of the alert; 0 on the last day.
        days: u32,
        /// The end as a moment; None in alerts that an earlier version recorded.
        #[serde(default)]
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        ends_at: Option<DateTime<Utc>>,
    },
    /// The plan has ended.
    PlanEnded {
        /// The day of `endTime` in the vendor's calendar.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// The end as a moment; None in alerts that an earlier version recorded.
        #[serde(default)]
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        ends_at: Option<DateTime<Utc>>,
    },
    /// The plan will end soon, and benefits are on trial.
    TrialAtRisk {
        /// The day of the plan's `endTime` in the vendor's calendar. The API reports no end of a trial.
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        on: NaiveDate,
        /// Days until then in the vendor's calendar at the time of the alert; 0 on the last day.
        days: u32,
        /// The end as a moment; None in alerts that an earlier version recorded.
        #[serde(default)]
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        ends_at: Option<DateTime<Utc>>,
        /// The number of benefits on trial.
        count: u32,
    },
    /// The server rejects the access key.
    KeyRejected,
    /// The figures are more than a day old.
    FiguresOld {
        /// When the last figures were taken; None if that is in the future, since a clock was wrong.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        taken_at: Option<DateTime<Utc>>,
    },
}

impl AlertKind {
    /// The end of the plan that it reports, in the vendor's calendar.
    pub(super) fn plan_end(&self) -> Option<NaiveDate> {
        match self {
            Self::PlanEnds { on, .. }
            | Self::PlanEnded { on, .. }
            | Self::TrialAtRisk { on, .. } => Some(*on),
            _ => None,
        }
    }

    /// How urgent it is, to find the worst of many.
    pub fn urgency(&self) -> u16 {
        match self {
            Self::KeyRejected | Self::PlanEnded { .. } => 1_000,
            Self::Threshold { percent: 100.., .. } => 900,
            Self::PlanEnds { .. } | Self::TrialAtRisk { .. } => 800,
            // As nine tenths of a total.
            Self::AmountLeft { .. } | Self::AmountUsed { .. } => 390,
            Self::Threshold { percent, .. } => 300 + u16::from(*percent),
            Self::Forecast { within_days, .. } => 300_u16.saturating_sub(*within_days),
            Self::FiguresOld { .. } => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plan_end_of_an_earlier_version_has_no_moment() {
        let stored = r#"{"kind":"plan_ended","on":"2026-11-27"}"#;
        let on = "2026-11-27".parse().unwrap();
        let expected = AlertKind::PlanEnded { on, ends_at: None };
        assert_eq!(serde_json::from_str::<AlertKind>(stored).unwrap(), expected);
    }
}
