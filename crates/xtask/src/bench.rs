//! `cargo xtask bench`: launch, chart drawing, memory, what it takes without a window and how
//! much its history does, as tables.

use std::process::Command;

use crate::{
    outcome::Outcome,
    programs::{binary, build_driven, cargo, must},
    setup, ui,
};

/// Builds what an owner would run, and a blank window beside it, and measures both in turn; then a hidden one
/// beside an open one, left alone for `idle` seconds.
pub(crate) fn bench(idle: u32) -> Outcome {
    setup::setup(false)?;
    ui::build()?;
    let built = build_driven(true)?;
    // The same choice of packages as above: another one would choose other features for the libraries and
    // compile them once more.
    must(&mut cargo(&[
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
    ]))?;
    let blank = binary("examples/blank", true);
    let mut launches = Command::new(built.driver);
    launches
        .arg("bench")
        .arg("--app")
        .arg(built.app)
        .arg("--blank")
        .arg(blank)
        .arg(format!("--idle={idle}"));
    must(&mut launches)?;
    must(&mut Command::new(binary("examples/chart_speed", true)))?;
    must(&mut Command::new(binary("examples/history_size", true)))
}
