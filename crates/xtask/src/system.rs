//! What this machine is and has.

use std::{fs, process::Command, process::Stdio};

use crate::{
    needs::{Platform, Rights, platform},
    programs::answer,
};

/// The platform this command runs on.
pub(crate) fn this_platform() -> Platform {
    let os_release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    platform(std::env::consts::OS, &os_release)
}

/// True when the platform's own package list has this one installed.
pub(crate) fn is_installed(platform: Platform, package: &str) -> bool {
    match platform {
        // A removed package that left its settings is still listed: only "installed" counts.
        Platform::Debian => answer("dpkg-query", &["-W", "-f", "${db:Status-Status}", package])
            .is_some_and(|status| status.starts_with("installed")),
        Platform::Fedora => answer("rpm", &["-q", "--whatprovides", package]).is_some(),
        // A group (base-devel was one) is not a package, but -Qg knows it.
        Platform::Arch => {
            answer("pacman", &["-Q", package]).is_some()
                || answer("pacman", &["-Qg", package]).is_some()
        }
        Platform::MacOs => answer("xcode-select", &["-p"]).is_some(),
        Platform::Windows | Platform::Unknown => true,
    }
}

/// What may be done to this machine without asking.
pub(crate) fn rights() -> Rights {
    if answer("id", &["-u"]).as_deref() == Some("0") {
        return Rights::Root;
    }
    let sudo = Command::new("sudo")
        .args(["-n", "true"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if sudo.is_ok_and(|status| status.success()) {
        Rights::Sudo
    } else {
        Rights::User
    }
}

/// True when a window opened here would be seen by somebody.
pub(crate) fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
