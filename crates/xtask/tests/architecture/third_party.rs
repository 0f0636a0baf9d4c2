//! Libraries that must not be part of a crate, directly or indirectly.

use crate::{dependencies, packages};

#[test]
fn console_program_has_no_window() {
    let is_there = packages().iter().any(|(name, _)| name == "authgauge-cli");
    if !is_there {
        println!("not checked: the libraries of authgauge-cli, which does not exist yet");
        return;
    }
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
