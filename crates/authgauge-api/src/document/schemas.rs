//! Generates the documents' JSON Schemas.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema")
}

/// The schema of documents with such entries.
fn schema<P: Entry + JsonSchema>() -> (String, Value) {
    schema_of::<Document<P>>(P::KIND)
}

/// The generated schema, with the kind fixed.
fn schema_of<T: JsonSchema>(kind: DocumentKind) -> (String, Value) {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    let schema = generator.into_root_schema_for::<T>();
    let mut schema = serde_json::to_value(schema).unwrap();
    let kind = serde_json::to_value(kind).unwrap();
    let name = kind.as_str().unwrap().to_owned();
    schema["title"] = json!(format!("Authgauge {name}, version {VERSION}"));
    schema["properties"]["kind"] = json!({ "const": kind });
    schema["properties"]["authgauge"] = json!({ "const": VERSION });
    (name, schema)
}

fn schemas() -> Vec<(String, Value)> {
    vec![
        schema::<PoolEntry>(),
        schema::<PoolOverview>(),
        schema::<PoolUsage>(),
        schema::<PoolMau>(),
        schema::<PoolPlan>(),
        schema::<PoolHistory>(),
        schema::<PoolForecast>(),
        schema::<PoolAlerts>(),
        schema::<PoolGuard>(),
        schema::<PoolExport>(),
        schema_of::<DoctorReport>(DocumentKind::Doctor),
    ]
}

/// `UPDATE_SCHEMAS=1` rewrites the files.
#[test]
fn committed_schemas_are_those_of_the_documents() {
    let update = std::env::var_os("UPDATE_SCHEMAS").is_some();
    let mut expected = Vec::new();
    for (name, schema) in schemas() {
        let file = format!("{name}.json");
        let path = folder().join(&file);
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if update {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        // As values: the order of their keys depends on the features of libraries.
        let committed: Value = serde_json::from_str(&committed).unwrap_or_default();
        assert!(
            committed == schema,
            "{name} drifted: UPDATE_SCHEMAS=1 cargo test -p authgauge-api --lib schemas"
        );
        expected.push(file);
    }
    let mut found: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn every_schema_is_one() {
    for (name, schema) in schemas() {
        assert!(jsonschema::validator_for(&schema).is_ok(), "{name}");
    }
}
