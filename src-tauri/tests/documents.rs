//! The documents are true where a test can tell: what they link to and name is there.

#![allow(
    clippy::unwrap_used,
    reason = "what helps a test may panic as the test may"
)]

use std::path::{Path, PathBuf};

const DOCUMENTS: [&str; 4] = [
    "README.md",
    "ARCHITECTURE.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn texts() -> impl Iterator<Item = (&'static str, String)> {
    DOCUMENTS
        .into_iter()
        .map(|name| (name, std::fs::read_to_string(root().join(name)).unwrap()))
}

#[test]
fn links_lead_somewhere() {
    for (name, text) in texts() {
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'));
        for (target, _) in targets.filter(|(target, _)| !target.starts_with("https://")) {
            assert!(root().join(target).exists(), "{name}: {target}");
        }
    }
}

#[test]
fn files_that_are_named_are_there() {
    let folders = ["crates/", "src-tauri/", "ui/src/", "docs/"];
    for (name, text) in texts() {
        let named = text.split('`').skip(1).step_by(2);
        for path in named.filter(|path| folders.iter().any(|folder| path.starts_with(folder))) {
            assert!(root().join(path).exists(), "{name}: {path}");
        }
    }
}

#[test]
fn commands_that_are_named_exist() {
    let source = std::fs::read_to_string(root().join("crates/xtask/src/main.rs")).unwrap();
    let (_, listed) = source.split_once("enum Command {").unwrap();
    let (listed, _) = listed.split_once("\n}").unwrap();
    let variant = |line: &str| line.trim().trim_end_matches([',', ' ', '{']).to_lowercase();
    let commands: Vec<String> = listed.lines().map(variant).collect();
    for (name, text) in texts() {
        for rest in text.split("cargo xtask ").skip(1) {
            let command: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
            assert!(commands.contains(&command), "{name}: cargo xtask {command}");
        }
    }
}
