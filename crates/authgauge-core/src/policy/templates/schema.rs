//! A JSON Schema of the files.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::catalogue::{ENTRIES, Entry, Kind};

pub(super) fn text() -> String {
    let properties: Map<String, Value> = ENTRIES
        .iter()
        .map(|entry| (entry.name.to_owned(), property(entry)))
        .collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy of Authgauge",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    serde_json::to_string_pretty(&sorted(schema)).unwrap() + "\n"
}

/// By name, whether or not the build keeps the order of maps.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let map: BTreeMap<_, _> = map.into_iter().collect();
            let map = map.into_iter().map(|(name, value)| (name, sorted(value)));
            Value::Object(map.collect())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        value => value,
    }
}

fn property(entry: &Entry) -> Value {
    let mut property = match entry.kind {
        Kind::Toggle => json!({ "type": "boolean" }),
        Kind::Text => json!({ "type": "string" }),
        Kind::Number { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Numbers => json!({
            "type": "array", "maxItems": 10,
            "items": { "type": "integer", "minimum": 1, "maximum": 100 },
        }),
    };
    property["title"] = entry.en.title.into();
    property["description"] = entry.en.description.into();
    property
}
