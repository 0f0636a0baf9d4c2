//! The files the tests read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) const SETUP: &str = include_str!("../../src/setup.rs");
pub(crate) const WINDOW: &str = include_str!("../../src/window.rs");
pub(crate) const CAPABILITY: &str = include_str!("../../capabilities/main.json");
pub(crate) const CONFIGURATION: &str = include_str!("../../tauri.conf.json");

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    package().join("..")
}

/// The folder of this package.
pub(crate) fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Every text between `before` and the next `after`.
pub(crate) fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> BTreeSet<String> {
    let parts = text.split(before).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(after)?.0.to_owned()))
        .collect()
}

/// Every file below a folder, and its text; empty for a file that is not UTF-8.
pub(crate) fn texts_below(folder: &Path) -> Vec<(PathBuf, String)> {
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                return texts_below(&path);
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            vec![(path, text)]
        })
        .collect()
}
