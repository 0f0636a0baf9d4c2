//! The page: its packages and its build.

use std::fs;

use crate::{
    outcome::{Doing, Outcome},
    programs::{must, npm},
    workspace,
};

/// Fetches the page's packages, unless they are those of the lock file already.
pub(crate) fn packages() -> Outcome {
    let wanted = fs::read_to_string(workspace::ui().join("package-lock.json"))
        .doing("reading ui/package-lock.json")?;
    let stamp = workspace::target().join("xtask").join("ui-packages.json");
    let fetched = fs::read_to_string(&stamp).unwrap_or_default();
    if fetched == wanted && workspace::ui().join("node_modules").is_dir() {
        return Ok(());
    }
    must(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::create_dir_all(workspace::target().join("xtask")).doing("making target/xtask")?;
    fs::write(&stamp, wanted).doing("writing target/xtask/ui-packages.json")
}

/// Builds the page. The window embeds it, so this comes before anything that compiles the window.
pub(crate) fn build() -> Outcome {
    must(&mut npm(&["run", "build"]))
}
