use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::programs::{cargo, run, stdout_if_ok};
use crate::{setup, workspace};

/// A Rust toolchain that compiles for another system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Toolchain {
    target: &'static str,
    std: Std,
}

/// Where the target's standard library comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Std {
    /// rustup has it.
    Installed,
    /// Built from the source that Debian packages, by Debian's compiler of the same version.
    Built,
}

/// Debian's newest Rust with the standard library's source.
const DEBIAN: [&str; 4] = ["cargo-web", "rustc-web", "rust-web-src", "rust-web-clippy"];

impl Toolchain {
    /// The developer's toolchain if it has the target or can add it; else Debian's.
    ///
    /// # Errors
    /// There is neither.
    pub(crate) fn find(target: &'static str) -> Result<Self> {
        let std = if has_target(target) || can_add(target) {
            Std::Installed
        } else {
            setup::install_missing(&DEBIAN)?;
            Std::Built
        };
        Ok(Self { target, std })
    }

    /// `cargo COMMAND` for the target.
    pub(crate) fn cargo(&self, command: &str) -> Command {
        let mut cargo = match self.std {
            Std::Installed => cargo(&[command]),
            Std::Built => debian_cargo(command),
        };
        cargo
            .args(["--target", self.target])
            .env("CARGO_TARGET_DIR", self.target_dir());
        cargo
    }

    /// Where cargo puts the target's programs.
    pub(crate) fn programs(&self) -> PathBuf {
        self.target_dir().join(self.target).join("debug")
    }

    /// The usual one, whose build scripts and macros serve again; with another compiler one of its own.
    fn target_dir(&self) -> PathBuf {
        match self.std {
            Std::Installed => workspace::target(),
            Std::Built => folder().join("target"),
        }
    }
}

/// Where the tools of this command are.
pub(crate) fn folder() -> PathBuf {
    workspace::target().join("cross")
}

fn debian_cargo(command: &str) -> Command {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .args([command, "-Zbuild-std=std,panic_unwind,test"])
        .current_dir(workspace::root())
        .env("RUSTC", "/usr/bin/rustc")
        // Its `clippy` calls the `clippy-driver` that comes first.
        .env("PATH", format!("/usr/bin:{path}"))
        // `-Z build-std` on a stable compiler.
        .env("RUSTC_BOOTSTRAP", "1");
    // Set by the cargo that runs this program.
    for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTDOC", "RUSTC_WRAPPER"] {
        cargo.env_remove(name);
    }
    cargo
}

fn has_target(target: &str) -> bool {
    let installed = stdout_if_ok("rustup", &["target", "list", "--installed"]);
    installed.is_some_and(|list| list.lines().any(|line| line.trim() == target))
}

fn can_add(target: &str) -> bool {
    run(Command::new("rustup").args(["target", "add", target])).is_ok()
}
