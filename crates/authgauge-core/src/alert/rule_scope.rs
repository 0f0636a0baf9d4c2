use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AlertSubject, Rule};

/// What an alert rule of the owner applies to. As text: `pool`, `plan`, `key`, `age`, `mau`, or `benefit:` and the
/// vendor's `modelCode`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(
    feature = "typescript",
    ts(type = "\"pool\" | \"plan\" | \"key\" | \"age\" | \"mau\" | `benefit:${string}`")
)]
pub enum RuleScope {
    /// The pool and everything in it.
    Pool,
    /// The plan's end, and the trials that end with it.
    Plan,
    /// The access key.
    Key,
    /// The age of the figures.
    Age,
    /// The running MAU period.
    Mau,
    /// The benefit of this code.
    Benefit(String),
}

impl RuleScope {
    /// The narrowest scope of an alert.
    pub fn of(subject: &AlertSubject, rule: Rule) -> Self {
        match (subject, rule) {
            (AlertSubject::Benefit { code, .. }, _) => Self::Benefit(code.clone()),
            (AlertSubject::Mau, _) => Self::Mau,
            (AlertSubject::Pool, Rule::Key) => Self::Key,
            (AlertSubject::Pool, Rule::Age) => Self::Age,
            (AlertSubject::Pool, _) => Self::Plan,
        }
    }
}

impl fmt::Display for RuleScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pool => f.write_str("pool"),
            Self::Plan => f.write_str("plan"),
            Self::Key => f.write_str("key"),
            Self::Age => f.write_str("age"),
            Self::Mau => f.write_str("mau"),
            Self::Benefit(code) => write!(f, "benefit:{code}"),
        }
    }
}

impl FromStr for RuleScope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "pool" => Self::Pool,
            "plan" => Self::Plan,
            "key" => Self::Key,
            "age" => Self::Age,
            "mau" => Self::Mau,
            _ => match text.strip_prefix("benefit:") {
                Some(code) => Self::Benefit(code.to_owned()),
                None => return Err(()),
            },
        })
    }
}

impl Serialize for RuleScope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RuleScope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|()| D::Error::custom("no scope of an alert rule"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_round_trip_as_text() {
        for scope in [
            RuleScope::Pool,
            RuleScope::Plan,
            RuleScope::Key,
            RuleScope::Age,
            RuleScope::Mau,
            RuleScope::Benefit(String::new()),
            RuleScope::Benefit("pool".to_owned()),
            RuleScope::Benefit("benefit:mau".to_owned()),
        ] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for text in ["", "Pool", "benefit", "threshold"] {
            assert_eq!(text.parse::<RuleScope>(), Err(()), "{text}");
        }
    }
}
