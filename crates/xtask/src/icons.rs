//! `cargo xtask icons`: every size of the icon, from its one drawing.

use std::{fs, process::Command};

use crate::{
    outcome::{Doing, Outcome},
    programs::{must, ui_program},
    ui, workspace,
};

/// What the bundles use of all that the tool makes.
const KEPT: [&str; 6] = [
    "32x32.png",
    "128x128.png",
    "128x128@2x.png",
    "icon.png",
    "icon.ico",
    "icon.icns",
];

/// Makes the sizes in a folder of their own and takes over those that are used.
pub(crate) fn icons() -> Outcome {
    ui::packages()?;
    let icons = workspace::root().join("icons");
    let made = workspace::target().join("icons");
    let mut tauri = Command::new(ui_program("tauri"));
    must(
        tauri
            .arg("icon")
            .arg(icons.join("headroom.svg"))
            .arg("--output")
            .arg(&made),
    )?;
    for name in KEPT {
        fs::copy(made.join(name), icons.join(name)).doing(&format!("copying {name}"))?;
    }
    Ok(())
}
