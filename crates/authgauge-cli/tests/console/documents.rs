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
fn a_failed_command_prints_a_document_that_says_why() {
    let fixture = Fixture::new();
    let failures: [(&str, &str, i32, &[&str]); 8] = [
        ("usage", "pool_not_found", 2, &["usage", "--pool", "Delta"]),
        ("history", "benefit_not_found", 2, &["history", "Nothing"]),
        (
            "mau",
            "date_range_invalid",
            2,
            &["mau", "--from", "2026-02-01", "--to", "2026-01-01"],
        ),
        (
            "overview",
            "store_failed",
            5,
            &["overview", "--data-dir", "no"],
        ),
        ("guard", "store_failed", 5, &["guard", "--data-dir", "no"]),
        (
            "guard",
            "store_failed",
            0,
            &["guard", "--fail-open", "--data-dir", "no"],
        ),
        ("pools", "pool_not_found", 2, &["pools", "test", "Delta"]),
        (
            "usage",
            "key_missing",
            4,
            &["usage", "--live", "--pool", "Acme", "--key-file", "no"],
        ),
    ];
    for (kind, code, exit, args) in failures {
        let output = fixture.command(args).arg("--json").output().unwrap();
        assert_eq!(output.status.code(), Some(exit), "{args:?}: {output:?}");
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_valid(kind, &document);
        assert_eq!(document["errors"][0]["code"], code, "{args:?}");
        assert_eq!(document["pools"].as_array().unwrap().len(), 0);
        let table = fixture.command(args).output().unwrap();
        assert!(table.stdout.is_empty(), "{args:?}");
        assert!(!table.stderr.is_empty(), "{args:?}");
    }
}
