//! The tools: constant names, descriptions and schemas, and the command that answers each.

use std::sync::Arc;

use authgauge_api::document::DocumentKind;
use authgauge_core::error::ErrorCode;
use rmcp::model::{JsonObject, Tool as Description, ToolAnnotations};
use serde::Serialize;
use serde_json::{Value, json};

use super::arguments::{Argument, Arguments};
use super::text_limit::limited;
use crate::commands;
use crate::problem::Problem;
use crate::session::Session;

/// A question that can be asked.
pub(super) struct Tool {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    pub(super) arguments: &'static [Argument],
    required: &'static [Argument],
    pub(super) kind: DocumentKind,
    /// The published schema of the document that answers.
    schema: &'static str,
    pub(super) answer: fn(&mut Session, &Arguments) -> Result<Value, Problem>,
}

macro_rules! schema {
    ($kind:literal) => {
        include_str!(concat!("../../../../docs/schema/", $kind, ".json"))
    };
}

const POOL: &[Argument] = &[Argument::Pool];

static TOOLS: [Tool; 8] = [
    Tool {
        name: "list_pools",
        title: "User pools",
        description: "The user pools that Authgauge watches, with their hosts.",
        arguments: POOL,
        required: &[],
        kind: DocumentKind::Pools,
        schema: schema!("pools"),
        answer: |session, asked| as_json(commands::pools::document(session, &asked.selection())),
    },
    Tool {
        name: "get_overview",
        title: "Overview",
        description: "What is worst about each user pool, how many of its benefits are on trial, and when its plan ends.",
        arguments: POOL,
        required: &[],
        kind: DocumentKind::Overview,
        schema: schema!("overview"),
        answer: |session, asked| as_json(commands::overview::document(session, &asked.selection())),
    },
    Tool {
        name: "get_usage",
        title: "Usage",
        description: "Each benefit of a plan: limit, used, left, level, whether it is on trial, and when it will be used up.",
        arguments: POOL,
        required: &[],
        kind: DocumentKind::Usage,
        schema: schema!("usage"),
        answer: |session, asked| as_json(commands::usage::document(session, &asked.selection())),
    },
    Tool {
        name: "get_mau",
        title: "Monthly active users",
        description: "The monthly active users of each period and their limit.",
        arguments: &[Argument::Pool, Argument::From, Argument::To],
        required: &[],
        kind: DocumentKind::Mau,
        schema: schema!("mau"),
        answer: |session, asked| {
            let days = (asked.from, asked.to);
            as_json(commands::mau::document(session, &asked.selection(), days))
        },
    },
    Tool {
        name: "get_history",
        title: "History of a benefit",
        description: "The days of one benefit: first, least, most and last value, resets, and changes of its limit.",
        arguments: &[Argument::Benefit, Argument::Pool, Argument::Days],
        required: &[Argument::Benefit],
        kind: DocumentKind::History,
        schema: schema!("history"),
        answer: history,
    },
    Tool {
        name: "get_forecast",
        title: "Forecast",
        description: "When each allowance will be used up, as far as its history tells.",
        arguments: &[Argument::Benefit, Argument::Pool],
        required: &[],
        kind: DocumentKind::Forecast,
        schema: schema!("forecast"),
        answer: |session, asked| {
            let benefit = asked.benefit.as_deref();
            let document = commands::forecast::document(session, &asked.selection(), benefit);
            as_json(document)
        },
    },
    Tool {
        name: "get_alerts",
        title: "Alerts",
        description: "The alerts of each user pool, newest first.",
        arguments: POOL,
        required: &[],
        kind: DocumentKind::Alerts,
        schema: schema!("alerts"),
        answer: |session, asked| as_json(commands::alerts::document(session, &asked.selection())),
    },
    Tool {
        name: "get_plan",
        title: "Plans",
        description: "The plan of each user pool and when it ends.",
        arguments: POOL,
        required: &[],
        kind: DocumentKind::Plan,
        schema: schema!("plan"),
        answer: |session, asked| as_json(commands::plan::document(session, &asked.selection())),
    },
];

/// The tool of this name.
pub(super) fn tool(name: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|tool| tool.name == name)
}

/// The descriptions of the tools.
pub(super) fn descriptions() -> Vec<Description> {
    TOOLS.iter().map(Tool::describe).collect()
}

impl Tool {
    pub(super) fn describe(&self) -> Description {
        let hints = ToolAnnotations::with_title(self.title)
            .read_only(true)
            .destructive(false)
            .idempotent(true)
            .open_world(false);
        Description::new(self.name, self.description, self.input_schema())
            .with_title(self.title)
            .with_raw_output_schema(Arc::new(object(
                serde_json::from_str(self.schema).unwrap_or_default(),
            )))
            .with_annotations(hints)
    }

    fn input_schema(&self) -> JsonObject {
        let properties: JsonObject = self
            .arguments
            .iter()
            .map(|argument| (argument.name().to_owned(), argument.schema()))
            .collect();
        let required: Vec<_> = self.required.iter().map(|it| it.name()).collect();
        object(json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }))
    }
}

fn object(value: Value) -> JsonObject {
    match value {
        Value::Object(fields) => fields,
        _ => JsonObject::default(),
    }
}

fn as_json(document: Result<impl Serialize, Problem>) -> Result<Value, Problem> {
    serde_json::to_value(document?).map_err(|_| ErrorCode::ExportFailed.into())
}

/// The code may be one that was shortened for assistants.
fn history(session: &mut Session, asked: &Arguments) -> Result<Value, Problem> {
    let Some(code) = asked.benefit.as_deref() else {
        return Err(Problem::usage("get_history needs a benefit"));
    };
    let (selection, days) = (asked.selection(), asked.days()?);
    let pools = session.snapshot(&selection)?.pools;
    let mut codes = pools.iter().flat_map(|pool| pool.benefits());
    let known = codes.find(|status| limited(&status.benefit.code) == code);
    let code = known.map_or(code, |status| &status.benefit.code);
    as_json(commands::history::document(session, &selection, code, days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_only_reads_and_has_schemas() {
        for tool in descriptions() {
            let hints = tool.annotations.unwrap();
            assert_eq!(hints.read_only_hint, Some(true), "{}", tool.name);
            assert_eq!(tool.input_schema.get("type"), Some(&json!("object")));
            let output = tool.output_schema.unwrap();
            assert_eq!(output.get("type"), Some(&json!("object")), "{}", tool.name);
        }
    }
}
