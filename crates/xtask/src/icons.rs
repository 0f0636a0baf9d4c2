//! `cargo xtask icons`: every size of the icon from its one drawing, and the tray's from theirs.

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

/// The tray's, one for each level.
const TRAY: [&str; 5] = ["ok", "near", "critical", "over", "unknown"];

/// Pixels across: panels make them smaller, and twice as large on dense screens.
const TRAY_SIZE: &str = "64";

/// Makes the sizes in a folder of their own and takes over those that are used.
pub(crate) fn icons() -> Outcome {
    ui::packages()?;
    app()?;
    TRAY.into_iter().try_for_each(tray)
}

fn tray(name: &str) -> Outcome {
    let icons = workspace::root().join("icons/tray");
    let made = workspace::target().join("icons").join(name);
    let mut tauri = Command::new(ui_program("tauri"));
    must(
        tauri
            .arg("icon")
            .arg(icons.join(name).with_extension("svg"))
            .args(["--png", TRAY_SIZE, "--output"])
            .arg(&made),
    )?;
    let picture = made.join(format!("{TRAY_SIZE}x{TRAY_SIZE}.png"));
    let kept = icons.join(name).with_extension("png");
    fs::copy(picture, kept).doing(&format!("copying the tray's {name}"))?;
    Ok(())
}

fn app() -> Outcome {
    let icons = workspace::root().join("icons");
    let made = workspace::target().join("icons");
    let mut tauri = Command::new(ui_program("tauri"));
    must(
        tauri
            .arg("icon")
            .arg(icons.join("authgauge.svg"))
            .arg("--output")
            .arg(&made),
    )?;
    for name in KEPT {
        fs::copy(made.join(name), icons.join(name)).doing(&format!("copying {name}"))?;
    }
    Ok(())
}
