//! `cargo xtask icons`: renders the icons' sizes from their SVG files.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::programs::{run, tauri};
use crate::{ui, workspace};

/// The files that the bundles use, of all that Tauri's tool writes.
const APP_ICONS: [&str; 6] = [
    "32x32.png",
    "128x128.png",
    "128x128@2x.png",
    "icon.png",
    "icon.ico",
    "icon.icns",
];

/// The tray icons, one for each level.
const TRAY_ICONS: [&str; 5] = ["ok", "near", "critical", "over", "unknown"];

/// Width of the tray icons in pixels: panels scale them down, less so on dense screens.
const TRAY_SIZE: &str = "64";

/// Renders all icons in the target folder and copies the used ones into `icons`.
pub(crate) fn icons() -> Result<()> {
    ui::fetch_packages()?;
    app_icons()?;
    TRAY_ICONS.into_iter().try_for_each(tray_icon)
}

fn app_icons() -> Result<()> {
    let icons = workspace::root().join("icons");
    let rendered = workspace::target().join("icons");
    run(tauri()
        .arg("icon")
        .arg(icons.join("authgauge.svg"))
        .arg("--output")
        .arg(&rendered))?;
    APP_ICONS
        .iter()
        .try_for_each(|name| copy(&rendered.join(name), &icons.join(name)))
}

fn tray_icon(name: &str) -> Result<()> {
    let icon = workspace::root().join("icons/tray").join(name);
    let rendered = workspace::target().join("icons").join(name);
    run(tauri()
        .arg("icon")
        .arg(icon.with_extension("svg"))
        .args(["--png", TRAY_SIZE, "--output"])
        .arg(&rendered))?;
    let picture = rendered.join(format!("{TRAY_SIZE}x{TRAY_SIZE}.png"));
    copy(&picture, &icon.with_extension("png"))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {}", from.display()))?;
    Ok(())
}
