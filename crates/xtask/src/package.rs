//! `cargo xtask package`: builds the installer.

use std::process::Command;

use anyhow::Result;

use crate::programs::{run, tauri};
use crate::{setup, ui, workspace};

/// Builds a Debian package on Linux, one program for both processors on macOS, and the usual bundles elsewhere.
pub(crate) fn package() -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    let mut build = tauri();
    build
        .arg("build")
        .current_dir(workspace::root().join("src-tauri"));
    if cfg!(target_os = "linux") {
        build.args(["--bundles", "deb"]);
    }
    if cfg!(target_os = "macos") {
        let processors = ["aarch64-apple-darwin", "x86_64-apple-darwin"];
        run(Command::new("rustup")
            .args(["target", "add"])
            .args(processors))?;
        build.args(["--target", "universal-apple-darwin"]);
    }
    run(&mut build)
}
