//! Each document follows its published schema.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::fixture::Fixture;

fn schema(kind: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let text = fs::read_to_string(folder.join(format!("{kind}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

pub(crate) fn assert_valid(kind: &str, document: &Value) {
    assert_eq!(document["kind"], kind);
    let validator = jsonschema::validator_for(&schema(kind)).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(document)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{kind}: {errors:#?}");
}

#[test]
fn documents_follow_their_schemas() {
    let fixture = Fixture::new();
    let commands: [(&str, &[&str]); 10] = [
        ("pools", &["pools", "list"]),
        ("overview", &["overview"]),
        ("usage", &["usage"]),
        ("mau", &["mau"]),
        ("plan", &["plan"]),
        ("history", &["history", "SMS"]),
        ("forecast", &["forecast"]),
        ("alerts", &["alerts"]),
        ("guard", &["guard", "--within", "14"]),
        ("guard", &["guard", "--need", "5"]),
    ];
    for (kind, args) in commands {
        assert_valid(kind, &fixture.json(args));
    }
    assert_valid("usage", &fixture.json(&["usage", "--demo"]));
    println!(
        "count: {} kinds of documents checked against their schemas",
        commands.len()
    );
}

#[test]
fn documented_example_follows_its_schema() {
    let page = include_str!("../../../../docs/json.md");
    let (_, example) = page.split_once("```json\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    assert_valid("usage", &serde_json::from_str(example).unwrap());
}

#[test]
fn a_schema_refuses_another_document() {
    let fixture = Fixture::new();
    let validator = jsonschema::validator_for(&schema("usage")).unwrap();
    let mut document = fixture.json(&["usage"]);
    assert!(validator.is_valid(&document));
    document["pools"][0]["benefits"][0]["used"]["value"] = 1380.into();
    assert!(
        !validator.is_valid(&document),
        "a number is no decimal string"
    );
    assert!(!validator.is_valid(&fixture.json(&["plan"])));
}

#[test]
fn failure_with_json_leaves_standard_output_to_data() {
    let fixture = Fixture::new();
    let output = fixture
        .command(&["usage", "--pool", "Delta", "--json"])
        .output()
        .unwrap();
    assert!(output.stdout.is_empty());
    assert_eq!(output.status.code(), Some(2));
}
