//! What a distribution's reviewer would run on the packages.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::console::print;
use crate::programs::run;
use crate::workspace;

use super::files::of_kind;

/// Descriptions of the desktop program, and the exceptions of both linters.
const DESCRIPTIONS: &str = "src-tauri/packaging";

/// Checks the packages, the menu entry, and the entry of software centres.
pub(crate) fn lint(files: &[PathBuf]) -> Result<()> {
    let descriptions = workspace::root().join(DESCRIPTIONS);
    lint_packages(files, &descriptions)?;
    let path = |end: &str| descriptions.join(format!("org.authgauge.Authgauge.{end}"));
    let mut menu = Command::new("desktop-file-validate");
    run(menu.arg("--warn-kde").arg(path("desktop")))?;
    let mut appstream = Command::new("appstreamcli");
    appstream.args(["validate", "--no-net"]);
    run(appstream.arg(path("metainfo.xml")))?;
    print("count: 2 descriptions for menus and software centres without a finding");
    Ok(())
}

fn lint_packages(files: &[PathBuf], descriptions: &Path) -> Result<()> {
    let (debs, rpms) = (of_kind(files, "deb"), of_kind(files, "rpm"));
    let mut lintian = Command::new("lintian");
    lintian.args(["--fail-on", "error,warning"]);
    run(lintian.arg("--allow-root").args(&debs))?;
    let mut rpmlint = Command::new("rpmlint");
    rpmlint.arg("--strict").arg("--config");
    run(rpmlint.arg(descriptions.join("rpmlint.toml")).args(&rpms))?;
    print(&format!(
        "count: {} packages without a finding of lintian or rpmlint",
        debs.len() + rpms.len()
    ));
    Ok(())
}
