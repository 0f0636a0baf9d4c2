use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::args::{Days, Selection};
use crate::problem::Problem;

/// What a question may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    Pool,
    Benefit,
    From,
    To,
    Days,
}

/// The arguments of a question, of any tool.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Arguments {
    pool: Option<String>,
    pub(super) benefit: Option<String>,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
    days: Option<u16>,
}

impl Argument {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pool => "pool",
            Self::Benefit => "benefit",
            Self::From => "from",
            Self::To => "to",
            Self::Days => "days",
        }
    }

    /// Its JSON Schema.
    pub(super) fn schema(self) -> Value {
        match self {
            Self::Pool => text("Only this user pool, by its name or ID."),
            Self::Benefit => text("A benefit, by its code as get_usage shows it."),
            Self::From => day("The first day, YYYY-MM-DD; else a year ago."),
            Self::To => day("The last day, YYYY-MM-DD; else today."),
            Self::Days => json!({
                "type": "integer",
                "enum": [30, 90, 365],
                "description": "How many days up to today; 30 unless given.",
            }),
        }
    }
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn day(description: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": description })
}

impl Arguments {
    /// Reads what an assistant sent for a tool that takes these.
    ///
    /// # Errors
    /// `arguments_invalid`.
    pub(super) fn read(given: Map<String, Value>, taken: &[Argument]) -> Result<Self, Problem> {
        let is_taken = |name: &str| taken.iter().any(|argument| argument.name() == name);
        if let Some(name) = given.keys().find(|name| !is_taken(name)) {
            return Err(Problem::usage(format!("no such argument: {name}")));
        }
        let read = serde_json::from_value(Value::Object(given));
        read.map_err(|error| Problem::usage(error.to_string()))
    }

    pub(super) fn selection(&self) -> Selection {
        Selection {
            pools: self.pool.iter().cloned().collect(),
        }
    }

    /// # Errors
    /// `arguments_invalid` for another number of days than those offered.
    pub(super) fn days(&self) -> Result<Days, Problem> {
        match self.days {
            None | Some(30) => Ok(Days::Month),
            Some(90) => Ok(Days::Quarter),
            Some(365) => Ok(Days::Year),
            Some(_) => Err(Problem::usage("days is 30, 90 or 365")),
        }
    }
}
