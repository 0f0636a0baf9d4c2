//! The guard: one question about an allowance, one answer.

use chrono::{Days, NaiveDate};
use genauth::{Allowance, Quantity};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::decimal::to_plain_string;
use crate::error::Failure;
use crate::level::{Level, reaches_percent};
use crate::outlook::Outlook;

/// What must hold. Without any condition: that the level is neither critical nor over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// At least this much is left.
    pub min_left: Option<MinLeft>,
    /// There is room for this much more.
    pub need: Option<Decimal>,
    /// It is not likely to be used up within this many days.
    pub within: Option<u16>,
}

/// What must be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MinLeft {
    /// A number.
    Amount(Decimal),
    /// Percent of the limit, 0 to 100.
    Percent(u8),
}

/// What is known of an allowance.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What is used.
    pub used: &'a Quantity,
    /// The limit.
    pub total: &'a Allowance,
    /// How close it is.
    pub level: Level,
    /// When it will be used up.
    pub outlook: &'a Outlook,
    /// The figures are older than they may be.
    pub stale: bool,
}

/// An answer with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It holds.
    Yes,
    /// It does not.
    No(Refusal),
    /// It can't be told.
    Unknown(Doubt),
}

/// Why the answer is no. Quantities are plain decimal strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    /// The level is critical or over, or the plan does not include it.
    Level {
        /// The level.
        level: Level,
    },
    /// Too little is left.
    Left {
        /// What is left; negative if more is used than the limit.
        left: String,
        /// What must be left.
        needed: String,
    },
    /// A smaller part of the limit is left than must be.
    Percent {
        /// What is left; negative if more is used than the limit.
        left: String,
        /// The percent of the limit that must be left.
        needed: u8,
    },
    /// It is likely to be used up too soon.
    Full {
        /// The likely day; null if it is used up already.
        likely: Option<NaiveDate>,
    },
}

/// Why the question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Doubt {
    /// The server was not reached, or did not answer with figures.
    Failed(Failure),
    /// Nothing has been read yet.
    NotRead,
    /// The figures are older than they may be.
    Stale,
    /// The server does not report it, or not as numbers.
    NotReported,
    /// There is too little history for a forecast.
    TooLittleHistory {
        /// Days of history.
        days: u16,
        /// Days that a forecast needs.
        needed: u16,
    },
}

impl Question {
    /// Whether nothing particular is asked.
    pub fn is_general(&self) -> bool {
        *self == Self::default()
    }

    /// The answer on a day of the vendor's calendar. A no to one condition is a no.
    pub fn answer(&self, facts: Facts<'_>, today: NaiveDate) -> Answer {
        if facts.stale {
            return Answer::Unknown(Doubt::Stale);
        }
        if self.is_general() {
            return of_level(facts.level);
        }
        let need = self.need.map(MinLeft::Amount);
        let left = self.min_left.into_iter().chain(need);
        let left = left.map(|min| min.answer(facts));
        let within = self.within.map(|days| of_outlook(facts, days, today));
        Answer::worst(left.chain(within))
    }
}

impl Answer {
    /// No if one is no; else unknown if one is unknown; else yes.
    pub fn worst(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Self::Yes, |worst, other| {
            match other.rank() > worst.rank() {
                true => other,
                false => worst,
            }
        })
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::Unknown(_) => 1,
            Self::No(_) => 2,
        }
    }
}

impl MinLeft {
    fn answer(self, facts: Facts<'_>) -> Answer {
        let (used, total) = match (facts.used, facts.total) {
            (_, Allowance::Unlimited) => return Answer::Yes,
            (Quantity::Known(used), Allowance::Limited(total)) => (*used, *total),
            _ => return Answer::Unknown(Doubt::NotReported),
        };
        let Some(left) = total.checked_sub(used) else {
            return Answer::Unknown(Doubt::NotReported);
        };
        match (self, to_plain_string(left)) {
            (Self::Amount(needed), _) if left >= needed => Answer::Yes,
            (Self::Amount(needed), left) => Answer::No(Refusal::Left {
                left,
                needed: to_plain_string(needed),
            }),
            (Self::Percent(needed), _) if has_percent(left, total, needed) => Answer::Yes,
            (Self::Percent(needed), left) => Answer::No(Refusal::Percent { left, needed }),
        }
    }
}

/// Nothing of nothing is no percentage, but enough if nothing is needed.
fn has_percent(left: Decimal, total: Decimal, needed: u8) -> bool {
    match total.is_zero() {
        true => needed == 0 && !left.is_sign_negative(),
        false => reaches_percent(left, total, needed),
    }
}

fn of_level(level: Level) -> Answer {
    match level {
        Level::Ok | Level::Near | Level::Unlimited => Answer::Yes,
        Level::Critical | Level::Over | Level::NotIncluded => Answer::No(Refusal::Level { level }),
        Level::NotReported => Answer::Unknown(Doubt::NotReported),
    }
}

fn of_outlook(facts: Facts<'_>, days: u16, today: NaiveDate) -> Answer {
    let is_too_soon = |likely: &NaiveDate| {
        let last = today.checked_add_days(Days::new(days.into()));
        last.is_some_and(|last| *likely <= last)
    };
    match facts.outlook {
        Outlook::Full => Answer::No(Refusal::Full { likely: None }),
        Outlook::FullOn {
            likely: Some(likely),
            ..
        } if is_too_soon(likely) => Answer::No(Refusal::Full {
            likely: Some(*likely),
        }),
        Outlook::FullOn { .. } | Outlook::NotAtThisPace | Outlook::NoLimit => Answer::Yes,
        Outlook::TooLittleHistory { days, needed } => Answer::Unknown(Doubt::TooLittleHistory {
            days: *days,
            needed: *needed,
        }),
        Outlook::NotTold if facts.level == Level::NotIncluded => {
            Answer::No(Refusal::Level { level: facts.level })
        }
        Outlook::NotTold => Answer::Unknown(Doubt::NotReported),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::level::Thresholds;

    const THRESHOLDS: Thresholds = Thresholds {
        near: 80,
        critical: 90,
    };

    fn today() -> NaiveDate {
        "2026-11-28".parse().unwrap()
    }

    fn answer(question: &Question, used: &str, total: &Allowance, outlook: &Outlook) -> Answer {
        let used = match used.parse() {
            Ok(used) => Quantity::Known(used),
            Err(_) => Quantity::NotReported(Some(used.to_owned())),
        };
        let facts = Facts {
            used: &used,
            total,
            level: Level::of(&used, total, THRESHOLDS),
            outlook,
            stale: false,
        };
        question.answer(facts, today())
    }

    fn limited(total: i64) -> Allowance {
        Allowance::Limited(total.into())
    }

    fn need(need: i64) -> Question {
        Question {
            need: Some(need.into()),
            ..Question::default()
        }
    }

    fn within(days: u16) -> Question {
        Question {
            within: Some(days),
            ..Question::default()
        }
    }

    fn min_percent(percent: u8) -> Question {
        Question {
            min_left: Some(MinLeft::Percent(percent)),
            ..Question::default()
        }
    }

    #[test]
    fn room_is_what_is_left_of_the_limit() {
        let ask = |more, used, total| answer(&need(more), used, &total, &Outlook::NotTold);
        assert_eq!(ask(120, "1380", limited(1500)), Answer::Yes);
        let no = Answer::No(Refusal::Left {
            left: "120".to_owned(),
            needed: "121".to_owned(),
        });
        assert_eq!(ask(121, "1380", limited(1500)), no);
        assert_eq!(ask(121, "1380", Allowance::Unlimited), Answer::Yes);
        assert_eq!(ask(121, "-", Allowance::Unlimited), Answer::Yes);
        let unknown = Answer::Unknown(Doubt::NotReported);
        assert_eq!(ask(1, "-", limited(1500)), unknown);
        assert_eq!(ask(1, "3", Allowance::NotReported(None)), unknown);
    }

    #[test]
    fn percent_left_is_of_the_limit() {
        let ask = |percent, used, total| {
            let answer = answer(&min_percent(percent), used, &limited(total), &Outlook::Full);
            matches!(answer, Answer::Yes)
        };
        assert!(ask(8, "1380", 1500));
        assert!(!ask(9, "1380", 1500));
        assert!(ask(0, "1500", 1500));
        assert!(!ask(0, "1501", 1500));
        assert!(ask(0, "0", 0));
        assert!(!ask(1, "0", 0));
    }

    #[test]
    fn days_are_counted_to_the_likely_day() {
        let on = |likely: Option<&str>| Outlook::FullOn {
            first: today(),
            likely: likely.map(|day| day.parse().unwrap()),
            last: None,
            percent: 50,
        };
        let ask = |outlook: &Outlook| answer(&within(14), "1", &limited(9), outlook);
        let likely = "2026-12-12".parse().unwrap();
        let no = Answer::No(Refusal::Full {
            likely: Some(likely),
        });
        assert_eq!(ask(&on(Some("2026-12-12"))), no);
        assert_eq!(ask(&on(Some("2026-12-13"))), Answer::Yes);
        assert_eq!(ask(&on(None)), Answer::Yes);
        assert_eq!(ask(&Outlook::NotAtThisPace), Answer::Yes);
        let full = Answer::No(Refusal::Full { likely: None });
        assert_eq!(ask(&Outlook::Full), full);
        let (days, needed) = (3, 14);
        assert_eq!(
            ask(&Outlook::TooLittleHistory { days, needed }),
            Answer::Unknown(Doubt::TooLittleHistory { days, needed })
        );
        let level = Level::NotIncluded;
        assert_eq!(
            answer(&within(14), "0", &limited(0), &Outlook::NotTold),
            Answer::No(Refusal::Level { level })
        );
    }

    #[test]
    fn stale_figures_answer_nothing() {
        let facts = Facts {
            used: &Quantity::Known(9.into()),
            total: &limited(1),
            level: Level::Over,
            outlook: &Outlook::Full,
            stale: true,
        };
        for question in [Question::default(), need(1), within(1)] {
            let unknown = Answer::Unknown(Doubt::Stale);
            assert_eq!(question.answer(facts, today()), unknown);
        }
    }

    #[test]
    fn a_no_outweighs_what_nobody_can_tell() {
        let question = Question {
            need: Some(9.into()),
            ..within(14)
        };
        let (days, needed) = (3, 14);
        let outlook = Outlook::TooLittleHistory { days, needed };
        let ask = |used| answer(&question, used, &limited(10), &outlook);
        assert!(matches!(ask("5"), Answer::No(_)));
        assert!(matches!(ask("1"), Answer::Unknown(_)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn more_use_never_turns_a_no_into_a_yes(used in 0_i64..2_000, total in 0_i64..2_000, more in 0_i64..2_000,
                percent in 0_u8..=100) {
            for question in [need(more), min_percent(percent)] {
                let now = answer(&question, &used.to_string(), &limited(total), &Outlook::NotTold);
                let later = answer(&question, &(used + 1).to_string(), &limited(total), &Outlook::NotTold);
                let changed = matches!(now, Answer::No(_)) && later == Answer::Yes;
                prop_assert!(!changed);
            }
        }
    }
}
