//! The colours that levels, conditions and alerts have: the same for the same matter on every part of the screen.

use serde::{Deserialize, Serialize};

use crate::alert::AlertKind;
use crate::level::Level;
use crate::pool_condition::PoolCondition;

/// A colour with a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Red: critical, over, ended, rejected.
    Critical,
    /// Amber: needs attention.
    Near,
    /// Violet: the plan or a trial will end.
    Trial,
    /// Needs no attention.
    Neutral,
}

impl From<Level> for Tone {
    fn from(level: Level) -> Self {
        match level {
            Level::Over | Level::Critical => Self::Critical,
            Level::Near => Self::Near,
            Level::Ok | Level::NotIncluded | Level::Unlimited | Level::NotReported => Self::Neutral,
        }
    }
}

impl From<&PoolCondition> for Tone {
    fn from(condition: &PoolCondition) -> Self {
        match condition {
            PoolCondition::PlanEnds { .. } => Self::Trial,
            other => other.level().into(),
        }
    }
}

impl Tone {
    /// Of an alert whose subject has this level now.
    pub fn of_alert(kind: &AlertKind, level: Level) -> Self {
        match (kind, Self::from(level)) {
            (AlertKind::Threshold { .. }, tone) => tone,
            (
                AlertKind::Forecast { .. }
                | AlertKind::AmountLeft { .. }
                | AlertKind::AmountUsed { .. },
                Self::Critical,
            ) => Self::Critical,
            (
                AlertKind::Forecast { .. }
                | AlertKind::AmountLeft { .. }
                | AlertKind::AmountUsed { .. }
                | AlertKind::FiguresOld { .. },
                _,
            ) => Self::Near,
            (AlertKind::PlanEnds { .. } | AlertKind::TrialAtRisk { .. }, _) => Self::Trial,
            (AlertKind::PlanEnded { .. } | AlertKind::KeyRejected, _) => Self::Critical,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One alert of each kind.
    fn kinds() -> [AlertKind; 9] {
        let on = "2026-12-01".parse().unwrap();
        [
            AlertKind::Threshold {
                percent: 80,
                used: "80".to_owned(),
                total: "100".to_owned(),
            },
            AlertKind::Forecast {
                first: on,
                likely: Some(on),
                within_days: 14,
            },
            AlertKind::AmountLeft {
                amount: "500".to_owned(),
                used: "501".to_owned(),
                total: "1000".to_owned(),
            },
            AlertKind::AmountUsed {
                amount: "500".to_owned(),
                used: "501".to_owned(),
            },
            AlertKind::PlanEnds {
                on,
                days: 7,
                ends_at: None,
            },
            AlertKind::TrialAtRisk {
                ends_at: None,
                on,
                days: 7,
                count: 1,
            },
            AlertKind::PlanEnded { on, ends_at: None },
            AlertKind::KeyRejected,
            AlertKind::FiguresOld { taken_at: None },
        ]
    }

    #[test]
    fn alert_of_a_red_card_is_red_and_of_an_amber_card_amber() {
        use Tone::{Critical, Near, Neutral, Trial};
        let cases = [
            (Level::Over, [Critical, Critical]),
            (Level::Critical, [Critical, Critical]),
            (Level::Near, [Near, Near]),
            (Level::Ok, [Neutral, Near]),
            (Level::Unlimited, [Neutral, Near]),
        ];
        println!("count: {} cases of an alert's colour", cases.len() * 9);
        for (level, [threshold, forecast]) in cases {
            let tones = kinds().map(|kind| Tone::of_alert(&kind, level));
            let others = [Trial, Trial, Critical, Critical, Near];
            let of_use = [threshold, forecast, forecast, forecast];
            assert_eq!(tones[..4], of_use, "{level:?}");
            assert_eq!(tones[4..], others, "{level:?}");
        }
    }
}
