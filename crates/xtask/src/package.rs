//! `cargo xtask package`: what an owner installs.

use std::process::Command;

use crate::{
    outcome::Outcome,
    programs::{must, ui_program},
    setup, ui, workspace,
};

/// Bundles the app: a Debian package on Linux, elsewhere what the platform's owners expect.
pub(crate) fn package() -> Outcome {
    setup::setup(false)?;
    ui::build()?;
    let mut tauri = Command::new(ui_program("tauri"));
    tauri
        .arg("build")
        .current_dir(workspace::root().join("src-tauri"));
    if cfg!(target_os = "linux") {
        tauri.args(["--bundles", "deb"]);
    }
    must(&mut tauri)
}
