//! KDE's proxy setting, in the file `kioslaverc` of the configuration folder.
//!
//! Not a library: the keys of one group are a few lines to read, and KDE's variant of the format has suffixes in
//! brackets.

use std::path::{Path, PathBuf};

use authgauge_app::DesktopProxy;
use authgauge_store::plain_file::{self, Links};
use genauth::{Host, is_exempt};
use gtk::glib;

const FILE: &str = "kioslaverc";
const GROUP: &str = "[Proxy Settings]";

/// In bytes; the file has some hundred.
const MAX_LENGTH: u64 = 64 * 1024;

/// Reads the owner's file, or the first of the system's.
pub(super) fn read(host: &Host) -> DesktopProxy {
    let folders = std::iter::once(glib::user_config_dir()).chain(glib::system_config_dirs());
    let settings = folders.map(|folder: PathBuf| text_of(&folder.join(FILE)));
    let found = settings
        .flatten()
        .find(|text| value(text, "ProxyType").is_some());
    let variable = |name: &str| std::env::var(name).ok();
    found.map_or(DesktopProxy::Direct, |text| proxy(&text, host, variable))
}

fn text_of(path: &Path) -> Option<String> {
    let (file, _) = plain_file::open(path, Links::Followed).ok()?;
    let bytes = plain_file::read_to_limit(file, MAX_LENGTH).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The proxy that the file names for a host.
fn proxy(text: &str, host: &Host, variable: impl Fn(&str) -> Option<String>) -> DesktopProxy {
    let named = |key: &str| value(text, key).filter(|named| !named.is_empty());
    // The values are names of variables.
    let in_variable = |key: &str| named(key).and_then(|name| variable(&name));
    let (https, socks, exempt) = match value(text, "ProxyType").as_deref() {
        Some("1") => (
            named("httpsProxy"),
            named("socksProxy"),
            named("NoProxyFor"),
        ),
        Some("2" | "3") => return DesktopProxy::Automatic,
        Some("4") => (
            in_variable("httpsProxy"),
            in_variable("socksProxy"),
            in_variable("NoProxyFor"),
        ),
        _ => return DesktopProxy::Direct,
    };
    let socks = socks.map(|socks| socks.replacen("socks://", "socks5h://", 1));
    let Some(proxy) = https.or(socks) else {
        return DesktopProxy::Direct;
    };
    let proxy = with_port(&proxy);
    let exempt = exempt.unwrap_or_default();
    let is_reversed = named("ReversedException").as_deref() == Some("true");
    match is_reversed {
        // The list names the only hosts that are reached through the proxy.
        true if !is_exempt(&exempt, host.hostname(), host.port()) => DesktopProxy::Direct,
        true => DesktopProxy::Manual {
            proxy,
            exempt: String::new(),
        },
        false => DesktopProxy::Manual { proxy, exempt },
    }
}

/// KDE writes a blank before the port: `http://proxy.acme 3128`.
fn with_port(proxy: &str) -> String {
    match proxy.trim().rsplit_once(' ') {
        Some((address, port)) => format!("{}:{port}", address.trim_end_matches(['/', ' '])),
        None => proxy.trim().to_owned(),
    }
}

/// The value of a key in the group; the last one counts. Keys may have a suffix such as `[$e]`.
fn value(text: &str, key: &str) -> Option<String> {
    let mut is_in_group = false;
    let mut found = None;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            is_in_group = line.starts_with(GROUP);
        } else if is_in_group
            && let Some((name, value)) = line.split_once('=')
            && name.split('[').next().map(str::trim) == Some(key)
        {
            found = Some(value.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> DesktopProxy {
        let text = format!("[Other]\nProxyType=2\n\n{GROUP}[$i]\n{lines}\n[Last]\nProxyType=0\n");
        let host = Host::parse("https://id.acme.example").unwrap();
        let variable = |name: &str| match name {
            "MY_PROXY" => Some("http://from.variable:8080".to_owned()),
            "MY_LIST" => Some("*.internal".to_owned()),
            _ => None,
        };
        proxy(&text, &host, variable)
    }

    fn manual(proxy: &str, exempt: &str) -> DesktopProxy {
        DesktopProxy::Manual {
            proxy: proxy.to_owned(),
            exempt: exempt.to_owned(),
        }
    }

    #[test]
    fn kdes_settings_name_the_proxy() {
        let cases = [
            ("", DesktopProxy::Direct),
            ("ProxyType=0\nhttpsProxy=http://p 1", DesktopProxy::Direct),
            (
                "ProxyType=1\nhttpsProxy=\nsocksProxy=",
                DesktopProxy::Direct,
            ),
            ("ProxyType=2", DesktopProxy::Automatic),
            ("ProxyType=3", DesktopProxy::Automatic),
            ("ProxyType=9", DesktopProxy::Direct),
            (
                "ProxyType=0\nProxyType[$e]=1\nhttpsProxy=http://proxy.acme 3128\nNoProxyFor=localhost,.acme",
                manual("http://proxy.acme:3128", "localhost,.acme"),
            ),
            (
                "ProxyType = 1\nhttpsProxy=http://proxy.acme/ 3128",
                manual("http://proxy.acme:3128", ""),
            ),
            (
                "ProxyType=1\nhttpsProxy=http://ann:p@proxy.acme:3128\nsocksProxy=socks://s 1",
                manual("http://ann:p@proxy.acme:3128", ""),
            ),
            (
                "ProxyType=1\nsocksProxy=socks://127.0.0.1 1080",
                manual("socks5h://127.0.0.1:1080", ""),
            ),
            (
                "ProxyType=4\nhttpsProxy=MY_PROXY\nNoProxyFor=MY_LIST",
                manual("http://from.variable:8080", "*.internal"),
            ),
            ("ProxyType=4\nhttpsProxy=UNSET", DesktopProxy::Direct),
            (
                "ProxyType=1\nhttpsProxy=http://p:1\nReversedException=true\nNoProxyFor=.acme.example",
                manual("http://p:1", ""),
            ),
            (
                "ProxyType=1\nhttpsProxy=http://p:1\nReversedException=true\nNoProxyFor=.other",
                DesktopProxy::Direct,
            ),
        ];
        for (lines, expected) in &cases {
            assert_eq!(read(lines), *expected, "{lines}");
        }
        println!("count: {} proxy settings of KDE", cases.len());
    }
}
