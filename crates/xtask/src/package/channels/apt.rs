//! A repository from which apt installs and upgrades. A maintainer then signs its `Release`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::programs::output;
use crate::setup;

use super::{copy_into, new_folder, write};

/// What owners' computers call the only channel.
const SUITE: &str = "stable";

/// Where the packages are, from the repository's root.
const POOL: &str = "pool/main";

/// The processors that packages are built for, as Debian names them.
const PROCESSORS: [&str; 2] = ["amd64", "arm64"];

/// Makes a repository of debs in a new folder.
pub(crate) fn repository(debs: &[PathBuf], root: &Path) -> Result<()> {
    setup::install_missing(&["apt-utils"])?;
    new_folder(root)?;
    copy_into(&root.join(POOL), debs)?;
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
    write(&root.join(dists).join("Release"), text)
}

/// Lists the packages of one processor.
fn index(root: &Path, processor: &str) -> Result<()> {
    let mut packages = archive(root);
    let text = output(packages.args(["--arch", processor, "packages", POOL]))?;
    let folder = root.join(format!("dists/{SUITE}/main/binary-{processor}"));
    fs::create_dir_all(&folder)?;
    write(&folder.join("Packages"), text)
}

fn archive(root: &Path) -> Command {
    let mut command = Command::new("apt-ftparchive");
    command.current_dir(root);
    command
}
