//! `cargo xtask demo`: the app with simulated pools.

use std::process::Command;

use crate::{
    outcome::Outcome,
    programs::{build_driven, cargo, must},
    setup, system, ui, workspace,
};

/// Builds the app and opens its demo; without a display, looks at it on a virtual one.
pub(crate) fn demo() -> Outcome {
    setup::setup(false)?;
    ui::build()?;
    if system::has_display() {
        return must(&mut cargo(&[
            "run",
            "--package",
            "authgauge-desktop",
            "--",
            "--demo",
        ]));
    }
    let built = build_driven(false)?;
    let pictures = workspace::target().join("demo");
    must(
        Command::new(built.driver)
            .arg("look")
            .arg("--app")
            .arg(built.app)
            .arg("--to")
            .arg(pictures),
    )
}
