//! `cargo xtask backtest`: compares forecasts with what happened.

use std::path::{Path, absolute};

use anyhow::Result;

use crate::programs::{cargo, run};
use crate::{setup, workspace};

/// The table of other series' errors that forecasts begin with.
const LEARNT: &str = "crates/authgauge-core/src/forecast/pooled_errors.rs";

/// Without series writes the tables into docs/forecast.md, and fails when the forecast is not better than simple ones.
pub(crate) fn backtest(series: Option<&Path>, learn: bool) -> Result<()> {
    setup::setup(false)?;
    let mut program = cargo(&["run", "--release", "--package", "authgauge-core"]);
    program.args(["--example", "backtest", "--"]);
    match series {
        Some(folder) => program.arg("--series").arg(absolute(folder)?),
        None if learn => program.arg("--learn").arg(workspace::root().join(LEARNT)),
        None => {
            let document = workspace::root().join("docs/forecast.md");
            program.arg("--document").arg(document)
        }
    };
    run(&mut program)
}
