//! The page: its packages and its build.

use std::fs;

use anyhow::{Context as _, Result};

use crate::programs::{npm, run};
use crate::workspace;

/// Fetches the page's packages, unless those of the lock file are there already.
pub(crate) fn fetch_packages() -> Result<()> {
    let lock = fs::read_to_string(workspace::ui().join("package-lock.json"))
        .context("reading ui/package-lock.json")?;
    // Inside the folder that `npm ci` empties, so that an interrupted one is repeated.
    let stamp = workspace::ui().join("node_modules/.fetched-package-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|fetched| fetched == lock) {
        return Ok(());
    }
    run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::write(stamp, lock).context("writing ui/node_modules/.fetched-package-lock.json")
}

/// Builds the page. The desktop program embeds it, so it is built before that program is compiled.
pub(crate) fn build() -> Result<()> {
    run(&mut npm(&["run", "build"]))
}
