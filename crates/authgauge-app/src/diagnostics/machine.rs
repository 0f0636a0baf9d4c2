//! The machine that Authgauge runs on.

use crate::log::Shape;

/// The operating system and desktop: names of products and their versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// `Debian GNU/Linux 13 (trixie), x86_64`.
    pub os: String,
    /// `GNOME`; None where there is only one desktop.
    pub desktop: Option<String>,
    /// `wayland` or `x11`.
    pub session: Option<String>,
    /// Of WebKitGTK, WebView2 or WebKit.
    pub web_view: Option<String>,
    /// `zh-CN`.
    pub locale: Option<String>,
}

impl Machine {
    /// This machine. The caller supplies the web view's version and the locale.
    pub fn here(web_view: Option<String>, locale: Option<String>) -> Self {
        let variable = |name| std::env::var(name).ok();
        Self {
            os: format!(
                "{}, {}",
                product(system::name()).unwrap_or_else(|| std::env::consts::OS.to_owned()),
                std::env::consts::ARCH
            ),
            desktop: product(variable("XDG_CURRENT_DESKTOP")),
            session: product(variable("XDG_SESSION_TYPE")),
            web_view: product(web_view),
            locale: product(locale),
        }
    }

    /// Logs the start.
    pub fn log_start(&self, version: &str) {
        let Self {
            os,
            desktop,
            session,
            web_view,
            locale,
        } = self;
        let (desktop, session) = (desktop.as_deref(), session.as_deref());
        let (web_view, locale) = (web_view.as_deref(), locale.as_deref());
        tracing::info!(version, os, desktop, session, web_view, locale, "started");
    }
}

/// A value that looks like a product's name: the environment may contain anything.
fn product(text: Option<String>) -> Option<String> {
    text.filter(|text| Shape::Product.fits(text))
}

#[cfg(not(any(target_os = "macos", windows)))]
mod system {
    /// `PRETTY_NAME` of os-release.
    pub(super) fn name() -> Option<String> {
        let release = ["/etc/os-release", "/usr/lib/os-release"]
            .iter()
            .find_map(|path| std::fs::read_to_string(path).ok())?;
        pretty_name(&release)
    }

    fn pretty_name(release: &str) -> Option<String> {
        let mut lines = release.lines();
        let name = lines.find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
        Some(name.trim_matches(['"', '\'']).to_owned())
    }

    #[cfg(test)]
    #[test]
    fn the_pretty_name_is_read_with_and_without_quotes() {
        let release = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n";
        let name = pretty_name(release);
        assert_eq!(name.as_deref(), Some("Debian GNU/Linux 13 (trixie)"));
        assert_eq!(pretty_name("PRETTY_NAME=Arch").as_deref(), Some("Arch"));
        assert_eq!(pretty_name("ID=void"), None);
    }
}

#[cfg(target_os = "macos")]
mod system {
    /// `ProductVersion` of the system's version list.
    pub(super) fn name() -> Option<String> {
        let list =
            std::fs::read_to_string("/System/Library/CoreServices/SystemVersion.plist").ok()?;
        let (_, after) = list.split_once("<key>ProductVersion</key>")?;
        let (_, version) = after.split_once("<string>")?;
        let (version, _) = version.split_once("</string>")?;
        Some(format!("macOS {version}"))
    }
}

#[cfg(windows)]
mod system {
    /// From the build number.
    pub(super) fn name() -> Option<String> {
        let version = windows_version::OsVersion::current();
        let (major, minor, build) = (version.major, version.minor, version.build);
        Some(format!("Windows {major}.{minor}.{build}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_values_are_left_out() {
        let of = |text: &str| product(Some(text.to_owned()));
        assert_eq!(of("ubuntu:GNOME").as_deref(), Some("ubuntu:GNOME"));
        for odd in ["", "a\nb", "ada@home", "密", &"x".repeat(81)] {
            assert_eq!(of(odd), None, "{odd:?}");
        }
    }

    #[test]
    fn this_machine_has_an_os_name() {
        let here = Machine::here(None, None);
        assert!(here.os.ends_with(std::env::consts::ARCH), "{here:?}");
    }
}
