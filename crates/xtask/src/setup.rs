//! `cargo xtask setup`: checks what this machine needs, and installs it where that is allowed.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::console::status;
use crate::needs::{Platform, field, install_line, is_at_least, missing, platform};
use crate::programs::{NPM, run, stdout_if_ok};
use crate::{ui, workspace};

/// The oldest Node.js that the page's build tool runs on.
const NODE: &str = "20.19";

/// Checks the machine. Unless `check_only`, installs missing packages where that is allowed and fetches the
/// page's packages.
pub(crate) fn setup(check_only: bool) -> Result<()> {
    languages()?;
    system_packages(check_only)?;
    if check_only {
        status("setup: nothing is missing");
        return Ok(());
    }
    ui::fetch_packages()
}

/// Checks the versions of Rust, Node.js and npm.
pub(crate) fn languages() -> Result<()> {
    let manifest = fs::read_to_string(workspace::root().join("Cargo.toml"))
        .context("reading the workspace's Cargo.toml")?;
    let wanted = field(&manifest, "rust-version");
    let rust = stdout_if_ok("rustc", &["--version"]).unwrap_or_default();
    let rust = rust.split_whitespace().nth(1).unwrap_or_default();
    require("Rust", rust, &wanted, "https://rustup.rs")?;
    let node = stdout_if_ok("node", &["--version"]).unwrap_or_default();
    require("Node.js", &node, NODE, "https://nodejs.org")?;
    let npm = stdout_if_ok(NPM, &["--version"]).unwrap_or_default();
    require("npm", &npm, "9", "https://nodejs.org")
}

fn require(name: &str, found: &str, wanted: &str, source: &str) -> Result<()> {
    ensure!(
        is_at_least(found, wanted),
        "{name} {wanted} or newer is needed (found: {found:?}), from {source}"
    );
    Ok(())
}

fn system_packages(check_only: bool) -> Result<()> {
    let platform = this_platform();
    describe_unchecked(platform);
    let missing = missing(platform, |package| is_installed(platform, package));
    if missing.is_empty() {
        return Ok(());
    }
    status("setup: missing packages");
    for (package, purpose) in &missing {
        status(&format!("  {package:<30} {purpose}"));
    }
    let packages: Vec<&str> = missing.iter().map(|(package, _)| *package).collect();
    ensure!(
        !check_only,
        "packages are missing (cargo xtask setup installs them)"
    );
    install_packages(&packages)
}

/// Installs those of Debian's packages that are missing.
///
/// # Errors
/// Another system than Debian's family; packages may not be installed here.
pub(crate) fn install_missing(packages: &[&str]) -> Result<()> {
    let platform = this_platform();
    ensure!(platform == Platform::Debian, "these are packages of Debian");
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !is_installed(platform, package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    install_packages(&missing)
}

/// Installs packages where that is allowed; otherwise fails with the command to type.
pub(crate) fn install_packages(packages: &[&str]) -> Result<()> {
    let platform = this_platform();
    match root_prefix() {
        Some(prefix) if platform == Platform::Debian => {
            run(apt(prefix).arg("update"))?;
            let install = ["install", "-y", "--no-install-recommends"];
            run(apt(prefix).args(install).args(packages))
        }
        _ => bail!(
            "please install the missing packages, then try again:\n\n    {}\n",
            install_line(platform, packages)
        ),
    }
}

/// `env` sets the variable behind `sudo`, which does not pass on its caller's.
fn apt(prefix: &[&str]) -> Command {
    let env = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"];
    behind(prefix, &env)
}

/// A program that runs as root; `None` where a password would be needed.
pub(crate) fn as_root(program: &str) -> Option<Command> {
    Some(behind(root_prefix()?, &[program]))
}

fn behind(prefix: &[&str], words: &[&str]) -> Command {
    let words = [prefix, words].concat();
    let mut command = Command::new(words.first().unwrap_or(&"env"));
    command.args(words.iter().skip(1));
    command
}

/// The words before a command that needs root's rights; `None` where a password would be needed.
fn root_prefix() -> Option<&'static [&'static str]> {
    if stdout_if_ok("id", &["-u"]).as_deref() == Some("0") {
        return Some(&[]);
    }
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", "true"]).stdin(Stdio::null());
    let output = sudo.output().ok()?;
    output.status.success().then_some(&["sudo", "-n"])
}

fn this_platform() -> Platform {
    let os_release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    platform(std::env::consts::OS, &os_release)
}

fn is_installed(platform: Platform, package: &str) -> bool {
    match platform {
        // A removed package whose settings remain is still listed, with another status.
        Platform::Debian => {
            let args = ["-W", "-f", "${db:Status-Status}", package];
            stdout_if_ok("dpkg-query", &args).is_some_and(|it| it.starts_with("installed"))
        }
        Platform::Fedora => stdout_if_ok("rpm", &["-q", "--whatprovides", package]).is_some(),
        // `-Qg` finds groups, which base-devel was once.
        Platform::Arch => ["-Q", "-Qg"]
            .iter()
            .any(|query| stdout_if_ok("pacman", &[query, package]).is_some()),
        Platform::MacOs => stdout_if_ok("xcode-select", &["-p"]).is_some(),
        Platform::Windows | Platform::Unknown => true,
    }
}

/// Prints what is needed where this command cannot check it.
fn describe_unchecked(platform: Platform) {
    match platform {
        Platform::Windows => status(
            "setup: Windows needs the Visual Studio Build Tools (Desktop development with C++) and \
             the WebView2 runtime, which Windows 11 includes:\n\n    \
             winget install Microsoft.VisualStudio.2022.BuildTools Microsoft.EdgeWebView2Runtime\n",
        ),
        Platform::Unknown => status(
            "setup: the packages of this system are not known here. It needs a C compiler, pkg-config, \
             WebKitGTK 4.1, librsvg, libxdo and libayatana-appindicator3 with their headers; for the \
             window tests also Xvfb, D-Bus, openbox, gnome-keyring and WebKitWebDriver",
        ),
        Platform::Debian | Platform::Fedora | Platform::Arch | Platform::MacOs => {}
    }
}
