//! `cargo xtask bench`: measures launch, drawing charts, making the overview, memory, idle work and the history's size.

use std::process::Command;

use anyhow::Result;

use crate::programs::{binary, build_driven, cargo, run};
use crate::{bench_console, setup, ui};

/// Measures a release build against an empty window, then a hidden window against an open one over `idle`
/// seconds.
pub(crate) fn bench(idle: u32) -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    let built = build_driven(true)?;
    // The same packages as above: others would enable other features of the libraries and compile them again.
    run(&mut cargo(&[
        "build",
        "--release",
        "--package",
        "authgauge-desktop",
        "--package",
        "authgauge-driver",
        "--example",
        "blank",
        "--example",
        "chart_speed",
        "--example",
        "history_size",
        "--example",
        "portfolio_speed",
    ]))?;
    let mut launches = Command::new(built.driver);
    launches.arg("bench").arg("--app").arg(built.app);
    launches.arg("--blank").arg(binary("examples/blank", true));
    run(launches.arg(format!("--idle={idle}")))?;
    run(&mut Command::new(binary("examples/chart_speed", true)))?;
    run(&mut Command::new(binary("examples/portfolio_speed", true)))?;
    run(&mut Command::new(binary("examples/history_size", true)))?;
    bench_console::bench()
}
