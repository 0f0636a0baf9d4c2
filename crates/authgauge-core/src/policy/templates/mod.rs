//! Writes `docs/policy`: templates for administrators, and their description. `UPDATE_POLICY=1` commits what is made.

mod group_policy;
mod markdown;
mod preferences;
mod schema;

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Policy;
use super::catalogue::{ENTRIES, Entry};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/policy");

fn files() -> [(&'static str, String); 6] {
    [
        ("README.md", markdown::text()),
        ("authgauge.schema.json", schema::text()),
        ("windows/Authgauge.admx", group_policy::definitions()),
        (
            "windows/en-US/Authgauge.adml",
            group_policy::words("en-US", |entry| entry.en),
        ),
        (
            "windows/zh-CN/Authgauge.adml",
            group_policy::words("zh-CN", |entry| entry.zh),
        ),
        ("macos/org.authgauge.Authgauge.plist", preferences::text()),
    ]
}

/// Text within an element of XML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[test]
fn committed_templates_are_those_of_the_catalogue() {
    for (name, text) in files() {
        let path = Path::new(FOLDER).join(name);
        if std::env::var_os("UPDATE_POLICY").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(committed.replace("\r\n", "\n"), text, "{name}");
    }
}

#[test]
fn catalogue_has_each_value_and_its_example_is_valid() {
    let example = |entry: &Entry| {
        let value: Value = serde_json::from_str(entry.example).unwrap();
        (entry.name.to_owned(), value)
    };
    let all: Value = Value::Object(ENTRIES.iter().map(example).collect());
    let policy: Policy = serde_json::from_value(all.clone()).unwrap();
    assert_eq!(policy.invalid(), None);
    // A value that the catalogue misses would be null.
    assert_eq!(serde_json::to_value(policy).unwrap(), all);
}
