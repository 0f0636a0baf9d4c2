//! `cargo xtask bench`: measures launch, memory, idle work, drawing charts, making the overview and the history's size.

use std::process::Command;

use anyhow::Result;

use crate::programs::{binary, build_driven, cargo, run};
use crate::{bench_console, setup, ui, workspace};

/// The figures of the windows, in the target folder.
const FIGURES: &str = "bench.json";

/// Programs that measure without a window.
const WITHOUT_WINDOW: [&str; 4] = [
    "chart_speed",
    "portfolio_speed",
    "scheduler_speed",
    "history_size",
];

/// Measures a release build against a blank window, then a hidden window against an open one over `idle` seconds.
pub(crate) fn bench(idle: u32) -> Result<()> {
    setup::setup(false)?;
    ui::build()?;
    let built = build_driven(true)?;
    // The same packages as above: others would enable other features of the libraries and compile them again.
    let mut build = cargo(&["build", "--release"]);
    build.args([
        "--package",
        "authgauge-desktop",
        "--package",
        "authgauge-driver",
    ]);
    build.args(["--example", "blank"]);
    for example in WITHOUT_WINDOW {
        build.args(["--example", example]);
    }
    run(&mut build)?;
    let mut launches = Command::new(built.driver);
    launches.arg("bench").arg("--app").arg(built.app);
    launches.arg("--blank").arg(binary("examples/blank", true));
    launches.arg("--to").arg(workspace::target().join(FIGURES));
    run(launches.arg(format!("--idle={idle}")))?;
    for example in WITHOUT_WINDOW {
        run(&mut Command::new(binary(
            &format!("examples/{example}"),
            true,
        )))?;
    }
    bench_console::bench()
}
