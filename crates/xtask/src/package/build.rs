//! Builds the programs of packages.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::programs::{cargo, run, stdout_if_ok};
use crate::tools::AUDITABLE;
use crate::workspace;

/// The moment that everything in a package bears, so that two builds of one source are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Epoch(u64);

impl Epoch {
    /// `SOURCE_DATE_EPOCH`, else the last commit's moment.
    pub(crate) fn of_this_source() -> Result<Self> {
        let text = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) => text,
            Err(_) => {
                let root = workspace::root().display().to_string();
                stdout_if_ok("git", &["-C", &root, "log", "-1", "--format=%ct"])
                    .context("outside of a git repository SOURCE_DATE_EPOCH must be set")?
            }
        };
        let seconds = text.trim().parse();
        seconds.map(Self).context("SOURCE_DATE_EPOCH is no number")
    }

    #[cfg(test)]
    pub(crate) fn from_seconds(seconds: u64) -> Self {
        Self(seconds)
    }

    pub(crate) fn seconds(self) -> u64 {
        self.0
    }

    /// Passes the moment on, as reproducible-builds.org specifies.
    pub(crate) fn apply(self, command: &mut Command) -> &mut Command {
        command.env("SOURCE_DATE_EPOCH", self.0.to_string())
    }
}

/// Builds both programs. They list their libraries inside, for scanners of vulnerabilities.
pub(crate) fn release(epoch: Epoch) -> Result<()> {
    let mut build = AUDITABLE.command()?;
    build.args(["build", "--release", "--locked"]);
    for package in ["authgauge-desktop", "authgauge-cli"] {
        build.args(["--package", package]);
    }
    run(epoch.apply(without_own_folders(&mut build)))
}

/// Has this repository's code compiled and linked again by the next build.
pub(crate) fn forget_own_code() -> Result<()> {
    let mut clean = cargo(&["clean", "--release", "--quiet"]);
    for package in [
        "authgauge-desktop",
        "authgauge-cli",
        "authgauge-api",
        "authgauge-app",
        "authgauge-chart",
        "authgauge-store",
        "authgauge-core",
        "genauth",
        "genauth-sim",
    ] {
        clean.args(["--package", package]);
    }
    run(&mut clean)
}

/// The places of panics would name this machine's folders, and with them its user.
fn without_own_folders(build: &mut Command) -> &mut Command {
    let folders = folders();
    let rust: Vec<_> = folders
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={from}={to}"))
        .collect();
    let c: Vec<_> = folders
        .iter()
        .map(|(from, to)| format!("-ffile-prefix-map={from}={to}"))
        .collect();
    build
        .env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}"))
        .env("CFLAGS", c.join(" "))
        .env("CXXFLAGS", c.join(" "))
}

/// Folders of this machine, and what stands for them.
fn folders() -> Vec<(String, &'static str)> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let mut folders = vec![(workspace::root().display().to_string(), ".")];
    folders.extend(home.map(|home| (home.display().to_string(), "cargo")));
    folders
}
