//! Installs the packages in clean systems, which mmdebstrap makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::console::print;
use crate::programs::{binary, cargo, run, stdout_if_ok};
use crate::workspace;

use super::build::Epoch;
use super::channels::apt;
use super::linux::{PACKAGES, deb, deb_path, folder};

/// Debian 12, on whose libraries the programs are built here, and the one after it.
const SUITES: [&str; 2] = ["bookworm", "trixie"];

/// Of the packages that are upgraded. Only the version differs: there is no earlier release.
const BEFORE: &str = "0.0.1-1";

/// What the owner of a clean system does.
const SCRIPT: &str = "crates/xtask/src/package/clean_system.sh";

/// Programs of this repository that the script starts beside the installed ones.
const HELPERS: [&str; 2] = ["authgauge-driver", "genauth-sim"];

/// Runs the script in each system.
pub(crate) fn install() -> Result<()> {
    let Some(archive) = archive() else {
        print("not checked: packages in clean systems (this is no Debian, or not root)");
        return Ok(());
    };
    let files = provide()?;
    SUITES
        .iter()
        .try_for_each(|suite| install_in(suite, &archive, &files))
}

/// Where this machine installs from.
fn archive() -> Option<String> {
    let is_root = stdout_if_ok("id", &["-u"]).as_deref() == Some("0");
    let sites = stdout_if_ok(
        "apt-get",
        &["indextargets", "--format", "$(RELEASE) $(SITE)"],
    );
    let sites = sites.filter(|_| is_root)?;
    let site = |line: &str| {
        let (release, site) = line.split_once(' ')?;
        SUITES.contains(&release).then(|| site.to_owned())
    };
    sites.lines().find_map(site)
}

/// Puts what the script needs into one folder.
fn provide() -> Result<PathBuf> {
    let files = folder().join("clean-system");
    let before = files.join("before");
    if files.exists() {
        fs::remove_dir_all(&files)?;
    }
    fs::create_dir_all(&before)?;
    let epoch = Epoch::of_this_source()?;
    for package in &PACKAGES {
        let path = before.join(format!("{}.deb", package.name));
        deb(package, epoch, &path, Some(BEFORE))?;
    }
    let debs = PACKAGES.each_ref().map(deb_path);
    apt::repository(&debs, &files.join("apt"))?;
    let mut build = cargo(&["build"]);
    for program in HELPERS {
        build.args(["--package", program]);
    }
    run(&mut build)?;
    for program in HELPERS {
        copy(&binary(program, false), &files.join(program))?;
    }
    copy(&workspace::root().join(SCRIPT), &files.join("check.sh"))?;
    Ok(files)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

fn install_in(suite: &str, archive: &str, files: &Path) -> Result<()> {
    let version = format!("{}-1", env!("CARGO_PKG_VERSION"));
    let mut make = Command::new("mmdebstrap");
    make.args(["--quiet", "--variant=apt", "--mode=root", "--format=null"])
        // The system is thrown away, so its files need not be safe on the disk.
        .arg("--dpkgopt=force-unsafe-io")
        .arg("--customize-hook=mkdir \"$1/packages\"")
        .arg(format!(
            "--customize-hook=copy-in {}/. /packages",
            files.display()
        ))
        .arg(format!(
            "--chrooted-customize-hook=sh /packages/check.sh {BEFORE} {version}"
        ));
    run(make.args([suite, "/dev/null", archive]))
}
