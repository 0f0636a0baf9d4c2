//! The proxy in the desktop's own settings.

use std::sync::Arc;

use genauth::Host;

/// The proxy in the desktop's own settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DesktopProxy {
    /// None.
    Direct,
    /// One for all hosts but some.
    Manual {
        /// As in [`genauth::Proxy::parse`].
        proxy: String,
        /// As in [`genauth::is_exempt`].
        exempt: String,
    },
    /// A script decides (PAC), which is not run.
    Automatic,
}

/// Reads the desktop's settings for a host.
pub type DesktopProxySource = Arc<dyn Fn(&Host) -> DesktopProxy + Send + Sync>;

/// On Linux the settings belong to the desktop: the program with a window reads them.
#[cfg(target_os = "linux")]
pub(super) fn of_this_system() -> DesktopProxySource {
    Arc::new(|_| DesktopProxy::Direct)
}

/// The settings of Windows or macOS. Automatic configurations are not followed.
#[cfg(not(target_os = "linux"))]
pub(super) fn of_this_system() -> DesktopProxySource {
    use hyper_util::client::proxy::matcher::Matcher;

    let of = |host: &Host| {
        let url = host.as_str().parse::<http::Uri>().ok()?;
        Some(Matcher::from_system().intercept(&url)?.uri().to_string())
    };
    Arc::new(move |host| match of(host) {
        Some(proxy) => DesktopProxy::Manual {
            proxy,
            exempt: String::new(),
        },
        None => DesktopProxy::Direct,
    })
}
