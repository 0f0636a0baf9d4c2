//! `cargo xtask repository`: lays packages out so that apt installs and upgrades them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::console::print;
use crate::programs::output;
use crate::setup;

use super::linux::is_deb;

/// What owners' computers call the only channel.
const SUITE: &str = "stable";

/// Where the packages are, from the repository's root.
const POOL: &str = "pool/main";

/// The processors that packages are built for, as Debian names them.
const PROCESSORS: [&str; 2] = ["amd64", "arm64"];

/// Makes a repository of the debs in a folder, in `apt` below it. A maintainer then signs its `Release`.
pub(crate) fn repository(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let paths: Vec<_> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    let debs: Vec<_> = paths.into_iter().filter(|path| is_deb(path)).collect();
    let root = folder.join("apt");
    of_debs(&debs, &root)?;
    print(&format!("{} packages in {}", debs.len(), root.display()));
    Ok(())
}

/// Makes a repository in a new folder.
pub(crate) fn of_debs(debs: &[PathBuf], root: &Path) -> Result<()> {
    setup::install_missing(&["apt-utils"])?;
    ensure!(!debs.is_empty(), "there are no packages");
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    let pool = root.join(POOL);
    fs::create_dir_all(&pool)?;
    for deb in debs {
        let name = deb.file_name().context("a package has no name")?;
        fs::copy(deb, pool.join(name)).with_context(|| deb.display().to_string())?;
    }
    for processor in PROCESSORS {
        index(root, processor)?;
    }
    let dists = format!("dists/{SUITE}");
    let fields = ["Origin=Authgauge", "Label=Authgauge", "Components=main"];
    let suite = [format!("Suite={SUITE}"), format!("Codename={SUITE}")];
    let processors = format!("Architectures={}", PROCESSORS.join(" "));
    let mut release = archive(root);
    for field in fields.iter().copied().chain(suite.iter().map(|it| &**it)) {
        release.args(["-o", &format!("APT::FTPArchive::Release::{field}")]);
    }
    release.args(["-o", &format!("APT::FTPArchive::Release::{processors}")]);
    let text = output(release.args(["release", &dists]))?;
    write(&root.join(dists).join("Release"), &text)
}

/// Lists the packages of one processor.
fn index(root: &Path, processor: &str) -> Result<()> {
    let mut packages = archive(root);
    let text = output(packages.args(["--arch", processor, "packages", POOL]))?;
    let folder = root.join(format!("dists/{SUITE}/main/binary-{processor}"));
    fs::create_dir_all(&folder)?;
    write(&folder.join("Packages"), &text)
}

fn archive(root: &Path) -> Command {
    let mut command = Command::new("apt-ftparchive");
    command.current_dir(root);
    command
}

fn write(path: &Path, text: &[u8]) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}
