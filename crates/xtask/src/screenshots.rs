//! `cargo xtask screenshots`: pictures of every screen.

use std::process::Command;

use anyhow::Result;

use crate::programs::{build_driven, run};
use crate::{setup, ui, workspace};

/// Builds the app and writes its pictures, or those whose name contains `only`, into `docs/screenshots`.
pub(crate) fn screenshots(only: Option<&str>) -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    let built = build_driven(false)?;
    let mut command = Command::new(built.driver);
    command.arg("screenshots").arg("--app").arg(built.app);
    if let Some(only) = only {
        command.arg("--only").arg(only);
    }
    run(command
        .arg("--to")
        .arg(workspace::root().join("docs/screenshots")))
}
