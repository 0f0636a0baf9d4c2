//! `cargo xtask package`: the packages that owners install.
//!
//! On Linux a deb and an rpm of each program, made so that the same source gives the same bytes; elsewhere Tauri's
//! installers.

mod build;
mod changelog;
mod channels;
mod check;
mod clean_system;
mod copyright;
mod files;
mod installers;
mod licences;
mod lint;
mod linux;
mod materials;
mod smoke;

use anyhow::{Result, ensure};

use crate::{setup, ui};

pub(crate) use channels::channels;
pub(crate) use smoke::smoke;

/// Builds the packages or installers of this system.
pub(crate) fn package() -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    if cfg!(target_os = "linux") {
        return linux::build().map(drop);
    }
    installers::build()
}

/// Builds the packages twice and compares them, lints them, and installs them in clean systems.
pub(crate) fn check() -> Result<()> {
    ensure!(
        cfg!(target_os = "linux"),
        "only the packages of Linux have a check"
    );
    setup::setup(false)?;
    ui::build()?;
    check::check()
}
