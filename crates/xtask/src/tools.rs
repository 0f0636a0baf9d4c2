//! Cargo's own tools that a check needs, each in the version it was tried with.

use std::{path::PathBuf, process::Command};

use crate::{
    outcome::Outcome,
    programs::{cargo, must},
    workspace,
};

/// A program from crates.io, kept in the target folder so that nothing of the machine's own is replaced.
pub(crate) struct Tool {
    /// Its crate's name, `cargo-` and what cargo calls it.
    name: &'static str,
    version: &'static str,
}

/// Looks at licences, bans, sources and advisories of libraries.
pub(crate) const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};

/// Tells which lines the tests ran through.
pub(crate) const LLVM_COV: Tool = Tool {
    name: "cargo-llvm-cov",
    version: "0.9.1",
};

/// Breaks the code in small ways to see a test fail.
pub(crate) const MUTANTS: Tool = Tool {
    name: "cargo-mutants",
    version: "27.1.0",
};

impl Tool {
    /// Installs the tool if it is not there, and answers a command that calls it as cargo would.
    pub(crate) fn command(&self) -> Outcome<Command> {
        self.install()?;
        let mut command = Command::new(self.program());
        command
            .arg(self.name.trim_start_matches("cargo-"))
            .current_dir(workspace::root());
        Ok(command)
    }

    /// Cargo itself knows what is installed. Unoptimised, since these compile for minutes and run for seconds.
    fn install(&self) -> Outcome {
        let mut install = cargo(&["install", "--quiet", "--locked", "--debug"]);
        install
            .arg("--root")
            .arg(folder())
            .args(["--version", self.version, self.name]);
        must(&mut install)
    }

    fn program(&self) -> PathBuf {
        let name = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        folder().join("bin").join(name)
    }
}

fn folder() -> PathBuf {
    workspace::target().join("tools")
}
