//! Packs the programs for Linux.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::console::print;
use crate::programs::{output, run};
use crate::tools::{DEB, RPM};
use crate::workspace;

use super::build::{Epoch, release};
use super::files::{in_folder, of_kind};
use super::{changelog, copyright, materials};

/// A package, and the crate whose manifest describes it.
pub(crate) struct Package {
    pub(crate) name: &'static str,
    /// The crate and its program.
    crate_name: &'static str,
    program: &'static str,
    folder: &'static str,
    /// Where its man pages are, in the crate's folder.
    man: &'static str,
}

pub(crate) const PACKAGES: [Package; 2] = [
    Package {
        name: "authgauge",
        crate_name: "authgauge-desktop",
        program: "authgauge-desktop",
        folder: "src-tauri",
        man: "packaging",
    },
    Package {
        name: "authgauge-cli",
        crate_name: "authgauge-cli",
        program: "authgauge",
        folder: "crates/authgauge-cli",
        man: "man",
    },
];

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where the packages are written. The manifests name this folder, so it is not cargo's target folder.
pub(crate) fn folder() -> PathBuf {
    workspace::root().join("target/package")
}

/// Builds both programs and packs them; returns the paths of packages and bills of materials.
pub(crate) fn build() -> Result<Vec<PathBuf>> {
    let epoch = Epoch::of_this_source()?;
    release(epoch)?;
    fs::create_dir_all(folder())?;
    write("changelog", &changelog::of_debian(epoch)?)?;
    let mut files = Vec::new();
    for package in &PACKAGES {
        files.extend(pack(package, epoch)?);
    }
    for path in &files {
        let name = path.file_name().unwrap_or(path.as_os_str());
        print(&format!(
            "figure: {} bytes in {}",
            size(path)?,
            name.to_string_lossy()
        ));
    }
    Ok(files)
}

fn pack(package: &Package, epoch: Epoch) -> Result<[PathBuf; 3]> {
    let name = package.name;
    let copyright = copyright::of(name, &format!("{}/Cargo.toml", package.folder))?;
    write(&format!("{name}.copyright"), &copyright)?;
    man_pages(package)?;
    let materials = materials::of_program(package.program)?;
    let materials = write(
        &format!("{name}.{}.cdx.json", std::env::consts::ARCH),
        &materials,
    )?;
    let deb_path = deb_path(package, &folder());
    deb(package, epoch, &deb_path)?;
    Ok([deb_path, rpm(package, epoch)?, materials])
}

/// The path of the deb in a folder, with the name that archives give it.
pub(super) fn deb_path(package: &Package, folder: &Path) -> PathBuf {
    let processor = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    folder.join(format!("{}_{VERSION}-1_{processor}.deb", package.name))
}

fn deb(package: &Package, epoch: Epoch, to: &Path) -> Result<()> {
    let mut deb = DEB.command()?;
    // The system's xz, since that of a tool that is not optimised takes minutes.
    deb.args(["--no-build", "--no-strip", "--compress-system"])
        .args(["--package", package.crate_name])
        .arg("--output")
        .arg(to);
    run(epoch.apply(&mut deb))
}

/// Compresses the man pages for the rpm; cargo-deb does so itself.
fn man_pages(package: &Package) -> Result<()> {
    let from = workspace::root().join(package.folder).join(package.man);
    let to = folder().join("man").join(package.name);
    fs::create_dir_all(&to)?;
    for path in of_kind(&in_folder(&from)?, "1") {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Without name and time, so that two builds are equal.
        let mut gzip = Command::new("gzip");
        gzip.args(["--best", "--no-name", "--stdout"]).arg(&path);
        fs::write(to.join(format!("{name}.gz")), output(&mut gzip)?)?;
    }
    Ok(())
}

fn rpm(package: &Package, epoch: Epoch) -> Result<PathBuf> {
    let processor = std::env::consts::ARCH;
    let path = folder().join(format!("{}-{VERSION}-1.{processor}.rpm", package.name));
    let mut rpm = RPM.command()?;
    rpm.args(["--package", package.folder])
        .args(["--payload-compress", "xz", "--auto-req", "builtin"])
        .args(["--source-date", &epoch.seconds().to_string()])
        .arg("--output")
        .arg(&path);
    run(epoch.apply(&mut rpm))?;
    Ok(path)
}

fn write(name: &str, text: &str) -> Result<PathBuf> {
    let path = folder().join(name);
    fs::write(&path, text).with_context(|| path.display().to_string())?;
    Ok(path)
}

pub(crate) fn size(path: &Path) -> Result<u64> {
    let metadata = fs::metadata(path).with_context(|| path.display().to_string())?;
    Ok(metadata.len())
}
