//! The owner's choice of a proxy.

use genauth::Proxy;
use serde::{Deserialize, Serialize};

use crate::pool::PoolId;

const MAX_LENGTH: usize = 300;

/// Which proxy pools and webhooks are reached through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProxyChoice {
    /// That of the environment, else that of the desktop's settings.
    #[default]
    System,
    /// None.
    Direct,
    /// This one.
    Manual {
        /// `[kind://][user@]host[:port]`, without a password.
        url: String,
        /// Whether the keychain has a password for it.
        password: bool,
    },
}

impl ProxyChoice {
    /// The proxy, without its password; None if it is not this one's to say, or not valid.
    pub fn proxy(&self) -> Option<Proxy> {
        match self {
            Self::Manual { url, .. } => parse(url),
            Self::System | Self::Direct => None,
        }
    }

    /// The same proxy, for which the keychain has a password.
    #[must_use]
    pub fn with_password(self) -> Self {
        match self {
            Self::Manual { url, .. } => Self::Manual {
                url,
                password: true,
            },
            choice => choice,
        }
    }

    /// Whether the address of a proxy is understood, and has no password, which the database must not hold.
    pub(crate) fn is_valid(&self) -> bool {
        !matches!(self, Self::Manual { .. }) || self.proxy().is_some()
    }

    /// The name of the keychain entry of the password, if there is one. It includes kind, user and address, so that
    /// an edited database cannot send the password to another proxy.
    pub fn keychain_entry(&self) -> Option<PoolId> {
        match self {
            Self::Manual { password: true, .. } => Some(password_entry(&self.proxy()?)),
            _ => None,
        }
    }
}

/// The name of the keychain entry of a proxy's password.
pub fn password_entry(proxy: &Proxy) -> PoolId {
    PoolId(format!("proxy@{proxy}"))
}

fn parse(url: &str) -> Option<Proxy> {
    let proxy = Proxy::parse(url).filter(|proxy| !proxy.has_password());
    proxy.filter(|_| url.len() <= MAX_LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manual(url: &str) -> ProxyChoice {
        ProxyChoice::Manual {
            url: url.to_owned(),
            password: true,
        }
    }

    #[test]
    fn an_address_without_a_password_is_valid() {
        for (url, is_valid) in [
            ("socks5h://127.0.0.1:1080", true),
            ("ann@proxy.acme:3128", true),
            ("http://ann:canary@proxy.acme:3128", false),
            ("quic://proxy.acme:1", false),
            ("", false),
            (&format!("http://{}:1", "x".repeat(300)), false),
        ] {
            assert_eq!(manual(url).is_valid(), is_valid, "{url}");
        }
        assert!(ProxyChoice::System.is_valid() && ProxyChoice::Direct.is_valid());
    }

    #[test]
    fn a_password_belongs_to_kind_user_and_address() {
        let entry = |url: &str| manual(url).keychain_entry().unwrap();
        let of = entry("http://ann@proxy.acme:3128");
        assert_eq!(of.0, "proxy@http://ann@proxy.acme:3128");
        assert_eq!(of, entry("ann@PROXY.acme:3128/"));
        for other in [
            "http://ann@proxy.evil:3128",
            "http://ann@proxy.acme:3129",
            "http://eve@proxy.acme:3128",
            "socks5h://ann@proxy.acme:3128",
        ] {
            assert_ne!(of, entry(other), "{other}");
        }
        let without = ProxyChoice::Manual {
            url: "ann@proxy.acme:3128".to_owned(),
            password: false,
        };
        assert_eq!(without.keychain_entry(), None);
    }
}
