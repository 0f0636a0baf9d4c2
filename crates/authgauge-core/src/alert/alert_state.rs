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
    /// The counting period. In another period every step may be reported again. Empty if there is none: then a step is
    /// reported again once hysteresis has released it.
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

    /// Whether it is in this period; one that is not known is the same.
    fn is_in(&self, period: &str) -> bool {
        self.period.is_empty() || period.is_empty() || self.period == period
    }

    /// Its period, if that is not the one of an earlier state.
    pub(super) fn other_period(&self, earlier: &AlertState) -> Option<&str> {
        (!self.is_in(&earlier.period)).then_some(&self.period)
    }
}

/// The last delivery of one alert key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertState {
    /// The highest delivered step that is still active; 0 if none is.
    pub delivered: AlertStep,
    /// The period it belongs to.
    pub period: String,
}

/// How a new alert is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// There is no new alert.
    None,
    /// Listed without a notification: the condition existed at the first evaluation.
    ListOnly,
    /// Listed with a notification.
    Notify,
}

impl AlertState {
    /// The state after an evaluation, and the delivery it causes.
    pub fn after(earlier: Option<&Self>, evaluation: &Evaluation) -> (Self, Delivery) {
        let in_period = earlier.filter(|earlier| evaluation.is_in(&earlier.period));
        let active = in_period.map_or(AlertStep::default(), |earlier| {
            earlier.delivered.min(evaluation.held)
        });
        let delivery = match earlier {
            _ if evaluation.reached <= active => Delivery::None,
            None => Delivery::ListOnly,
            Some(_) => Delivery::Notify,
        };
        let known = in_period.map(|earlier| &earlier.period);
        let known = known.filter(|period| !period.is_empty());
        let state = Self {
            delivered: active.max(evaluation.reached),
            period: known.unwrap_or(&evaluation.period).clone(),
        };
        (state, delivery)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The deliveries of a sequence of evaluations, given as reached, held and period: `!` notifies, `q` lists only.
    fn deliveries(evaluations: &[(u8, u8, &str)]) -> String {
        let mut state = None;
        let deliveries = evaluations.iter().map(|(reached, held, period)| {
            let evaluation = Evaluation::new(*reached, *held, *period);
            let (next, delivery) = AlertState::after(state.as_ref(), &evaluation);
            state = Some(next);
            match delivery {
                Delivery::None => '.',
                Delivery::ListOnly => 'q',
                Delivery::Notify => '!',
            }
        });
        deliveries.collect()
    }

    #[test]
    fn each_step_is_delivered_once_and_skipped_steps_are_not() {
        assert_eq!(
            deliveries(&[(0, 0, ""), (80, 80, ""), (80, 80, ""), (90, 90, "")]),
            ".!.!"
        );
        assert_eq!(
            deliveries(&[(0, 0, ""), (90, 90, ""), (80, 90, ""), (90, 90, "")]),
            ".!.."
        );
    }

    #[test]
    fn first_evaluation_lists_only_and_worse_steps_notify() {
        assert_eq!(
            deliveries(&[(80, 80, ""), (80, 80, ""), (90, 90, "")]),
            "q.!"
        );
        assert_eq!(deliveries(&[(0, 0, ""), (0, 0, "")]), "..");
    }

    #[test]
    fn step_is_delivered_again_only_below_the_hysteresis() {
        assert_eq!(
            deliveries(&[(0, 0, ""), (80, 80, ""), (0, 80, ""), (80, 80, "")]),
            ".!.."
        );
        assert_eq!(
            deliveries(&[(0, 0, ""), (80, 80, ""), (0, 0, ""), (80, 80, "")]),
            ".!.!"
        );
        assert_eq!(
            deliveries(&[
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
    fn new_period_delivers_again() {
        assert_eq!(
            deliveries(&[(0, 0, "a"), (80, 80, "a"), (80, 80, "b"), (80, 80, "b")]),
            ".!!."
        );
        assert_eq!(
            deliveries(&[(80, 80, "a"), (0, 80, "b"), (80, 80, "b")]),
            "q.!"
        );
    }

    #[test]
    fn step_is_not_delivered_again_when_its_period_becomes_known() {
        assert_eq!(
            deliveries(&[(0, 0, ""), (1, 1, ""), (1, 1, "a"), (1, 1, ""), (1, 1, "a")]),
            ".!..."
        );
        assert_eq!(
            deliveries(&[(0, 0, ""), (1, 1, ""), (1, 1, "a"), (1, 1, "b")]),
            ".!.!"
        );
    }

    #[test]
    fn rule_without_periods_continues_the_state_of_an_earlier_version() {
        assert_eq!(
            deliveries(&[(3, 3, "2026-11-29"), (3, 3, ""), (4, 4, "")]),
            "q.!"
        );
    }
}
