//! Files of a folder, and those of a kind.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The paths in a folder, sorted.
pub(super) fn in_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let paths: Result<Vec<_>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths?;
    paths.sort();
    Ok(paths)
}

/// Those of the paths whose extension is `kind`.
pub(super) fn of_kind(paths: &[PathBuf], kind: &str) -> Vec<PathBuf> {
    let is = |path: &&PathBuf| path.extension().is_some_and(|end| end == kind);
    paths.iter().filter(is).cloned().collect()
}
