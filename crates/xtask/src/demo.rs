//! `cargo xtask demo`: the app with simulated pools.

use std::process::Command;

use anyhow::Result;

use crate::programs::{build_driven, cargo, run};
use crate::{setup, ui, workspace};

/// Builds the app and opens its demo; without a display, on a virtual one that prints and saves what it shows.
pub(crate) fn demo() -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    if has_display() {
        return run(&mut cargo(&[
            "run",
            "--package",
            "authgauge-desktop",
            "--",
            "--demo",
        ]));
    }
    let built = build_driven(false)?;
    let mut look = Command::new(built.driver);
    look.arg("look").arg("--app").arg(built.app);
    run(look.arg("--to").arg(workspace::target().join("demo")))
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
