//! `cargo xtask backtest`: compares forecasts with what happened.

use anyhow::Result;

use crate::programs::{cargo, run};
use crate::{setup, workspace};

/// Writes the table into docs/forecast.md; fails when the forecast is not better than simple extrapolations.
pub(crate) fn backtest() -> Result<()> {
    setup::setup(false)?;
    let mut program = cargo(&["run", "--release", "--package", "authgauge-core"]);
    program.args(["--example", "backtest", "--"]);
    run(program.arg(workspace::root().join("docs/forecast.md")))
}
