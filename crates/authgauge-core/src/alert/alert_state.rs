use serde::{Deserialize, Serialize};

/// What a look at one matter found. A higher step is worse; 0 is nothing to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The highest step that is reached.
    reached: u8,
    /// The highest step that, once reached, would count as reached still: it has not really fallen below.
    held: u8,
    /// What is counted within: with another one it all begins anew.
    period: String,
}

impl Evaluation {
    /// What is reached is held, whatever `held` says.
    pub fn new(reached: u8, held: u8, period: impl Into<String>) -> Self {
        Self {
            reached,
            held: held.max(reached),
            period: period.into(),
        }
    }

    /// The highest step that is reached.
    pub fn reached(&self) -> u8 {
        self.reached
    }
}

/// How far the owner knows of one matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertState {
    /// The highest step the owner was told of, and that still holds.
    pub told: u8,
    /// Within which period.
    pub period: String,
}

/// What is to be done about what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The owner knows.
    None,
    /// It was so when it was first looked at: listed, so that it can be found, and not told.
    Quiet,
    /// The owner is to be told.
    Loud,
}

impl AlertState {
    /// How far the owner knows after this look. All of what alerts remember is in here.
    pub fn after(earlier: Option<&Self>, sight: &Evaluation) -> (Self, Delivery) {
        let told = match earlier {
            Some(earlier) if earlier.period == sight.period => earlier.told.min(sight.held),
            _ => 0,
        };
        let news = match earlier {
            _ if sight.reached <= told => Delivery::None,
            None => Delivery::Quiet,
            Some(_) => Delivery::Loud,
        };
        let standing = Self {
            told: told.max(sight.reached),
            period: sight.period.clone(),
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
            let sight = Evaluation::new(*reached, *held, *period);
            let (now, news) = AlertState::after(standing.as_ref(), &sight);
            standing = Some(now);
            match news {
                Delivery::None => '.',
                Delivery::Quiet => 'q',
                Delivery::Loud => '!',
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
