//! `cargo xtask torture`: the checks that take too long to run at each change.

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::programs::cargo;
use crate::setup;
use crate::steps::{self, Step};
use crate::workspace;

/// Cases of each kind of generated input: some minutes, where the usual number takes a second.
const CASES: &str = "200000";

/// Runs every step, or those whose name contains `only`.
pub(crate) fn torture(only: Option<&str>) -> Result<()> {
    setup::setup(false)?;
    steps::run(all()?, only)
}

fn all() -> Result<Vec<Step>> {
    Ok(vec![
        Step::plain("audit", xtask("audit")?),
        Step::tests("client", long_tests("genauth")),
        Step::tests("store", long_tests("authgauge-store")),
        Step::tests("app", long_tests("authgauge-app")),
        Step::tests("client-input", generated_input("genauth", "--lib")),
        Step::tests(
            "app-input",
            generated_input("authgauge-app", "--test=any_input"),
        ),
        Step::plain("fuzz", xtask("fuzz")?),
        Step::plain("coverage", xtask("coverage")?),
        Step::plain("mutants", xtask("mutants")?),
    ])
}

/// A crate's tests with at least ten times their usual cases.
fn long_tests(package: &str) -> Command {
    let mut tests = cargo(&["test", "--no-fail-fast", "--package", package]);
    tests
        .args(["--", "--show-output"])
        .env("AUTHGAUGE_TORTURE", "1");
    tests
}

/// The tests called `any_…`, which mutate the inputs of a corpus.
fn generated_input(package: &str, program: &str) -> Command {
    let mut tests = cargo(&["test", "--package", package, program]);
    tests
        .args(["--", "--show-output", "any_"])
        .env("PROPTEST_CASES", CASES);
    tests
}

fn xtask(name: &str) -> Result<Command> {
    let program = std::env::current_exe().context("finding this program")?;
    let mut command = Command::new(program);
    command.arg(name).current_dir(workspace::root());
    Ok(command)
}
