//! `cargo xtask torture`: everything that takes too long to wait for at each change.

use std::process::Command;

use crate::{
    outcome::{Doing, Outcome},
    programs::cargo,
    setup,
    steps::{self, Step},
    workspace,
};

/// Cases of each kind of input: some minutes, where a check of every day takes a second.
const BENT: &str = "200000";

/// Runs every step, or those whose name has `only` in it.
pub(crate) fn torture(only: Option<&str>) -> Outcome {
    setup::setup(false)?;
    steps::walk_all(steps::chosen(all()?, only)?)
}

fn all() -> Outcome<Vec<Step>> {
    Ok(vec![
        Step::plain("audit", own("audit")?),
        Step::tests("client", long("genauth")),
        Step::tests("app", long("authgauge-app")),
        Step::tests("client-input", bent("genauth", "--lib")),
        Step::tests("app-input", bent("authgauge-app", "--test=any_input")),
        Step::plain("fuzz", own("fuzz")?),
        Step::plain("coverage", own("coverage")?),
        Step::plain("mutants", own("mutants")?),
    ])
}

/// A crate's tests with ten times and more of what they do each time.
fn long(package: &str) -> Command {
    let mut tests = cargo(&["test", "--no-fail-fast", "--package", package]);
    tests
        .args(["--", "--show-output"])
        .env("AUTHGAUGE_TORTURE", "1");
    tests
}

/// Minutes of input that nobody thought of, bent from the corpus.
fn bent(package: &str, program: &str) -> Command {
    let mut tests = cargo(&["test", "--package", package, program]);
    tests
        .args(["--", "--show-output", "any_"])
        .env("PROPTEST_CASES", BENT);
    tests
}

/// Another of these commands.
fn own(name: &str) -> Outcome<Command> {
    let here = std::env::current_exe().doing("finding these commands' program")?;
    let mut command = Command::new(here);
    command.arg(name).current_dir(workspace::root());
    Ok(command)
}
