//! The installers of Windows and macOS, by Tauri's bundler, with the console program beside the desktop program.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::programs::{cargo, run, stdout_if_ok, tauri};
use crate::workspace;

use super::channels::copy_into;
use super::files::{in_folder, of_kind};
use super::linux::folder;

/// Tells Tauri where the console program is. In a file of its own: with it, even a check needs the program.
const CONFIG: &str = "packaging/console.json";

/// The two processors of Macs, which one program serves.
const MAC_TARGETS: [&str; 2] = ["aarch64-apple-darwin", "x86_64-apple-darwin"];
const UNIVERSAL: &str = "universal-apple-darwin";

pub(super) fn build() -> Result<()> {
    let mut build = tauri();
    build
        .args(["build", "--config", CONFIG])
        .current_dir(workspace::root().join("src-tauri"));
    if cfg!(target_os = "macos") {
        run(Command::new("rustup")
            .args(["target", "add"])
            .args(MAC_TARGETS))?;
        let programs = MAC_TARGETS.map(console_program);
        let mut join = Command::new("lipo");
        join.arg("-create").arg("-output").arg(laid_out(UNIVERSAL));
        for program in programs {
            join.arg(program?);
        }
        run(&mut join)?;
        build.args(["--target", UNIVERSAL]);
    } else {
        let host = stdout_if_ok("rustc", &["--print", "host-tuple"]);
        console_program(
            host.context("rustc does not name this machine's target")?
                .trim(),
        )?;
    }
    run(&mut build)?;
    collect()
}

/// Copies the installers to where packages are on Linux.
fn collect() -> Result<()> {
    let target = if cfg!(target_os = "macos") {
        UNIVERSAL
    } else {
        ""
    };
    let bundles = workspace::target().join(target).join("release/bundle");
    let mut files = Vec::new();
    for (bundle, kind) in [("nsis", "exe"), ("msi", "msi"), ("dmg", "dmg")] {
        let folder = bundles.join(bundle);
        if folder.exists() {
            files.extend(of_kind(&in_folder(&folder)?, kind));
        }
    }
    ensure!(!files.is_empty(), "no installer in {}", bundles.display());
    copy_into(&folder(), &files)
}

/// Builds the console program for a target, and puts it where the configuration names it.
fn console_program(target: &str) -> Result<PathBuf> {
    let package = [
        "build",
        "--release",
        "--locked",
        "--package",
        "authgauge-cli",
    ];
    run(cargo(&package).args(["--target", target]))?;
    let suffix = std::env::consts::EXE_SUFFIX;
    let built = workspace::target()
        .join(target)
        .join("release")
        .join(format!("authgauge{suffix}"));
    let to = laid_out(target);
    fs::create_dir_all(workspace::root().join("target/console"))?;
    fs::copy(&built, &to).with_context(|| built.display().to_string())?;
    Ok(to)
}

/// Tauri wants the target in the name.
fn laid_out(target: &str) -> PathBuf {
    let suffix = std::env::consts::EXE_SUFFIX;
    workspace::root().join(format!("target/console/authgauge-{target}{suffix}"))
}
