//! The page: its packages and its build.

use std::fs;

use anyhow::{Context as _, Result};

use crate::programs::{npm, run};
use crate::workspace;

/// Fetches the page's packages, unless those of the lock file are there already.
pub(crate) fn fetch_packages() -> Result<()> {
    let lock = fs::read_to_string(workspace::ui().join("package-lock.json"))
        .context("reading ui/package-lock.json")?;
    let folder = workspace::target().join("xtask");
    let stamp = folder.join("ui-packages.json");
    let fetched = fs::read_to_string(&stamp).unwrap_or_default();
    if fetched == lock && workspace::ui().join("node_modules").is_dir() {
        return Ok(());
    }
    run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::create_dir_all(folder).context("making target/xtask")?;
    fs::write(stamp, lock).context("writing target/xtask/ui-packages.json")
}

/// Builds the page. The desktop program embeds it, so it is built before that program is compiled.
pub(crate) fn build() -> Result<()> {
    run(&mut npm(&["run", "build"]))
}
