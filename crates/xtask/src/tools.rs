//! Cargo's tools and others from crates.io, installed in the target folder, each in a fixed version.

use std::process::Command;

use anyhow::Result;

use crate::programs::{cargo, run};
use crate::workspace;

/// A program from crates.io, installed in the target folder so that it replaces nothing on the machine.
pub(crate) struct Tool {
    /// The crate's name; `cargo-` and the subcommand for those that cargo calls.
    name: &'static str,
    version: &'static str,
    /// Features of the crate that its program needs.
    features: &'static [&'static str],
    /// How cargo builds it: most tools take longer to compile than to run.
    profile: &'static str,
}

/// Checks licences, bans, sources and advisories of libraries.
pub(crate) const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    features: &[],
    profile: "dev",
};

/// Measures which lines the tests run through.
pub(crate) const LLVM_COV: Tool = Tool {
    name: "cargo-llvm-cov",
    version: "0.9.1",
    features: &[],
    profile: "dev",
};

/// Changes the code in small ways, to see a test fail.
pub(crate) const MUTANTS: Tool = Tool {
    name: "cargo-mutants",
    version: "27.1.0",
    features: &[],
    profile: "dev",
};

/// Packs programs for Debian.
pub(crate) const DEB: Tool = Tool {
    name: "cargo-deb",
    version: "3.8.0",
    features: &[],
    profile: "dev",
};

/// Packs programs for Fedora and its like.
pub(crate) const RPM: Tool = Tool {
    name: "cargo-generate-rpm",
    version: "0.21.1",
    features: &[],
    // It compresses the package itself.
    profile: "release",
};

/// Builds programs that list their libraries inside.
pub(crate) const AUDITABLE: Tool = Tool {
    name: "cargo-auditable",
    version: "0.7.7",
    features: &[],
    profile: "dev",
};

/// Reads that list as CycloneDX.
pub(crate) const BILL_OF_MATERIALS: Tool = Tool {
    name: "auditable2cdx",
    version: "0.1.0",
    features: &[],
    profile: "dev",
};

/// Collects the texts of libraries' licences.
pub(crate) const ABOUT: Tool = Tool {
    name: "cargo-about",
    version: "0.9.3",
    features: &["cli"],
    // It compares each text with all known licences, which takes many minutes if it is not optimised.
    profile: "release",
};

impl Tool {
    /// Installs the tool if it is missing, and returns a command that calls it as cargo would.
    pub(crate) fn command(&self) -> Result<Command> {
        let folder = workspace::target().join("tools");
        let mut install = cargo(&["install", "--quiet", "--locked"]);
        install.args(["--profile", self.profile]);
        install.args(["--version", self.version, self.name]);
        install.args(["--features", &self.features.join(",")]);
        run(install.arg("--root").arg(&folder))?;
        let program = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        let mut command = Command::new(folder.join("bin").join(program));
        command
            .args(self.name.strip_prefix("cargo-"))
            .current_dir(workspace::root());
        Ok(command)
    }
}
