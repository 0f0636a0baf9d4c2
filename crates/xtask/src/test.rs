//! `cargo xtask test`: everything that must hold, the cheapest first.

use std::{fs, path::Path, process::Command};

use crate::{
    outcome::{Failure, Outcome},
    programs::{cargo, npm},
    setup,
    steps::{self, Step, Tests},
    workspace,
};

/// Runs every step (or those whose name has `only` in it), also after one has failed: who waits
/// for the whole check wants to know everything that is wrong.
pub(crate) fn test(only: Option<&str>) -> Outcome {
    setup::setup(false)?;
    let chosen: Vec<Step> = all()
        .into_iter()
        .filter(|step| only.is_none_or(|part| step.name.contains(part)))
        .collect();
    if chosen.is_empty() {
        return Err(Failure(format!(
            "no step is called {:?}",
            only.unwrap_or_default()
        )));
    }
    let done: Vec<_> = chosen.into_iter().map(steps::walk).collect();
    let counts = steps::close(&done);
    if counts.failed == 0 && done.iter().all(steps::Done::passed) {
        Ok(())
    } else {
        Err(Failure("not everything holds".into()))
    }
}

/// The page is built before cargo compiles the window, which embeds it.
fn all() -> Vec<Step> {
    let (window, others) = test_programs();
    vec![
        plain("format", cargo(&["fmt", "--all", "--", "--check"])),
        plain("ui-check", npm(&["run", "check"])),
        tests("ui-test", npm(&["run", "test"])),
        plain("ui-build", npm(&["run", "build"])),
        plain("ui-size", npm(&["run", "size"])),
        plain(
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
        plain("examples", cargo(&["build", "--workspace", "--examples"])),
        tests("rust", rust(&others)),
        documents("rust-docs", cargo(&["test", "--workspace", "--doc"])),
        tests("window", windows(&window)),
    ]
}

fn plain(name: &'static str, command: Command) -> Step {
    Step {
        name,
        command,
        tests: Tests::No,
    }
}

fn tests(name: &'static str, command: Command) -> Step {
    Step {
        name,
        command,
        tests: Tests::Some,
    }
}

/// Examples in the documentation: none is a must.
fn documents(name: &'static str, command: Command) -> Step {
    Step {
        name,
        command,
        tests: Tests::Any,
    }
}

/// All but the window tests. Always the whole workspace: another choice of packages would choose
/// other features for the libraries and compile them once more.
fn rust(programs: &[String]) -> Command {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast", "--lib", "--bins"]);
    command.args(programs.iter().flat_map(|name| ["--test", name]));
    command
}

/// Two at a time: each is a desktop of its own, with a web view that draws in software.
fn windows(programs: &[String]) -> Command {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast"]);
    command.args(programs.iter().flat_map(|name| ["--test", name]));
    command.args(["--", "--test-threads=2"]);
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
