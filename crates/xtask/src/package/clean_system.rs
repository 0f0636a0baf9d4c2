//! Installs the packages in clean systems, which mmdebstrap makes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::console::print;
use crate::programs::{binary, cargo, run, stdout_if_ok};
use crate::{setup, workspace};

use super::channels::apt;
use super::linux::{PACKAGES, deb_path, folder};

/// Debian 12, on whose libraries the programs are built here, and the one after it.
const SUITES: [&str; 2] = ["bookworm", "trixie"];

/// The program that makes clean systems.
const MAKE: &str = "mmdebstrap";

/// Of the packages that are upgraded. Only the version differs: there is no earlier release.
const BEFORE: &str = "0.0.1-1";

/// What the owner of a clean system does.
const SCRIPT: &str = "crates/xtask/src/package/clean_system.sh";

/// Programs of this repository that the script starts beside the installed ones.
const HELPERS: [&str; 2] = ["authgauge-driver", "genauth-sim"];

/// Runs the script in each system, with the debs of a folder.
pub(super) fn install(packages: &Path) -> Result<()> {
    if setup::as_root(MAKE).is_none() {
        print("not checked: packages in clean systems (needs root)");
        return Ok(());
    }
    setup::install_missing(&[MAKE, "debian-archive-keyring"])?;
    let archive = archive();
    let files = provide(packages)?;
    SUITES
        .iter()
        .try_for_each(|suite| install_in(suite, archive.as_deref(), &files))
}

/// Where this machine installs from. None on another system than Debian: then mmdebstrap knows where.
fn archive() -> Option<String> {
    let sites = stdout_if_ok(
        "apt-get",
        &["indextargets", "--format", "$(RELEASE) $(SITE)"],
    )?;
    let site = |line: &str| {
        let (release, site) = line.split_once(' ')?;
        SUITES.contains(&release).then(|| site.to_owned())
    };
    sites.lines().find_map(site)
}

/// Puts what the script needs into one folder.
fn provide(packages: &Path) -> Result<PathBuf> {
    let files = folder().join("clean-system");
    if files.exists() {
        fs::remove_dir_all(&files)?;
    }
    let debs = PACKAGES
        .each_ref()
        .map(|package| deb_path(package, packages));
    for (package, deb) in PACKAGES.iter().zip(&debs) {
        with_version(deb, BEFORE, &files.join("before"), package.name)?;
    }
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

/// Writes a copy of a package that bears another version.
fn with_version(deb: &Path, version: &str, folder: &Path, name: &str) -> Result<()> {
    let content = folder.join(name);
    fs::create_dir_all(folder)?;
    run(Command::new("dpkg-deb")
        .arg("--raw-extract")
        .args([deb, &content]))?;
    let control = content.join("DEBIAN/control");
    let text = fs::read_to_string(&control).with_context(|| control.display().to_string())?;
    let lines = text.lines().map(|line| match line.starts_with("Version:") {
        true => format!("Version: {version}\n"),
        false => format!("{line}\n"),
    });
    fs::write(&control, lines.collect::<String>())?;
    let to = folder.join(format!("{name}.deb"));
    // Quickly, since it is thrown away.
    run(Command::new("dpkg-deb")
        .args(["--build", "--root-owner-group", "-Zgzip", "-z1"])
        .args([&content, &to]))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

fn install_in(suite: &str, archive: Option<&str>, files: &Path) -> Result<()> {
    let version = format!("{}-1", env!("CARGO_PKG_VERSION"));
    let mut make = setup::as_root(MAKE).context("needs root")?;
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
    run(make.args([suite, "/dev/null"]).args(archive))
}
