use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::AlertSubject;

/// Identifies what is evaluated in a pool: one rule over one subject.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AlertKey {
    /// The subject.
    pub subject: SubjectKey,
    /// The rule.
    pub rule: Rule,
}

impl AlertKey {
    /// The code of the benefit, if it is about one.
    pub fn benefit(&self) -> Option<&str> {
        match &self.subject {
            SubjectKey::Benefit(code) => Some(code),
            SubjectKey::Pool | SubjectKey::Mau => None,
        }
    }
}

/// The identity of an [`AlertSubject`]. As text: `pool`, `mau`, or `benefit:` and the vendor's `modelCode`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubjectKey {
    /// The pool as a whole.
    Pool,
    /// The benefit of this code.
    Benefit(String),
    /// The running MAU period.
    Mau,
}

/// An alert rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The use reaches a threshold.
    Threshold,
    /// The use, or what is left, reaches the owner's number.
    Amount,
    /// The forecast reaches the total.
    Forecast,
    /// The plan ends.
    PlanEnd,
    /// The plan ends while benefits are on trial.
    Trial,
    /// The access key is rejected.
    Key,
    /// The figures are old.
    Age,
    /// The count started again: told once, and no alert.
    Reset,
}

impl From<&AlertSubject> for SubjectKey {
    fn from(subject: &AlertSubject) -> Self {
        match subject {
            AlertSubject::Pool => Self::Pool,
            AlertSubject::Benefit { code, .. } => Self::Benefit(code.clone()),
            AlertSubject::Mau => Self::Mau,
        }
    }
}

impl fmt::Display for SubjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pool => f.write_str("pool"),
            Self::Benefit(code) => write!(f, "benefit:{code}"),
            Self::Mau => f.write_str("mau"),
        }
    }
}

impl FromStr for SubjectKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match (text, text.strip_prefix("benefit:")) {
            ("pool", _) => Ok(Self::Pool),
            ("mau", _) => Ok(Self::Mau),
            (_, Some(code)) => Ok(Self::Benefit(code.to_owned())),
            _ => Err(()),
        }
    }
}

/// The serialized name.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl FromStr for Rule {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        serde_json::from_value(text.into()).map_err(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subject_keys_and_rules_round_trip_as_text() {
        for subject in [
            SubjectKey::Pool,
            SubjectKey::Mau,
            SubjectKey::Benefit(String::new()),
            SubjectKey::Benefit("pool".to_owned()),
            SubjectKey::Benefit("benefit:mau".to_owned()),
        ] {
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        for (rule, word) in [(Rule::Threshold, "threshold"), (Rule::PlanEnd, "plan_end")] {
            assert_eq!((rule.to_string().as_str(), word.parse()), (word, Ok(rule)));
        }
        assert_eq!("".parse::<SubjectKey>(), Err(()));
        assert_eq!("".parse::<Rule>(), Err(()));
    }
}
