//! Cargo's subcommands that some checks need, each in a fixed version.

use std::process::Command;

use anyhow::Result;

use crate::programs::{cargo, run};
use crate::workspace;

/// A program from crates.io, installed in the target folder so that it replaces nothing on the machine.
pub(crate) struct Tool {
    /// The crate's name: `cargo-` and the subcommand.
    name: &'static str,
    version: &'static str,
}

/// Checks licences, bans, sources and advisories of libraries.
pub(crate) const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};

/// Measures which lines the tests run through.
pub(crate) const LLVM_COV: Tool = Tool {
    name: "cargo-llvm-cov",
    version: "0.9.1",
};

/// Changes the code in small ways, to see a test fail.
pub(crate) const MUTANTS: Tool = Tool {
    name: "cargo-mutants",
    version: "27.1.0",
};

impl Tool {
    /// Installs the tool if it is missing, and returns a command that calls it as cargo would.
    pub(crate) fn command(&self) -> Result<Command> {
        let folder = workspace::target().join("tools");
        // Not optimised: these tools take longer to compile than to run.
        let mut install = cargo(&["install", "--quiet", "--locked", "--debug"]);
        install.args(["--version", self.version, self.name]);
        run(install.arg("--root").arg(&folder))?;
        let program = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        let mut command = Command::new(folder.join("bin").join(program));
        command
            .arg(self.name.trim_start_matches("cargo-"))
            .current_dir(workspace::root());
        Ok(command)
    }
}
