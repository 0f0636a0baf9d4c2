//! `cargo xtask smoke`: uses a release's packages on this machine as an owner would: installs, looks, upgrades and
//! removes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::console::print;
use crate::programs::run;

use super::clean_system;
use super::files::in_folder;

/// Questions to the installed console program that need no key.
const QUESTIONS: [&[&str]; 3] = [
    &["--version"],
    &["doctor", "--json"],
    &["--demo", "usage", "--json"],
];

/// Uses the packages of a folder.
pub(crate) fn smoke(folder: &Path) -> Result<()> {
    match std::env::consts::OS {
        "linux" => clean_system::install(folder),
        "windows" => windows(folder),
        "macos" => macos(folder),
        system => anyhow::bail!("there are no packages for {system}"),
    }
}

fn windows(folder: &Path) -> Result<()> {
    let setup = file(folder, "-setup.exe")?;
    let local = std::env::var_os("LOCALAPPDATA").context("LOCALAPPDATA is not set")?;
    let installed = PathBuf::from(local).join("Authgauge");
    // The second time as an upgrade does.
    for _ in 0..2 {
        run(Command::new(&setup).arg("/S"))?;
        ask(&installed.join("authgauge.exe"))?;
        open(&installed.join("authgauge-desktop.exe"))?;
    }
    // With `_?` it does not return before it is done; then it leaves itself alone.
    let mut uninstall = Command::new(installed.join("uninstall.exe"));
    run(uninstall
        .arg("/S")
        .arg(format!("_?={}", installed.display())))?;
    is_gone(&installed.join("authgauge-desktop.exe"))
}

fn macos(folder: &Path) -> Result<()> {
    let image = file(folder, ".dmg")?;
    let volume = std::env::temp_dir().join("authgauge-volume");
    let installed = PathBuf::from("/Applications/Authgauge.app");
    for _ in 0..2 {
        run(Command::new("hdiutil")
            .args(["attach", "-nobrowse", "-mountpoint"])
            .args([&volume, &image]))?;
        let copied = run(Command::new("ditto")
            .arg(volume.join("Authgauge.app"))
            .arg(&installed));
        run(Command::new("hdiutil").arg("detach").arg(&volume))?;
        copied?;
        run(Command::new("codesign")
            .args(["--verify", "--deep", "--strict"])
            .arg(&installed))?;
        ask(&installed.join("Contents/MacOS/authgauge"))?;
        open(&installed.join("Contents/MacOS/authgauge-desktop"))?;
    }
    fs::remove_dir_all(&installed)?;
    is_gone(&installed)
}

/// The file of a folder whose name ends so.
fn file(folder: &Path, end: &str) -> Result<PathBuf> {
    let mut paths = in_folder(folder)?.into_iter();
    let found = paths.find(|path| path.to_string_lossy().ends_with(end));
    found.with_context(|| format!("no file *{end} in {}", folder.display()))
}

fn ask(console: &Path) -> Result<()> {
    QUESTIONS
        .iter()
        .try_for_each(|question| run(Command::new(console).args(*question)))
}

/// The demo must stay open. What is in the window is not read: only the driver of Linux can.
fn open(desktop: &Path) -> Result<()> {
    let mut process = Command::new(desktop).arg("--demo").spawn()?;
    std::thread::sleep(std::time::Duration::from_secs(20));
    let ended = process.try_wait()?;
    process.kill()?;
    process.wait()?;
    ensure!(ended.is_none(), "the demo ended by itself: {ended:?}");
    print("count: 1 demo that stayed open");
    Ok(())
}

fn is_gone(path: &Path) -> Result<()> {
    ensure!(!path.exists(), "{} is left", path.display());
    Ok(())
}
