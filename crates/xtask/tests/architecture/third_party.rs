//! Libraries that must not be part of a crate, directly or indirectly.

use crate::dependencies;

#[test]
fn core_does_no_io() {
    forbids("authgauge-core", &["tokio", "rusqlite", "reqwest", "tauri"]);
}

#[test]
fn console_program_has_no_window() {
    forbids("authgauge-cli", &["tauri", "wry", "webkit"]);
}

/// Fails if a library's name is one of `forbidden` or begins with it and a separator or digit.
fn forbids(package: &str, forbidden: &[&str]) {
    let dependencies = dependencies(package, &[]);
    assert!(dependencies.len() > 3);
    let found: Vec<&String> = dependencies
        .iter()
        .filter(|name| {
            let mut rests = forbidden.iter().filter_map(|it| name.strip_prefix(it));
            rests.any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        })
        .collect();
    assert!(found.is_empty(), "{package}: {found:#?}");
}
