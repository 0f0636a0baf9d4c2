//! `cargo xtask test`: every check, the cheapest first.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::programs::{cargo, npm};
use crate::setup;
use crate::steps::{self, Step};
use crate::workspace;

/// Runs every step, or those whose name contains `only`.
pub(crate) fn test(only: Option<&str>) -> Result<()> {
    setup::setup(false)?;
    steps::run(all(), only)
}

/// The page is built before the desktop program, which embeds it.
fn all() -> Vec<Step> {
    let (window, others) = test_programs();
    let mut ui_test = npm(&["run", "test"]);
    // In CI, Vitest colours its results even in a pipe.
    ui_test.env("NO_COLOR", "1");
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    let programs = ["build", "--workspace", "--examples", "--bin", "authgauge"];
    vec![
        Step::plain("format", cargo(&["fmt", "--all", "--", "--check"])),
        Step::plain("ui-check", npm(&["run", "check"])),
        Step::tests("ui-test", ui_test),
        Step::plain("ui-build", npm(&["run", "build"])),
        Step::plain("ui-size", npm(&["run", "size"])),
        Step::plain("clippy", cargo(&clippy)),
        // Some tests start an example as a program, and `cargo test --test` builds no examples. Those of the window
        // start the console program.
        Step::plain("examples", cargo(&programs)),
        Step::tests("rust", rust_tests(&others)),
        Step::plain("rust-docs", cargo(&["test", "--workspace", "--doc"])),
        Step::tests("window", window_tests(&window)),
    ]
}

/// All but the window tests. Always the whole workspace: other packages would enable other features of the
/// libraries and compile them again.
fn rust_tests(programs: &[String]) -> Command {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins"]);
    command.args(programs.iter().flat_map(|name| ["--test", name]));
    command.args(["--", "--show-output"]);
    command
}

/// Two at a time: each starts a virtual desktop and a web view that renders in software.
fn window_tests(programs: &[String]) -> Command {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast"]);
    command.args(programs.iter().flat_map(|name| ["--test", name]));
    command.args(["--", "--show-output", "--test-threads=2"]);
    command
}

/// The workspace's test programs: those whose name begins with `window`, and the others.
fn test_programs() -> (Vec<String>, Vec<String>) {
    let mut packages = vec![workspace::root().join("src-tauri")];
    packages.extend(entries(&workspace::root().join("crates")));
    packages.extend(entries(&workspace::root().join("src-tauri")));
    let mut names: Vec<String> = packages
        .iter()
        .flat_map(|package| entries(&package.join("tests")))
        // As cargo finds them: `tests/name.rs` and `tests/name/main.rs`.
        .filter(|path| {
            path.extension().is_some_and(|end| end == "rs") || path.join("main.rs").is_file()
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .partition(|name| name.starts_with("window"))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_test_programs_of_every_package() {
        let (window, others) = test_programs();
        assert_eq!(window, ["window"]);
        for name in ["architecture", "client", "documents", "store"] {
            assert!(others.iter().any(|other| other == name), "{name}");
        }
    }
}
