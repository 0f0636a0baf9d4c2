//! A repository from which dnf and zypper install and upgrade.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::programs::{output, run};
use crate::setup;

use super::{copy_into, new_folder};

/// Makes a repository of rpms in a new folder.
pub(crate) fn repository(rpms: &[PathBuf], root: &Path) -> Result<()> {
    setup::install_missing(&["createrepo-c"])?;
    new_folder(root)?;
    copy_into(root, rpms)?;
    run(Command::new("createrepo_c").arg("--quiet").arg(root))
}

/// Checks that dnf finds these packages in a repository.
pub(crate) fn check(root: &Path, packages: &[&str]) -> Result<()> {
    setup::install_missing(&["dnf"])?;
    let mut query = Command::new("dnf");
    query
        .args([
            "--quiet",
            "--disablerepo=*",
            "--setopt=reposdir=/nonexistent",
        ])
        .arg(format!("--repofrompath=authgauge,{}", root.display()))
        .args(["repoquery", "--queryformat=%{name}"]);
    let found = String::from_utf8(output(&mut query)?)?;
    let found: Vec<_> = found.lines().collect();
    ensure!(found == packages, "dnf finds {found:?}, not {packages:?}");
    Ok(())
}
