//! `cargo xtask package --check`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use crate::console::print;
use crate::setup;

use super::channels::rpm;
use super::files::of_kind;
use super::{build, clean_system, lint, linux};

/// What the checks call.
const TOOLS: [&str; 5] = [
    "lintian",
    "rpmlint",
    "desktop-file-utils",
    "appstream",
    "rpm",
];

/// The largest deb, in bytes.
const MAX_DEB: u64 = 6_000_000;

pub(crate) fn check() -> Result<()> {
    setup::install_missing(&TOOLS)?;
    let files = linux::build()?;
    lint::lint(&files)?;
    rpm_repository(&files)?;
    clean_system::install(&linux::folder())?;
    equal_builds(&files)?;
    sizes(&files)
}

fn sizes(files: &[PathBuf]) -> Result<()> {
    for path in of_kind(files, "deb") {
        let size = linux::size(&path)?;
        ensure!(
            size <= MAX_DEB,
            "{}: {size} bytes are more than {MAX_DEB}",
            path.display()
        );
    }
    Ok(())
}

/// That dnf reads a repository of the rpms.
fn rpm_repository(files: &[PathBuf]) -> Result<()> {
    let rpms = of_kind(files, "rpm");
    let root = linux::folder().join("rpm");
    rpm::repository(&rpms, &root)?;
    rpm::check(
        &root,
        &linux::PACKAGES.each_ref().map(|package| package.name),
    )?;
    print(&format!(
        "count: {} rpms that dnf finds in their repository",
        rpms.len()
    ));
    Ok(())
}

fn equal_builds(files: &[PathBuf]) -> Result<()> {
    let first = contents(files)?;
    build::forget_own_code()?;
    let second = contents(&linux::build()?)?;
    for (path, bytes) in &first {
        ensure!(
            second.get(path) == Some(bytes),
            "{} differs between two builds",
            path.display()
        );
    }
    print(&format!(
        "count: {} files of packages that two builds made equal",
        first.len()
    ));
    Ok(())
}

fn contents(files: &[PathBuf]) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        Ok((path.clone(), bytes))
    };
    files.iter().map(read).collect()
}
