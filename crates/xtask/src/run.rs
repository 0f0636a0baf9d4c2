//! `cargo xtask run`: the real app.

use anyhow::Result;

use crate::programs::{self, cargo};
use crate::{setup, ui};

/// Builds the app and opens it with `args`.
pub(crate) fn run(args: &[String]) -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    programs::run(cargo(&["run", "--package", "authgauge-desktop", "--"]).args(args))
}
