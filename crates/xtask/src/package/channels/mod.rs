//! `cargo xtask channels`: what package managers need to know of a release's files, in folders beside them.

pub(super) mod apt;
mod homebrew;
pub(super) mod rpm;
mod winget;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::console::print;
use crate::programs::output;

use super::files::{in_folder, of_kind};

/// The files of a release, and where owners' computers will find them.
struct Release {
    folder: PathBuf,
    /// Without a slash at its end.
    url: String,
    version: &'static str,
}

/// One of them.
struct ReleaseFile {
    url: String,
    sha256: String,
}

/// Describes the packages and installers of a folder for apt, dnf, winget and Homebrew. Those without files are left
/// out.
pub(crate) fn channels(folder: &Path, url: &str) -> Result<()> {
    let paths = in_folder(folder)?;
    let (debs, rpms) = (of_kind(&paths, "deb"), of_kind(&paths, "rpm"));
    if !debs.is_empty() {
        apt::repository(&debs, &folder.join("apt"))?;
    }
    if !rpms.is_empty() {
        rpm::repository(&rpms, &folder.join("rpm"))?;
    }
    let release = Release {
        folder: folder.to_owned(),
        url: url.trim_end_matches('/').to_owned(),
        version: env!("CARGO_PKG_VERSION"),
    };
    let installers = winget::manifests(&release, &folder.join("winget"))?;
    let images = homebrew::cask(&release, &folder.join("homebrew"))?;
    let counts = [debs.len(), rpms.len(), installers, images];
    ensure!(counts != [0; 4], "{}: no packages", folder.display());
    for (count, channel) in counts.iter().zip(["apt", "rpm", "winget", "homebrew"]) {
        print(&format!(
            "{count} files in {}",
            folder.join(channel).display()
        ));
    }
    Ok(())
}

impl Release {
    /// None if the release has no such file.
    fn file(&self, name: &str) -> Result<Option<ReleaseFile>> {
        let path = self.folder.join(name);
        if !path.exists() {
            return Ok(None);
        }
        let sum = output(Command::new("sha256sum").arg("--binary").arg(&path))?;
        let sum = String::from_utf8(sum)?;
        let sha256 = sum.split(' ').next().context("sha256sum printed nothing")?;
        Ok(Some(ReleaseFile {
            url: format!("{}/{name}", self.url),
            sha256: sha256.to_owned(),
        }))
    }
}

/// Empties a folder, or creates it.
fn new_folder(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path)?;
    }
    fs::create_dir_all(path).with_context(|| path.display().to_string())
}

/// Copies files into a folder, which is created if it is missing.
pub(super) fn copy_into(folder: &Path, files: &[PathBuf]) -> Result<()> {
    fs::create_dir_all(folder)?;
    for file in files {
        let name = file.file_name().context("a package has no name")?;
        fs::copy(file, folder.join(name)).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(folder: &Path) -> Release {
        for file in [
            "Authgauge_1.2.3_x64-setup.exe",
            "Authgauge_1.2.3_arm64_en-US.msi",
            "Authgauge_1.2.3_universal.dmg",
        ] {
            write(&folder.join(file), "abc").unwrap();
        }
        Release {
            folder: folder.to_owned(),
            url: "https://example.org/v1.2.3".to_owned(),
            version: "1.2.3",
        }
    }

    const SHA256_OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn winget_gets_each_installer_with_its_sum() {
        let folder = tempfile::tempdir().unwrap();
        let release = release(folder.path());
        let root = release.folder.join("winget");
        assert_eq!(winget::manifests(&release, &root).unwrap(), 2);
        let read = |end| fs::read_to_string(root.join(format!("Authgauge.Authgauge{end}")));
        let installers = read(".installer.yaml").unwrap();
        assert_eq!(installers.matches(SHA256_OF_ABC).count(), 2);
        for line in [
            "PackageVersion: 1.2.3",
            "- Architecture: x64\n  InstallerType: nullsoft\n  Scope: user",
            "- Architecture: arm64\n  InstallerType: wix\n  Scope: machine",
            "  InstallerUrl: https://example.org/v1.2.3/Authgauge_1.2.3_x64-setup.exe",
        ] {
            assert!(installers.contains(line), "{installers}");
        }
        for end in [".yaml", ".locale.en-US.yaml", ".locale.zh-CN.yaml"] {
            assert!(read(end).unwrap().ends_with("ManifestVersion: 1.10.0\n"));
        }
    }

    #[test]
    fn homebrew_gets_the_image_with_its_sum() {
        let folder = tempfile::tempdir().unwrap();
        let release = release(folder.path());
        let root = release.folder.join("homebrew");
        assert_eq!(homebrew::cask(&release, &root).unwrap(), 1);
        let cask = fs::read_to_string(root.join("authgauge.rb")).unwrap();
        assert!(cask.contains(SHA256_OF_ABC) && cask.contains("#{appdir}/Authgauge.app"));
        assert!(cask.contains("https://example.org/v1.2.3/Authgauge_1.2.3_universal.dmg"));
    }
}
