//! `cargo xtask coverage`: how much of the client and of the app without a window its tests run through.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    lcov::{self, Covered},
    outcome::{Doing, Failure, Outcome, say, tell},
    programs::{answer, must},
    setup,
    tools::LLVM_COV,
    workspace,
};

const CRATES: [&str; 2] = ["genauth", "authgauge-app"];

const EXAMPLE: [&str; 8] = [
    "run",
    "--no-report",
    "--package",
    "genauth",
    "--example",
    "usage",
    "--",
    "--help",
];

/// The least that must be covered, in percent of lines.
const LEAST: f64 = 95.0;

/// Runs the tests of both crates, tells the lines that none of them runs through, and fails when these are
/// too many.
pub(crate) fn coverage() -> Outcome {
    setup::setup(false)?;
    let llvm = llvm()?;
    let report = folder().join("lcov.info");
    // What an earlier time built and counted is no longer true.
    must(cov(&llvm)?.args(["clean", "--workspace"]))?;
    // Tests run this one as the program it is, and the tool builds no examples for them.
    must(cov(&llvm)?.args(EXAMPLE))?;
    let packages = CRATES.iter().flat_map(|name| ["--package", name]);
    must(cov(&llvm)?.args(packages).arg("--no-report"))?;
    must(
        cov(&llvm)?
            .args(["report", "--lcov", "--output-path"])
            .arg(&report),
    )?;
    let report = fs::read_to_string(report).doing("reading the report on coverage")?;
    let too_few: Vec<&str> = CRATES
        .into_iter()
        .filter(|name| show(name, &report) < LEAST)
        .collect();
    if too_few.is_empty() {
        Ok(())
    } else {
        let crates = too_few.join(" and ");
        Err(Failure(format!(
            "less than {LEAST} % of {crates} is covered"
        )))
    }
}

/// Tells what is missing and the figure, which it answers.
fn show(name: &str, report: &str) -> f64 {
    let root = workspace::root();
    let sources = root.join("crates").join(name).join("src");
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let covered = lcov::covered(report, &sources.to_string_lossy(), read);
    for (file, lines) in &covered.missed {
        let file = Path::new(file)
            .strip_prefix(&root)
            .unwrap_or(Path::new(file));
        tell(&format!("{}: {}", file.display(), lcov::runs(lines)));
    }
    let Covered { lines, ran, .. } = covered;
    let percent = covered.percent();
    tell(&format!(
        "figure: {percent:.1} % of the lines of {name} covered ({ran} of {lines})"
    ));
    percent
}

/// Builds of its own: the same code with counters in it.
fn cov(llvm: &[(&str, PathBuf)]) -> Outcome<Command> {
    let mut cov = LLVM_COV.command()?;
    cov.envs(llvm.iter().map(|(name, path)| (name, path)))
        .env("CARGO_TARGET_DIR", folder());
    Ok(cov)
}

fn folder() -> PathBuf {
    workspace::target().join("coverage")
}

/// The programs that read the counters: Rust's own, or the system's of the same LLVM. Variables for the tool.
fn llvm() -> Outcome<Vec<(&'static str, PathBuf)>> {
    if rusts_own().is_some() || add_rusts_own() {
        return Ok(Vec::new());
    }
    let rustc = answer("rustc", &["-vV"]).unwrap_or_default();
    let version = llvm_version(&rustc)
        .ok_or_else(|| Failure("rustc does not tell its version of LLVM".into()))?;
    let package = format!("llvm-{version}");
    let programs = [
        ("LLVM_COV", format!("llvm-cov-{version}")),
        ("LLVM_PROFDATA", format!("llvm-profdata-{version}")),
    ];
    if answer(&programs[0].1, &["--version"]).is_none() {
        setup::one_more(&package)?;
    }
    Ok(programs
        .map(|(name, program)| (name, PathBuf::from(program)))
        .into())
}

fn rusts_own() -> Option<PathBuf> {
    let sysroot = answer("rustc", &["--print", "sysroot"])?;
    let host = answer("rustc", &["--print", "host-tuple"])?;
    let folder = Path::new(&sysroot)
        .join("lib/rustlib")
        .join(host)
        .join("bin");
    let program = folder.join(format!("llvm-profdata{}", std::env::consts::EXE_SUFFIX));
    program.is_file().then_some(program)
}

fn add_rusts_own() -> bool {
    say("coverage: fetching Rust's llvm-tools");
    must(Command::new("rustup").args(["component", "add", "llvm-tools"])).is_ok()
        && rusts_own().is_some()
}

/// `22` from `LLVM version: 22.1.2`.
fn llvm_version(rustc: &str) -> Option<&str> {
    let version = rustc
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: "))?;
    version.split('.').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustc_tells_its_llvm() {
        let rustc = "rustc 1.95.0\nrelease: 1.95.0\nLLVM version: 22.1.2";
        assert_eq!(llvm_version(rustc), Some("22"));
        assert_eq!(llvm_version("rustc 1.95.0"), None);
    }
}
