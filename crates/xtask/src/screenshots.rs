//! `cargo xtask screenshots`: pictures of every screen.

use std::process::Command;

use crate::{
    outcome::Outcome,
    programs::{build_driven, must},
    setup, ui, workspace,
};

/// Builds the app and writes its pictures into `docs/screenshots`.
pub(crate) fn screenshots() -> Outcome {
    setup::setup(false)?;
    ui::build()?;
    let built = build_driven(false)?;
    let pictures = workspace::root().join("docs").join("screenshots");
    let mut command = Command::new(built.driver);
    must(
        command
            .arg("screenshots")
            .arg("--app")
            .arg(built.app)
            .arg("--to")
            .arg(pictures),
    )
}
