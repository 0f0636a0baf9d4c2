use std::process::Command;

use anyhow::Result;

use crate::console::print;
use crate::setup;
use crate::steps::Step;

use super::toolchain::Toolchain;
use super::wine;

const TARGET: &str = "x86_64-pc-windows-gnu";

/// The C compiler, and what aws-lc needs to build.
const PACKAGES: [&str; 4] = [
    "gcc-mingw-w64-x86-64",
    "g++-mingw-w64-x86-64",
    "nasm",
    "cmake",
];

/// Both programs, and the crates below them. The desktop program's tests need no window here: those that do are
/// Linux's alone.
const TESTED: [&str; 9] = [
    "genauth",
    "genauth-sim",
    "authgauge-core",
    "authgauge-store",
    "authgauge-chart",
    "authgauge-app",
    "authgauge-api",
    "authgauge-cli",
    "authgauge-desktop",
];

/// Lints of everything; the programs as files; tests under Wine.
pub(crate) fn steps() -> Vec<Step> {
    let Ok(toolchain) = prepare() else {
        print("not checked: Windows (its Rust target or the MinGW compiler can't be installed)");
        return Vec::new();
    };
    let mut steps = vec![Step::plain("windows-lints", lints(&toolchain))];
    match wine::prepare(&toolchain.programs()) {
        Ok(()) => {
            wine::skipped()
                .for_each(|(test, reason)| print(&format!("not checked: {test} ({reason})")));
            steps.push(Step::plain("windows-examples", examples(&toolchain)));
            let what = format!("tests of {} under Wine", TESTED.join(", "));
            steps.push(Step::tests("windows-tests", tests(&toolchain)).counted(what));
        }
        Err(_) => {
            print("not checked: tests for Windows (Wine can't be installed)");
            steps.push(Step::plain("windows-build", build(&toolchain)));
        }
    }
    steps
}

fn prepare() -> Result<Toolchain> {
    setup::install_missing(&PACKAGES)?;
    Toolchain::find(TARGET)
}

fn lints(toolchain: &Toolchain) -> Command {
    let mut lints = cargo(toolchain, "clippy");
    lints.args(["--workspace", "--all-targets", "--", "-D", "warnings"]);
    lints
}

/// Tests start them; with `cargo test --examples` each would be a test program.
fn examples(toolchain: &Toolchain) -> Command {
    let mut build = cargo(toolchain, "build");
    build.args(["--package", "genauth", "--all-features", "--examples"]);
    build
}

/// Builds the programs as well: integration tests may start them.
fn tests(toolchain: &Toolchain) -> Command {
    let mut tests = cargo(toolchain, "test");
    tests.args(["--no-fail-fast", "--lib", "--bins", "--tests"]);
    tests
        .args(packages())
        .args(["--", "--show-output", "--exact"]);
    for (test, _) in wine::skipped() {
        tests.args(["--skip", test]);
    }
    wine::environment(&mut tests, &toolchain.programs());
    tests
}

fn build(toolchain: &Toolchain) -> Command {
    let mut build = cargo(toolchain, "build");
    build.args(["--tests", "--bins"]).args(packages());
    build
}

fn packages() -> impl Iterator<Item = &'static str> {
    TESTED.into_iter().flat_map(|name| ["--package", name])
}

fn cargo(toolchain: &Toolchain, command: &str) -> Command {
    let mut cargo = toolchain.cargo(command);
    cargo.env(
        "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
        "x86_64-w64-mingw32-gcc",
    );
    cargo
}
