//! `cargo xtask package`: builds the installer.

use anyhow::Result;

use crate::programs::{run, tauri};
use crate::{setup, ui, workspace};

/// Builds a Debian package on Linux, and the platform's usual bundles elsewhere.
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
    run(&mut build)
}
