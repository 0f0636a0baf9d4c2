//! Compares docs/platforms.md with the code that Windows or macOS alone have.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use crate::{output, root};

/// How a file's code for another system was seen.
const SEEN: [&str; 2] = ["under Wine", "compiled"];

/// Conditions that leave a system out, where Linux runs the code.
const LEFT_OUT: [&str; 3] = [
    r#"not(any(target_os = "macos", windows))"#,
    r#"not(target_os = "macos")"#,
    "not(windows)",
];

const OF_OTHER_SYSTEMS: [&str; 4] = [
    "windows",
    r#"target_os = "macos""#,
    "not(unix)",
    r#"not(target_os = "linux")"#,
];

#[test]
fn every_file_with_code_for_another_system_says_where_it_was_seen() {
    let listed = listed();
    let found = files_of_other_systems();
    assert!(found.len() > 20, "{found:?}");
    let names: BTreeSet<String> = listed.keys().cloned().collect();
    let missing: Vec<_> = found.difference(&names).collect();
    let gone: Vec<_> = names.difference(&found).collect();
    assert!(missing.is_empty(), "not in docs/platforms.md: {missing:?}");
    assert!(
        gone.is_empty(),
        "in docs/platforms.md without such code: {gone:?}"
    );
    for (file, seen) in &listed {
        assert!(SEEN.contains(&&**seen), "{file}: {seen}");
    }
    let wine = listed.values().filter(|seen| *seen == SEEN[0]).count();
    println!("count: {wine} files of other systems that ran under Wine");
    println!(
        "count: {} files of other systems that were compiled alone",
        listed.len() - wine
    );
}

/// The rows of the table of files, with its last column.
fn listed() -> BTreeMap<String, String> {
    let page = fs::read_to_string(root().join("docs/platforms.md")).unwrap();
    let rows = page.lines().filter_map(|line| {
        let row = line.strip_prefix("| `")?.strip_suffix(" |")?;
        let (file, rest) = row.split_once("` | ")?;
        let (_, seen) = rest.rsplit_once(" | ")?;
        file.ends_with(".rs")
            .then(|| (file.to_owned(), seen.to_owned()))
    });
    rows.collect()
}

/// Without xtask: it is the developers'.
fn files_of_other_systems() -> BTreeSet<String> {
    let files = output(Command::new("git").args(["ls-files", "-z", "crates", "src-tauri"]));
    files
        .split_terminator('\0')
        .filter(|file| file.ends_with(".rs") && !file.starts_with("crates/xtask/"))
        .filter(|file| {
            // Behind a condition that names their path.
            let is_whole = file.starts_with("src-tauri/src/")
                && (file.ends_with("/windows.rs") || file.ends_with("/macos.rs"));
            let text = fs::read_to_string(root().join(file)).unwrap_or_default();
            is_whole || text.lines().any(is_of_another_system)
        })
        .map(str::to_owned)
        .collect()
}

fn is_of_another_system(line: &str) -> bool {
    let mut line = line.trim_start().to_owned();
    if line.starts_with("//") || !line.contains("cfg") {
        return false;
    }
    for condition in LEFT_OUT {
        line = line.replace(condition, "");
    }
    OF_OTHER_SYSTEMS
        .iter()
        .any(|condition| line.contains(condition))
}

#[test]
fn conditions_are_recognised() {
    for (line, expected) in [
        ("#[cfg(windows)]", true),
        (r#"    #[cfg(target_os = "macos")]"#, true),
        ("#[cfg(not(unix))]", true),
        ("let folder = match cfg!(windows) {", true),
        (r#"#![cfg(not(target_os = "linux"))]"#, true),
        ("#[cfg(any(windows, test))]", true),
        (r#"#[cfg_attr(windows, path = "windows.rs")]"#, true),
        ("#[cfg(not(windows))]", false),
        (r#"#[cfg(not(any(target_os = "macos", windows)))]"#, false),
        (r#"#[cfg(target_os = "linux")]"#, false),
        ("// cfg(windows)", false),
        ("let windows = 3;", false),
    ] {
        assert_eq!(is_of_another_system(line), expected, "{line}");
    }
}
