//! `cargo xtask coverage`: the share of lines that the tests run through.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::console::{print, status};
use crate::programs::{run, stdout_if_ok};
use crate::tools::LLVM_COV;
use crate::{setup, workspace};

const PACKAGES: [&str; 5] = [
    "genauth",
    "authgauge-core",
    "authgauge-store",
    "authgauge-chart",
    "authgauge-app",
];

/// The least share of covered lines of each package, in percent.
const MIN_LINES: &str = "95";

/// Runs the packages' tests together, and fails if one package has too few covered lines.
pub(crate) fn coverage() -> Result<()> {
    setup::setup(false)?;
    let llvm = llvm_programs()?;
    run(cov(&llvm)?.args(["clean", "--workspace"]))?;
    // Tests start this example as a program, and `cargo llvm-cov` does not build examples.
    run(cov(&llvm)?
        .args(["run", "--no-report", "--package", "genauth"])
        .args(["--example", "usage", "--", "--help"]))?;
    let packages = PACKAGES.iter().flat_map(|name| ["--package", name]);
    run(cov(&llvm)?.arg("--no-report").args(packages))?;
    let mut too_low = Vec::new();
    for package in PACKAGES {
        let mut report = cov(&llvm)?;
        report
            .args(["report", "--package", package, "--show-missing-lines"])
            .args(["--fail-under-lines", MIN_LINES]);
        match run(&mut report) {
            Ok(()) => print(&format!(
                "figure: at least {MIN_LINES} % of the lines of {package} are covered"
            )),
            Err(error) => {
                status(&format!("{error:#}"));
                too_low.push(package);
            }
        }
    }
    ensure!(
        too_low.is_empty(),
        "less than {MIN_LINES} % of the lines are covered in {}",
        too_low.join(", ")
    );
    Ok(())
}

fn cov(llvm: &[(&str, String)]) -> Result<Command> {
    let mut cov = LLVM_COV.command()?;
    cov.envs(llvm.iter().map(|(name, program)| (name, program)))
        .env("CARGO_TARGET_DIR", workspace::target().join("coverage"));
    Ok(cov)
}

/// Variables that name the programs which read the counters: none for rustup's own, else the system's of the
/// same LLVM version.
fn llvm_programs() -> Result<Vec<(&'static str, String)>> {
    if run(Command::new("rustup").args(["component", "add", "llvm-tools"])).is_ok() {
        return Ok(Vec::new());
    }
    let rustc = stdout_if_ok("rustc", &["-vV"]).unwrap_or_default();
    let version = llvm_version(&rustc).context("rustc does not print its LLVM version")?;
    let programs = [
        ("LLVM_COV", format!("llvm-cov-{version}")),
        ("LLVM_PROFDATA", format!("llvm-profdata-{version}")),
    ];
    if stdout_if_ok(&programs[0].1, &["--version"]).is_none() {
        setup::install_packages(&[&format!("llvm-{version}")])?;
    }
    Ok(programs.into())
}

/// Extracts `22` from `LLVM version: 22.1.2`.
fn llvm_version(rustc: &str) -> Option<&str> {
    let mut lines = rustc.lines();
    let version = lines.find_map(|line| line.strip_prefix("LLVM version: "))?;
    version.split('.').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extracts_the_llvm_version() {
        let rustc = "rustc 1.95.0\nrelease: 1.95.0\nLLVM version: 22.1.2";
        assert_eq!(llvm_version(rustc), Some("22"));
        assert_eq!(llvm_version("rustc 1.95.0"), None);
    }
}
