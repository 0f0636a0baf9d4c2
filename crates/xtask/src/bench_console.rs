//! The console program's part of `cargo xtask bench`.

use std::process::Command;

use anyhow::Result;

use crate::programs::{binary, cargo, run};
use crate::workspace;

/// Measures the release build of `authgauge`: each command, and a live reading beside the vendor's Node client.
pub(crate) fn bench() -> Result<()> {
    let package = ["build", "--release", "--package", "authgauge-cli"];
    run(&mut cargo(
        &[
            &package[..],
            &["--bin", "authgauge", "--example", "console_speed"],
        ]
        .concat(),
    ))?;
    let mut measure = Command::new(binary("examples/console_speed", true));
    run(measure
        .arg(binary("authgauge", true))
        .arg(workspace::target()))
}
