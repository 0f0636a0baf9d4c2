//! `cargo xtask run`: the real app.

use crate::{
    outcome::Outcome,
    programs::{cargo, must},
    setup, ui,
};

/// Builds the app and opens it with `args`.
pub(crate) fn run(args: &[String]) -> Outcome {
    setup::setup(false)?;
    ui::build()?;
    must(cargo(&["run", "--package", "authgauge-desktop", "--"]).args(args))
}
