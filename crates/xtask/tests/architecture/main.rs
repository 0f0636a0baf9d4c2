//! Checks the structure of the workspace: its names, the dependencies between its crates, and the imports
//! between the modules of a crate.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic as tests may"
)]

mod crate_dependencies;
mod module_cycles;
mod modules;
mod old_name;
mod platforms;
mod third_party;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.ancestors().nth(2).unwrap().to_owned()
}

/// The folders of the workspace's packages, by package name.
fn packages() -> Vec<(String, PathBuf)> {
    let folders = ["crates", "src-tauri"].map(|name| root().join(name));
    let inner = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path());
    let mut packages: Vec<_> = inner
        .chain(folders.iter().cloned())
        .filter_map(|folder| {
            let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?;
            let (_, rest) = manifest.split_once("[package]\nname = \"")?;
            Some((rest.split_once('"')?.0.to_owned(), folder))
        })
        .collect();
    packages.sort();
    packages
}

/// The names of the packages that `package` is built of.
fn dependencies(package: &str, extra: &[&str]) -> BTreeSet<String> {
    let tree = output(
        Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--package", package])
            .args(["--edges", "normal", "--prefix", "none"])
            .args(extra),
    );
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.skip(1).map(str::to_owned).collect()
}

fn output(command: &mut Command) -> String {
    let output = command.current_dir(root()).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}
