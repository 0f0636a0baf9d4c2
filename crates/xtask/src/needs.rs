//! The packages that each platform needs to build and test the app.

/// A family of systems with the same package names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Platform {
    Debian,
    Fedora,
    Arch,
    MacOs,
    Windows,
    Unknown,
}

/// Purposes, each with its packages on Debian, Fedora and Arch.
const NEEDS: [(&str, [&str; 3]); 13] = [
    (
        "compiling and linking",
        [
            "build-essential pkg-config",
            "gcc gcc-c++ make pkgconf-pkg-config",
            "base-devel",
        ],
    ),
    (
        "the window (GTK and its web view) and its pictures",
        [
            "libwebkit2gtk-4.1-dev librsvg2-dev libxdo-dev",
            "webkit2gtk4.1-devel librsvg2-devel libxdo-devel",
            "webkit2gtk-4.1 librsvg xdotool",
        ],
    ),
    (
        "the tray icon",
        [
            "libayatana-appindicator3-dev",
            "libappindicator-gtk3-devel",
            "libappindicator-gtk3",
        ],
    ),
    (
        "a virtual display for window tests and for demos without a display",
        [
            "xvfb openbox dbus webkit2gtk-driver",
            "xorg-x11-server-Xvfb openbox dbus-daemon webkit2gtk-driver",
            "xorg-server-xvfb openbox dbus",
        ],
    ),
    (
        "what screen readers get of the window, which a test reads",
        ["at-spi2-core", "at-spi2-core", "at-spi2-core"],
    ),
    (
        "a Wayland desktop for window tests",
        ["weston", "weston", "weston"],
    ),
    (
        "a Chinese input method for window tests",
        [
            "ibus ibus-gtk3 ibus-libpinyin",
            "ibus ibus-gtk3 ibus-libpinyin",
            "ibus ibus-libpinyin",
        ],
    ),
    (
        "real keychains for the tests",
        [
            "gnome-keyring keepassxc libsecret-tools",
            "gnome-keyring keepassxc libsecret",
            "gnome-keyring keepassxc libsecret",
        ],
    ),
    (
        "Chinese letters in pictures",
        [
            "fonts-noto-cjk",
            "google-noto-sans-cjk-fonts",
            "noto-fonts-cjk",
        ],
    ),
    (
        "GNOME's proxy settings, which a test changes",
        [
            "dconf-gsettings-backend gsettings-desktop-schemas libglib2.0-bin",
            "dconf gsettings-desktop-schemas glib2",
            "dconf gsettings-desktop-schemas glib2",
        ],
    ),
    (
        "the clients in Python that tests run: the vendor's, and an assistant's",
        ["python3 python3-venv", "python3", "python"],
    ),
    (
        "what the console program opens, in tests",
        ["strace", "strace", "strace"],
    ),
    (
        "Prometheus, which reads the metrics in tests",
        [
            "prometheus prometheus-alertmanager prometheus-node-exporter",
            "golang-github-prometheus golang-github-prometheus-alertmanager golang-github-prometheus-node-exporter",
            "prometheus alertmanager prometheus-node-exporter",
        ],
    ),
];

/// The packages of macOS; WebKit and the keychain are part of the system.
const MAC_OS: &str = "command-line-tools";

/// Returns the platform for Rust's name of the system and the text of `/etc/os-release`.
pub(crate) fn platform(os: &str, os_release: &str) -> Platform {
    match os {
        "macos" => return Platform::MacOs,
        "windows" => return Platform::Windows,
        "linux" => {}
        _ => return Platform::Unknown,
    }
    let names = [field(os_release, "ID"), field(os_release, "ID_LIKE")].join(" ");
    let known = names.split_whitespace().find_map(|name| match name {
        "debian" | "ubuntu" => Some(Platform::Debian),
        "fedora" => Some(Platform::Fedora),
        "arch" => Some(Platform::Arch),
        _ => None,
    });
    known.unwrap_or(Platform::Unknown)
}

/// Returns the missing packages with their purpose.
pub(crate) fn missing(
    platform: Platform,
    is_installed: impl Fn(&str) -> bool,
) -> Vec<(&'static str, &'static str)> {
    let column = match platform {
        Platform::Debian => 0,
        Platform::Fedora => 1,
        Platform::Arch => 2,
        Platform::MacOs if is_installed(MAC_OS) => return Vec::new(),
        Platform::MacOs => return vec![(MAC_OS, "compiling and linking")],
        Platform::Windows | Platform::Unknown => return Vec::new(),
    };
    let rows = NEEDS.iter().flat_map(|(purpose, columns)| {
        let packages = columns.get(column).copied().unwrap_or_default();
        packages.split(' ').map(move |package| (package, *purpose))
    });
    rows.filter(|(package, _)| !is_installed(package)).collect()
}

/// Returns the command that installs packages, for a person to type.
pub(crate) fn install_line(platform: Platform, packages: &[&str]) -> String {
    let packages = packages.join(" ");
    match platform {
        Platform::Debian => format!(
            "sudo apt-get update && sudo apt-get install --no-install-recommends {packages}"
        ),
        Platform::Fedora => format!("sudo dnf install {packages}"),
        Platform::Arch => format!("sudo pacman -S --needed {packages}"),
        Platform::MacOs => "xcode-select --install".to_owned(),
        Platform::Windows | Platform::Unknown => packages,
    }
}

/// Returns true when a version like `v20.19.1` or `1.90` is at least `wanted`; missing parts count as 0.
pub(crate) fn is_at_least(version: &str, wanted: &str) -> bool {
    numbers(version) >= numbers(wanted)
}

fn numbers(version: &str) -> [u64; 3] {
    let mut parts = version
        .trim_start_matches('v')
        .split(|c: char| !c.is_ascii_digit())
        .map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

/// Returns the value of the line `name = "…"` without its quotes; empty if there is none.
pub(crate) fn field(text: &str, name: &str) -> String {
    text.lines()
        .filter_map(|line| line.split_once('='))
        .find(|(found, _)| found.trim() == name)
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_platforms_by_their_name_or_their_parents() {
        for (text, expected) in [
            (
                "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n",
                Platform::Debian,
            ),
            (
                "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n",
                Platform::Debian,
            ),
            (
                "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
                Platform::Debian,
            ),
            ("ID=fedora\n", Platform::Fedora),
            (
                "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
                Platform::Fedora,
            ),
            ("ID=arch\n", Platform::Arch),
            ("ID=manjaro\nID_LIKE=arch\n", Platform::Arch),
            ("ID=alpine\nVERSION_ID=3.20.0\n", Platform::Unknown),
            ("", Platform::Unknown),
        ] {
            assert_eq!(platform("linux", text), expected, "{text}");
        }
        assert_eq!(platform("macos", ""), Platform::MacOs);
        assert_eq!(platform("windows", ""), Platform::Windows);
        assert_eq!(platform("freebsd", "ID=freebsd\n"), Platform::Unknown);
    }

    #[test]
    fn nothing_is_missing_where_everything_is_installed() {
        for platform in [
            Platform::Debian,
            Platform::Fedora,
            Platform::Arch,
            Platform::MacOs,
        ] {
            assert_eq!(missing(platform, |_| true), [], "{platform:?}");
        }
    }

    #[test]
    fn names_only_the_missing_packages() {
        let is_installed = |package: &str| package != "xvfb" && package != "openbox";
        let missing = missing(Platform::Debian, is_installed);
        let packages: Vec<&str> = missing.iter().map(|(package, _)| *package).collect();
        assert_eq!(packages, ["xvfb", "openbox"]);
        assert!(
            missing
                .iter()
                .all(|(_, purpose)| purpose.contains("virtual display"))
        );
    }

    #[test]
    fn install_lines_use_the_package_manager_of_the_platform() {
        for (platform, package, expected) in [
            (
                Platform::Debian,
                "xvfb",
                "sudo apt-get update && sudo apt-get install --no-install-recommends xvfb",
            ),
            (Platform::Fedora, "openbox", "sudo dnf install openbox"),
            (
                Platform::Arch,
                "base-devel",
                "sudo pacman -S --needed base-devel",
            ),
            (Platform::MacOs, MAC_OS, "xcode-select --install"),
        ] {
            let missing = missing(platform, |name| name != package);
            assert_eq!(missing.len(), 1);
            assert_eq!(install_line(platform, &[missing[0].0]), expected);
        }
    }

    #[test]
    fn versions_compare_as_numbers() {
        for (version, wanted, expected) in [
            ("v20.19.0", "20.19", true),
            ("v20.9.0", "20.19", false),
            ("v22.0.0", "20.19", true),
            ("1.90.0", "1.90", true),
            ("1.89.1", "1.90", false),
            ("1.95.0-nightly", "1.90", true),
            ("", "1.90", false),
        ] {
            assert_eq!(is_at_least(version, wanted), expected, "{version} {wanted}");
        }
    }
}
