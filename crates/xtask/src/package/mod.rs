//! `cargo xtask package`: the packages that owners install.
//!
//! On Linux a deb and an rpm of each program, made so that the same source gives the same bytes; elsewhere Tauri's
//! installers.

mod build;
mod changelog;
mod check;
mod clean_system;
mod copyright;
mod licences;
mod lint;
mod linux;
mod materials;
mod repository;

use std::process::Command;

use anyhow::{Result, ensure};

use crate::programs::{run, tauri};
use crate::{setup, ui, workspace};

pub(crate) use repository::repository;

/// Builds the packages or installers of this system.
pub(crate) fn package() -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    if cfg!(target_os = "linux") {
        return linux::build().map(drop);
    }
    installers()
}

/// Builds the packages twice and compares them, lints them, and installs them in clean systems.
pub(crate) fn check() -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "only the packages of Linux have a check"
    );
    setup::setup(false)?;
    ui::build()?;
    check::check()
}

/// One program for both processors on macOS, and the usual installers on Windows.
fn installers() -> Result<()> {
    let mut build = tauri();
    build
        .arg("build")
        .current_dir(workspace::root().join("src-tauri"));
    if cfg!(target_os = "macos") {
        let processors = ["aarch64-apple-darwin", "x86_64-apple-darwin"];
        run(Command::new("rustup")
            .args(["target", "add"])
            .args(processors))?;
        build.args(["--target", "universal-apple-darwin"]);
    }
    run(&mut build)
}
