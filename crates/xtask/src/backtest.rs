//! `cargo xtask backtest`: the forecast held against what came.

use crate::{
    outcome::Outcome,
    programs::{cargo, must},
    setup, workspace,
};

/// Puts the table into docs/forecast.md; fails when the forecast is not better than the lines drawn with a ruler.
pub(crate) fn backtest() -> Outcome {
    setup::setup(false)?;
    let mut program = cargo(&["run", "--release", "--package", "authgauge-app"]);
    program.args(["--example", "backtest", "--"]);
    program.arg(workspace::root().join("docs/forecast.md"));
    must(&mut program)
}
