//! What each kind of machine needs, as facts without side effects.

/// Whose package names and commands apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Platform {
    Debian,
    Fedora,
    Arch,
    MacOs,
    Windows,
    Unknown,
}

/// Some packages, and what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) why: &'static str,
    pub(crate) packages: &'static [&'static str],
}

/// What the person who typed the command may do to the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rights {
    Root,
    /// `sudo` works without asking for a password.
    Sudo,
    User,
}

/// What has to happen before anything can be built.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Nothing is missing.
    Ready,
    /// These commands, in order, install what is missing.
    Install {
        missing: Vec<Need>,
        commands: Vec<Vec<String>>,
    },
    /// Only a person can do it, by typing this.
    Ask { missing: Vec<Need>, line: String },
}

/// Which platform this is: the OS by Rust's name for it, and the text of `/etc/os-release`.
pub(crate) fn platform(os: &str, os_release: &str) -> Platform {
    match os {
        "macos" => return Platform::MacOs,
        "windows" => return Platform::Windows,
        "linux" => {}
        _ => return Platform::Unknown,
    }
    let names = [field(os_release, "ID"), field(os_release, "ID_LIKE")].join(" ");
    for name in names.split_whitespace() {
        match name {
            "debian" | "ubuntu" => return Platform::Debian,
            "fedora" => return Platform::Fedora,
            "arch" => return Platform::Arch,
            _ => {}
        }
    }
    Platform::Unknown
}

/// Everything that building and testing needs from the platform.
pub(crate) fn needs(platform: Platform) -> &'static [Need] {
    match platform {
        Platform::Debian => DEBIAN,
        Platform::Fedora => FEDORA,
        Platform::Arch => ARCH,
        Platform::MacOs => MAC_OS,
        Platform::Windows | Platform::Unknown => &[],
    }
}

/// What to do on `platform` when `is_there` tells which packages are installed.
pub(crate) fn plan(platform: Platform, rights: Rights, is_there: impl Fn(&str) -> bool) -> Plan {
    let missing: Vec<Need> = needs(platform)
        .iter()
        .filter(|need| !need.packages.iter().all(|package| is_there(package)))
        .copied()
        .collect();
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| need.packages)
        .copied()
        .filter(|p| !is_there(p))
        .collect();
    if packages.is_empty() {
        return Plan::Ready;
    }
    match (platform, rights) {
        (Platform::Debian, Rights::Root) => Plan::Install {
            commands: apt(&[], &packages),
            missing,
        },
        (Platform::Debian, Rights::Sudo) => Plan::Install {
            commands: apt(&["sudo", "-n"], &packages),
            missing,
        },
        _ => Plan::Ask {
            line: line(platform, &packages),
            missing,
        },
    }
}

/// The commands that install one more package, where a command may do that.
pub(crate) fn more(platform: Platform, rights: Rights, package: &str) -> Option<Vec<Vec<String>>> {
    match (platform, rights) {
        (Platform::Debian, Rights::Root) => Some(apt(&[], &[package])),
        (Platform::Debian, Rights::Sudo) => Some(apt(&["sudo", "-n"], &[package])),
        _ => None,
    }
}

/// The first line of a plan that a person has to type.
fn line(platform: Platform, packages: &[&str]) -> String {
    let packages = packages.join(" ");
    match platform {
        Platform::Debian => {
            format!(
                "sudo apt-get update && sudo apt-get install --no-install-recommends {packages}"
            )
        }
        Platform::Fedora => format!("sudo dnf install {packages}"),
        Platform::Arch => format!("sudo pacman -S --needed {packages}"),
        Platform::MacOs => "xcode-select --install".to_owned(),
        Platform::Windows | Platform::Unknown => String::new(),
    }
}

/// `env` stands behind `sudo`, which keeps no variables of its caller.
fn apt(before: &[&str], packages: &[&str]) -> Vec<Vec<String>> {
    let base = [
        before,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"],
    ]
    .concat();
    let update = [&base[..], &["update"]].concat();
    let install = [
        &base[..],
        &["install", "-y", "--no-install-recommends"],
        packages,
    ]
    .concat();
    [update, install]
        .map(|words| words.into_iter().map(str::to_owned).collect())
        .into()
}

/// True when a version like `v20.19.1` or `1.90` is at least `wanted`; missing parts count as 0.
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

/// The value of `name="…"` in a text of such lines, without its quotes; empty if there is none.
pub(crate) fn field(text: &str, name: &str) -> String {
    text.lines()
        .filter_map(|line| line.split_once('='))
        .find(|(found, _)| found.trim() == name)
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
        .unwrap_or_default()
}

const DEBIAN: &[Need] = &[
    Need {
        why: "compiling and linking",
        packages: &["build-essential", "pkg-config"],
    },
    Need {
        why: "the window (GTK and its web view) and its pictures",
        packages: &["libwebkit2gtk-4.1-dev", "librsvg2-dev", "libxdo-dev"],
    },
    Need {
        why: "the tray icon",
        packages: &["libayatana-appindicator3-dev"],
    },
    Need {
        why: "a virtual display, to open the window where there is none and to test it",
        packages: &["xvfb", "openbox", "dbus", "webkit2gtk-driver"],
    },
    Need {
        why: "a real keychain for the tests",
        packages: &["gnome-keyring", "libsecret-tools"],
    },
    Need {
        why: "Chinese letters in pictures",
        packages: &["fonts-noto-cjk"],
    },
    Need {
        why: "the vendor's own Python client, which the simulator is tried with",
        packages: &["python3", "python3-venv"],
    },
];

const FEDORA: &[Need] = &[
    Need {
        why: "compiling and linking",
        packages: &["gcc", "gcc-c++", "make", "pkgconf-pkg-config"],
    },
    Need {
        why: "the window (GTK and its web view) and its pictures",
        packages: &["webkit2gtk4.1-devel", "librsvg2-devel", "libxdo-devel"],
    },
    Need {
        why: "the tray icon",
        packages: &["libappindicator-gtk3-devel"],
    },
    Need {
        why: "a virtual display, to open the window where there is none and to test it",
        packages: &[
            "xorg-x11-server-Xvfb",
            "openbox",
            "dbus-daemon",
            "webkit2gtk-driver",
        ],
    },
    Need {
        why: "a real keychain for the tests",
        packages: &["gnome-keyring", "libsecret"],
    },
    Need {
        why: "Chinese letters in pictures",
        packages: &["google-noto-sans-cjk-fonts"],
    },
    Need {
        why: "the vendor's own Python client, which the simulator is tried with",
        packages: &["python3"],
    },
];

const ARCH: &[Need] = &[
    Need {
        why: "compiling and linking",
        packages: &["base-devel"],
    },
    Need {
        why: "the window (GTK and its web view, which brings its WebDriver) and its pictures",
        packages: &["webkit2gtk-4.1", "librsvg", "xdotool"],
    },
    Need {
        why: "the tray icon",
        packages: &["libappindicator-gtk3"],
    },
    Need {
        why: "a virtual display, to open the window where there is none and to test it",
        packages: &["xorg-server-xvfb", "openbox", "dbus"],
    },
    Need {
        why: "a real keychain for the tests",
        packages: &["gnome-keyring", "libsecret"],
    },
    Need {
        why: "Chinese letters in pictures",
        packages: &["noto-fonts-cjk"],
    },
    Need {
        why: "the vendor's own Python client, which the simulator is tried with",
        packages: &["python"],
    },
];

/// WebKit and the keychain are part of macOS.
const MAC_OS: &[Need] = &[Need {
    why: "compiling and linking",
    packages: &["Xcode command line tools"],
}];

#[cfg(test)]
mod tests {
    use super::*;

    const DEBIAN_12: &str = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n";
    const UBUNTU: &str = "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n";
    const MINT: &str = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
    const ROCKY: &str = "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n";
    const MANJARO: &str = "ID=manjaro\nID_LIKE=arch\n";
    const ALPINE: &str = "ID=alpine\nVERSION_ID=3.20.0\n";

    #[test]
    fn a_platform_is_known_by_its_name_or_its_parents() {
        for (text, expected) in [
            (DEBIAN_12, Platform::Debian),
            (UBUNTU, Platform::Debian),
            (MINT, Platform::Debian),
            ("ID=fedora\n", Platform::Fedora),
            (ROCKY, Platform::Fedora),
            ("ID=arch\n", Platform::Arch),
            (MANJARO, Platform::Arch),
            (ALPINE, Platform::Unknown),
            ("", Platform::Unknown),
        ] {
            assert_eq!(platform("linux", text), expected, "{text}");
        }
        assert_eq!(platform("macos", ""), Platform::MacOs);
        assert_eq!(platform("windows", ""), Platform::Windows);
        assert_eq!(platform("freebsd", "ID=freebsd\n"), Platform::Unknown);
    }

    #[test]
    fn a_machine_with_everything_is_ready() {
        for platform in [
            Platform::Debian,
            Platform::Fedora,
            Platform::Arch,
            Platform::MacOs,
        ] {
            assert_eq!(
                plan(platform, Rights::User, |_| true),
                Plan::Ready,
                "{platform:?}"
            );
        }
    }

    #[test]
    fn root_on_debian_installs_only_what_is_missing() {
        let Plan::Install { missing, commands } = plan(Platform::Debian, Rights::Root, |name| {
            name != "xvfb" && name != "openbox"
        }) else {
            panic!("nothing to install");
        };
        assert_eq!(missing.len(), 1);
        assert!(missing[0].why.contains("virtual display"));
        let lines: Vec<String> = commands.iter().map(|words| words.join(" ")).collect();
        assert_eq!(
            lines,
            [
                "env DEBIAN_FRONTEND=noninteractive apt-get -q update",
                "env DEBIAN_FRONTEND=noninteractive apt-get -q install -y \
                 --no-install-recommends xvfb openbox",
            ]
        );
    }

    #[test]
    fn one_more_package_is_installed_only_where_that_is_allowed() {
        let root = more(Platform::Debian, Rights::Root, "llvm-22").unwrap();
        assert!(root[1].ends_with(&["--no-install-recommends".into(), "llvm-22".into()]));
        let sudo = more(Platform::Debian, Rights::Sudo, "llvm-22").unwrap();
        assert!(sudo.iter().all(|words| words[..2] == ["sudo", "-n"]));
        assert_eq!(more(Platform::Debian, Rights::User, "llvm-22"), None);
        assert_eq!(more(Platform::Fedora, Rights::Root, "llvm-22"), None);
    }

    #[test]
    fn sudo_goes_first_where_it_is_needed() {
        let Plan::Install { commands, .. } = plan(Platform::Debian, Rights::Sudo, |_| false) else {
            panic!("nothing to install");
        };
        assert!(commands.iter().all(|words| words[..2] == ["sudo", "-n"]));
    }

    #[test]
    fn who_may_not_install_gets_the_exact_line() {
        let asked = |platform, missing: &str| match plan(platform, Rights::User, |n| n != missing) {
            Plan::Ask { line, .. } => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            asked(Platform::Debian, "xvfb"),
            "sudo apt-get update && sudo apt-get install --no-install-recommends xvfb"
        );
        assert_eq!(
            asked(Platform::Fedora, "openbox"),
            "sudo dnf install openbox"
        );
        assert_eq!(
            asked(Platform::Arch, "base-devel"),
            "sudo pacman -S --needed base-devel"
        );
        assert_eq!(
            asked(Platform::MacOs, "Xcode command line tools"),
            "xcode-select --install"
        );
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
            assert_eq!(
                is_at_least(version, wanted),
                expected,
                "{version} for {wanted}"
            );
        }
    }
}
