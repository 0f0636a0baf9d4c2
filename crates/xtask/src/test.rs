//! `cargo xtask test`: everything that must hold, the cheapest first.

use std::{fs, path::Path, process::Command};

use crate::{
    outcome::Outcome,
    programs::{cargo, npm},
    setup,
    steps::{self, Step},
    workspace,
};

/// Runs every step, or those whose name has `only` in it.
pub(crate) fn test(only: Option<&str>) -> Outcome {
    setup::setup(false)?;
    steps::walk_all(steps::chosen(all(), only)?)
}

/// The page is built before cargo compiles the window, which embeds it.
fn all() -> Vec<Step> {
    let (window, others) = test_programs();
    vec![
        Step::plain("format", cargo(&["fmt", "--all", "--", "--check"])),
        Step::plain("ui-check", npm(&["run", "check"])),
        Step::tests("ui-test", npm(&["run", "test"])),
        Step::plain("ui-build", npm(&["run", "build"])),
        Step::plain("ui-size", npm(&["run", "size"])),
        Step::plain(
            "clippy",
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
        ),
        // Some tests run an example as the program it is; naming test programs builds none of them.
        Step::plain("examples", cargo(&["build", "--workspace", "--examples"])),
        Step::tests("rust", rust(&others)),
        Step::documents("rust-docs", cargo(&["test", "--workspace", "--doc"])),
        Step::tests("window", windows(&window)),
    ]
}

/// All but the window tests. Always the whole workspace: another choice of packages would choose
/// other features for the libraries and compile them once more.
fn rust(programs: &[String]) -> Command {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins"]);
    command.args(programs.iter().flat_map(|name| ["--test", name]));
    command.args(["--", "--show-output"]);
    command
}

/// Two at a time: each is a desktop of its own, with a web view that draws in software.
fn windows(programs: &[String]) -> Command {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast"]);
    command.args(programs.iter().flat_map(|name| ["--test", name]));
    command.args(["--", "--show-output", "--test-threads=2"]);
    command
}

/// The workspace's test programs: those whose name begins with `window`, and the others.
fn test_programs() -> (Vec<String>, Vec<String>) {
    let crates = fs::read_dir(workspace::root().join("crates"))
        .into_iter()
        .flatten()
        .flatten();
    let mut rooms: Vec<_> = crates.map(|entry| entry.path()).collect();
    rooms.push(workspace::root().join("src-tauri"));
    let mut names: Vec<String> = rooms
        .iter()
        .flat_map(|room| programs_in(&room.join("tests")))
        .collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .partition(|name| name.starts_with("window"))
}

/// As cargo finds them: `tests/name.rs` and `tests/name/main.rs`.
fn programs_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    entries
        .filter(|path| {
            path.extension().is_some_and(|e| e == "rs") || path.join("main.rs").is_file()
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}
