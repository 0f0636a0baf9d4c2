//! The proxy in GNOME's settings.

use authgauge_app::DesktopProxy;
use gtk::gio::prelude::{SettingsExt as _, SettingsExtManual as _};
use gtk::gio::{self, Settings, SettingsSchema, SettingsSchemaSource};

const PROXY: &str = "org.gnome.system.proxy";

/// What the settings say, as far as they matter for https.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct GnomeProxy {
    /// `none`, `manual` or `auto`.
    mode: String,
    https: (String, i32),
    socks: (String, i32),
    /// The user and password of the HTTP proxy, if it wants them.
    user: Option<(String, String)>,
    exempt: Vec<String>,
}

/// Reads the settings; none where GNOME's schemas are not installed.
pub(super) fn read() -> DesktopProxy {
    read_settings().map_or(DesktopProxy::Direct, |settings| settings.proxy())
}

fn read_settings() -> Option<GnomeProxy> {
    let (general, http) = (Group::open(PROXY)?, Group::open(&format!("{PROXY}.http"))?);
    let address = |name: &str| {
        let group = Group::open(&format!("{PROXY}.{name}"))?;
        Some((group.text("host")?, group.number("port")?))
    };
    let user = || {
        let user = http.text("authentication-user")?;
        Some((user, http.text("authentication-password")?))
    };
    Some(GnomeProxy {
        mode: general.text("mode")?,
        https: address("https")?,
        socks: address("socks")?,
        user: http.is_on("use-authentication").then(user).flatten(),
        exempt: general.texts("ignore-hosts"),
    })
}

impl GnomeProxy {
    fn proxy(&self) -> DesktopProxy {
        let is_set = |(host, port): &(String, i32)| !host.trim().is_empty() && *port > 0;
        let proxy = match self.mode.as_str() {
            "auto" => return DesktopProxy::Automatic,
            "manual" if is_set(&self.https) => {
                let user = self.user.as_ref().filter(|(user, _)| !user.is_empty());
                let user = user
                    .map(|(user, password)| format!("{}:{}@", encoded(user), encoded(password)));
                let (host, port) = &self.https;
                format!("http://{}{}:{port}", user.unwrap_or_default(), in_url(host))
            }
            "manual" if is_set(&self.socks) => {
                let (host, port) = &self.socks;
                format!("socks5h://{}:{port}", in_url(host))
            }
            _ => return DesktopProxy::Direct,
        };
        DesktopProxy::Manual {
            proxy,
            exempt: self.exempt.join(","),
        }
    }
}

/// A group of settings. Reading a group or a key that is not installed would abort the program.
struct Group {
    schema: SettingsSchema,
    settings: Settings,
}

impl Group {
    fn open(id: &str) -> Option<Self> {
        let schema = SettingsSchemaSource::default()?.lookup(id, true)?;
        let settings = Settings::new_full(&schema, None::<&gio::SettingsBackend>, None);
        Some(Self { schema, settings })
    }

    fn has(&self, key: &str, kind: &str) -> bool {
        self.schema.has_key(key) && self.schema.key(key).value_type().as_str() == kind
    }

    fn text(&self, key: &str) -> Option<String> {
        // `mode` is one of several names, which are texts as well.
        self.has(key, "s").then(|| self.settings.string(key).into())
    }

    fn number(&self, key: &str) -> Option<i32> {
        self.has(key, "i").then(|| self.settings.int(key))
    }

    fn is_on(&self, key: &str) -> bool {
        self.has(key, "b") && self.settings.boolean(key)
    }

    fn texts(&self, key: &str) -> Vec<String> {
        match self.has(key, "as") {
            true => self
                .settings
                .strv(key)
                .iter()
                .map(ToString::to_string)
                .collect(),
            false => Vec::new(),
        }
    }
}

/// Percent-encoded as far as a URL's user info needs it.
fn encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// A host as in a URL.
fn in_url(host: &str) -> String {
    let host = host.trim();
    match host.contains(':') && !host.starts_with('[') {
        true => format!("[{host}]"),
        false => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(mode: &str, https: (&str, i32), socks: (&str, i32)) -> GnomeProxy {
        GnomeProxy {
            mode: mode.to_owned(),
            https: (https.0.to_owned(), https.1),
            socks: (socks.0.to_owned(), socks.1),
            user: None,
            exempt: vec!["localhost".to_owned(), "*.acme.internal".to_owned()],
        }
    }

    fn manual(proxy: &str) -> DesktopProxy {
        DesktopProxy::Manual {
            proxy: proxy.to_owned(),
            exempt: "localhost,*.acme.internal".to_owned(),
        }
    }

    #[test]
    fn gnomes_settings_name_the_proxy() {
        let (https, socks, no) = (("proxy.acme", 3128), ("127.0.0.1", 1080), ("", 0));
        for (settings, expected) in [
            (settings("none", https, socks), DesktopProxy::Direct),
            (settings("auto", https, socks), DesktopProxy::Automatic),
            (
                settings("manual", https, socks),
                manual("http://proxy.acme:3128"),
            ),
            (
                settings("manual", no, socks),
                manual("socks5h://127.0.0.1:1080"),
            ),
            (
                settings("manual", ("proxy.acme", 0), no),
                DesktopProxy::Direct,
            ),
            (
                settings("manual", no, ("::1", 1080)),
                manual("socks5h://[::1]:1080"),
            ),
            (settings("", no, no), DesktopProxy::Direct),
        ] {
            assert_eq!(settings.proxy(), expected, "{settings:?}");
        }
        let with_user = GnomeProxy {
            user: Some(("ann".to_owned(), "p@ss:w".to_owned())),
            ..settings("manual", https, socks)
        };
        assert_eq!(
            with_user.proxy(),
            manual("http://ann:p%40ss%3Aw@proxy.acme:3128")
        );
    }
}
