use serde::{Deserialize, Serialize};

/// How severe a finding is. A higher step is worse; 0 is nothing to report.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct AlertStep(pub u8);

impl From<u8> for AlertStep {
    fn from(step: u8) -> Self {
        Self(step)
    }
}

/// The result of evaluating one rule over one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The highest step that is reached.
    reached: AlertStep,
    /// Hysteresis: the highest step that stays active once it was reached.
    held: AlertStep,
    /// The counting period. In another period every step may be reported again.
    period: String,
}

impl Evaluation {
    /// A step that is reached is held too: `held` is raised to `reached`.
    pub fn new(
        reached: impl Into<AlertStep>,
        held: impl Into<AlertStep>,
        period: impl Into<String>,
    ) -> Self {
        let reached = reached.into();
        Self {
            reached,
            held: held.into().max(reached),
            period: period.into(),
        }
    }

    /// The highest step that is reached.
    pub fn reached(&self) -> AlertStep {
        self.reached
    }
}

/// How far the owner knows of one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertState {
    /// The highest step the owner was told of, and that still holds.
    pub told: AlertStep,
    /// Within which period.
    pub period: String,
}

/// What is to be done about what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The owner knows.
    None,
    /// It was so when it was first looked at: listed, so that it can be found, and not told.
    ListOnly,
    /// The owner is to be told.
    Notify,
}

impl AlertState {
    /// How far the owner knows after this look. All of what alerts remember is in here.
    pub fn after(earlier: Option<&Self>, evaluation: &Evaluation) -> (Self, Delivery) {
        let told = match earlier {
            Some(earlier) if earlier.period == evaluation.period => {
                earlier.told.min(evaluation.held)
            }
            _ => AlertStep::default(),
        };
        let news = match earlier {
            _ if evaluation.reached <= told => Delivery::None,
            None => Delivery::ListOnly,
            Some(_) => Delivery::Notify,
        };
        let standing = Self {
            told: told.max(evaluation.reached),
            period: evaluation.period.clone(),
        };
        (standing, news)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each of these looks, as reached, held and period, brings.
    fn news(looks: &[(u8, u8, &str)]) -> String {
        let mut standing = None;
        let looks = looks.iter().map(|(reached, held, period)| {
            let evaluation = Evaluation::new(*reached, *held, *period);
            let (now, news) = AlertState::after(standing.as_ref(), &evaluation);
            standing = Some(now);
            match news {
                Delivery::None => '.',
                Delivery::ListOnly => 'q',
                Delivery::Notify => '!',
            }
        });
        looks.collect()
    }

    #[test]
    fn each_step_is_told_once_and_skipped_ones_with_the_highest() {
        assert_eq!(
            news(&[(0, 0, ""), (80, 80, ""), (80, 80, ""), (90, 90, "")]),
            ".!.!"
        );
        assert_eq!(
            news(&[(0, 0, ""), (90, 90, ""), (80, 90, ""), (90, 90, "")]),
            ".!.."
        );
    }

    #[test]
    fn what_is_so_from_the_start_is_quiet_and_what_gets_worse_is_not() {
        assert_eq!(news(&[(80, 80, ""), (80, 80, ""), (90, 90, "")]), "q.!");
        assert_eq!(news(&[(0, 0, ""), (0, 0, "")]), "..");
    }

    #[test]
    fn a_wobble_is_no_fall_and_a_fall_is() {
        assert_eq!(
            news(&[(0, 0, ""), (80, 80, ""), (0, 80, ""), (80, 80, "")]),
            ".!.."
        );
        assert_eq!(
            news(&[(0, 0, ""), (80, 80, ""), (0, 0, ""), (80, 80, "")]),
            ".!.!"
        );
        assert_eq!(
            news(&[
                (0, 0, ""),
                (90, 90, ""),
                (0, 80, ""),
                (80, 80, ""),
                (90, 90, "")
            ]),
            ".!..!"
        );
    }

    #[test]
    fn a_new_period_begins_anew() {
        assert_eq!(
            news(&[(0, 0, "a"), (80, 80, "a"), (80, 80, "b"), (80, 80, "b")]),
            ".!!."
        );
        assert_eq!(news(&[(80, 80, "a"), (0, 80, "b"), (80, 80, "b")]), "q.!");
    }
}
