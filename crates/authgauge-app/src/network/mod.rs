//! The way to the servers: the proxy of each host, and the state of the operating system's trust store.

mod desktop;
mod trust_store;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use genauth::{AccessKey, AccessKeySecret, Host, Proxy, is_exempt, proxy_from_environment};
use reqwest::{ClientBuilder, Url};
use serde::{Deserialize, Serialize};

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use authgauge_core::proxy_choice::{ProxyChoice, password_entry};

pub use desktop::{DesktopProxy, DesktopProxySource};
use trust_store::TrustStore;

use crate::keychain::Initiator;
use crate::keys::KeyService;
use crate::settings_service::SettingsService;

/// Reads a variable of the environment.
pub(crate) type Variable = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Where the proxy of a call comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ProxySource {
    /// The owner's settings.
    Settings,
    /// The environment: `https_proxy` and the like.
    Environment,
    /// The desktop's settings.
    Desktop,
}

/// The proxy of a call, without user and password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ProxyReport {
    /// `http`, `https`, `socks4`, `socks4a`, `socks5` or `socks5h`.
    pub kind: String,
    /// `host:port`.
    pub address: String,
    /// Where it comes from.
    pub source: ProxySource,
}

/// The way to a host, as the settings, the environment and the desktop say now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    proxy: Option<(Proxy, ProxySource)>,
    /// The desktop's automatic configuration, which is not followed.
    pub(crate) automatic_ignored: bool,
    trust_store: TrustStore,
    password_revision: u64,
}

/// Finds the way to hosts.
pub(crate) struct Network {
    settings: Arc<SettingsService>,
    keys: Arc<KeyService>,
    variable: Mutex<Variable>,
    desktop: Mutex<DesktopProxySource>,
    /// Counts the changes of the proxy's password.
    password_revision: AtomicU64,
}

impl Network {
    pub(crate) fn new(settings: Arc<SettingsService>, keys: Arc<KeyService>) -> Self {
        let variable: Variable = Arc::new(|name| {
            // Text that is not Unicode is kept as such: it is refused, not ignored.
            std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
        });
        Self {
            settings,
            keys,
            variable: Mutex::new(variable),
            desktop: Mutex::new(desktop::of_this_system()),
            password_revision: AtomicU64::default(),
        }
    }

    /// Reads the desktop's proxy from here.
    pub(crate) fn follow_desktop(&self, source: DesktopProxySource) {
        *self.desktop.lock().unwrap_or_else(PoisonError::into_inner) = source;
    }

    #[cfg(feature = "testing")]
    pub(crate) fn set_environment(&self, variable: Variable) {
        *self.variable.lock().unwrap_or_else(PoisonError::into_inner) = variable;
    }

    /// The way to a host now. Calls nothing.
    ///
    /// # Errors
    /// `unreachable` with the reason `proxy_invalid`.
    pub(crate) fn way(&self, host: &Host) -> Result<Way, Failure> {
        let (proxy, automatic_ignored) = self.resolve(host)?;
        Ok(Way {
            proxy,
            automatic_ignored,
            trust_store: TrustStore::now(),
            password_revision: self.password_revision.load(Ordering::Relaxed),
        })
    }

    /// The proxy of a way, with its password.
    ///
    /// # Errors
    /// The keychain's codes.
    pub(crate) async fn proxy(
        &self,
        way: &Way,
        initiator: Initiator,
    ) -> Result<Option<Proxy>, Failure> {
        let Some((proxy, source)) = way.proxy.clone() else {
            return Ok(None);
        };
        let entry = match source {
            ProxySource::Settings => self.settings.get().proxy.keychain_entry(),
            ProxySource::Environment | ProxySource::Desktop => None,
        };
        // The settings may have changed since: the password is only for its own proxy.
        let Some(entry) = entry.filter(|entry| *entry == password_entry(&proxy)) else {
            return Ok(Some(proxy));
        };
        let found = self.keys.keychain().get(&entry, initiator).await?;
        Ok(Some(match found.and_then(|key| password(&key)) {
            Some(password) => proxy.with_password(password),
            None => proxy,
        }))
    }

    /// Builds an HTTP client that reaches an address as the pools' clients do, and tells whether through a proxy. For
    /// webhooks.
    ///
    /// # Errors
    /// `unreachable` with a reason; the keychain's codes.
    pub(crate) async fn http_builder(&self, url: &Url) -> Result<(ClientBuilder, bool), Failure> {
        let way = self.way(&Host::parse(&url.origin().ascii_serialization())?)?;
        let proxy = self.proxy(&way, Initiator::Background).await?;
        Ok((genauth::http_builder(proxy.as_ref())?, proxy.is_some()))
    }

    /// Stores the password of a proxy: in the keychain, or in memory where there is none.
    pub(crate) async fn store_password(&self, proxy: &Proxy, text: &str) -> Result<(), Failure> {
        let entry = password_entry(proxy);
        let key = as_key(text)?;
        let stored = self.keys.save_password(&entry, key).await;
        self.password_revision.fetch_add(1, Ordering::Relaxed);
        stored
    }

    /// Removes the password of a proxy. That the keychain refuses is accepted: nothing reads the entry any more.
    pub(crate) async fn forget_password(&self, entry: &PoolId) {
        let _ = self.keys.keychain().remove(entry, Initiator::Owner).await;
        self.keys.keychain().release(entry);
        self.password_revision.fetch_add(1, Ordering::Relaxed);
    }

    /// The proxy and its source; and whether the desktop has an automatic configuration.
    fn resolve(&self, host: &Host) -> Result<(Option<(Proxy, ProxySource)>, bool), Failure> {
        let invalid = || Failure::from(ErrorCode::Unreachable).with_reason("proxy_invalid");
        if host.is_loopback() {
            return Ok((None, false));
        }
        let choice = self.settings.get().proxy.clone();
        match choice {
            ProxyChoice::Direct => return Ok((None, false)),
            ProxyChoice::Manual { .. } => {
                let proxy = choice.proxy().ok_or_else(invalid)?;
                return Ok((Some((proxy, ProxySource::Settings)), false));
            }
            ProxyChoice::System => {}
        }
        let variable = Arc::clone(&self.variable.lock().unwrap_or_else(PoisonError::into_inner));
        if names_proxy(&*variable) {
            let proxy = proxy_from_environment(host, &*variable)?;
            return Ok((proxy.map(|proxy| (proxy, ProxySource::Environment)), false));
        }
        let desktop = Arc::clone(&self.desktop.lock().unwrap_or_else(PoisonError::into_inner));
        match desktop(host) {
            DesktopProxy::Manual { proxy, exempt }
                if !is_exempt(&exempt, host.hostname(), host.port()) =>
            {
                let proxy = Proxy::parse(&proxy).ok_or_else(invalid)?;
                Ok((Some((proxy, ProxySource::Desktop)), false))
            }
            DesktopProxy::Manual { .. } | DesktopProxy::Direct => Ok((None, false)),
            DesktopProxy::Automatic => Ok((None, true)),
        }
    }
}

impl Way {
    /// For the owner.
    pub(crate) fn report(&self) -> Option<ProxyReport> {
        self.proxy.as_ref().map(|(proxy, source)| ProxyReport {
            kind: proxy.kind().scheme().to_owned(),
            address: proxy.address(),
            source: *source,
        })
    }
}

/// Whether the environment names a proxy for https, be it exempt or not.
fn names_proxy(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        .into_iter()
        .filter_map(variable)
        .any(|value| !value.trim().is_empty())
}

/// The keychain's entries hold access keys, whose characters are limited.
fn as_key(password: &str) -> Result<AccessKey, Failure> {
    let secret = AccessKeySecret::new(STANDARD.encode(password));
    Ok(AccessKey::new("proxy", secret)?)
}

fn password(key: &AccessKey) -> Option<String> {
    // Exposed: the proxy gets it.
    let bytes = STANDARD.decode(key.secret().expose_secret()).ok()?;
    String::from_utf8(bytes).ok()
}
