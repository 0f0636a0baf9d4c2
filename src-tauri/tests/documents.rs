//! What the documents link to and name exists.

#![allow(clippy::unwrap_used, reason = "test helpers panic as tests do")]

use std::fs;
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

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// How a link names a heading: in lower case, with hyphens for blanks.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    heading.replace(' ', "-")
}

fn texts() -> impl Iterator<Item = (&'static str, String)> {
    DOCUMENTS.into_iter().map(|name| (name, read(name)))
}

#[test]
fn link_targets_exist() {
    for (name, text) in texts() {
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'));
        for (target, _) in targets.filter(|(target, _)| !target.starts_with("https://")) {
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = if path.is_empty() { name } else { path };
            assert!(root().join(path).exists(), "{name}: {target}");
            let has_heading = |text: String| {
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                headings.any(|line| anchor(line) == heading)
            };
            let is_found = heading.is_empty() || has_heading(read(path));
            assert!(is_found, "{name}: {target}");
        }
    }
}

#[test]
fn named_files_exist() {
    let folders = ["crates/", "src-tauri/", "ui/src/", "docs/"];
    for (name, text) in texts() {
        let named = text.split('`').skip(1).step_by(2);
        for path in named.filter(|path| folders.iter().any(|folder| path.starts_with(folder))) {
            assert!(root().join(path).exists(), "{name}: {path}");
        }
    }
}

#[test]
fn named_commands_exist() {
    let source = fs::read_to_string(root().join("crates/xtask/src/main.rs")).unwrap();
    let (_, variants) = source.split_once("enum Command {").unwrap();
    let (variants, _) = variants.split_once("\n}").unwrap();
    let command_of = |line: &str| line.trim().trim_end_matches([',', ' ', '{']).to_lowercase();
    let commands: Vec<String> = variants.lines().map(command_of).collect();
    for (name, text) in texts() {
        for rest in text.split("cargo xtask ").skip(1) {
            let command: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
            assert!(commands.contains(&command), "{name}: cargo xtask {command}");
        }
    }
}
