//! `cargo xtask cross`: checks the code for Windows and macOS on this machine.
//!
//! Windows: lints of everything, and the tests of the programs and of the crates below them, run under Wine. macOS:
//! lints alone; its frameworks can't be linked here.

mod macos;
mod toolchain;
mod windows;
mod wine;

use anyhow::Result;

use crate::{setup, steps, ui};

/// Runs every step, or those whose name contains `only`. What this machine can't check is printed as `not checked`.
pub(crate) fn cross(only: Option<&str>) -> Result<()> {
    setup::setup(false)?;
    // The desktop program embeds the page.
    ui::build()?;
    let mut all = windows::steps();
    all.extend(macos::steps());
    if all.is_empty() {
        return Ok(());
    }
    steps::run(all, only)
}
