//! User pools.

use std::fmt;

use genauth::{Auth, Brand, Host, plain_text};
use serde::{Deserialize, Serialize};

use crate::error::{ErrorCode, Failure};

/// In characters.
const MAX_NAME_LENGTH: usize = 80;

/// Identifies a pool in the database and in the keychain: a random UUID.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolId(pub String);

impl PoolId {
    /// A new random ID.
    pub fn random() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// The first eight digits, for logs.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or_default()
    }
}

impl fmt::Display for PoolId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A user pool. Its access key is stored in the keychain only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Authgauge's ID, not the vendor's.
    pub id: PoolId,
    /// The name the owner chose: 1 to 80 characters.
    pub name: String,
    /// The service that hosts it.
    pub service: Service,
    /// The API's host.
    pub host: Host,
    /// How requests are authenticated.
    pub sign_in: SignInWay,
    /// An extra certificate authority for this pool's host, as PEM.
    pub ca_pem: Option<String>,
}

/// The service that hosts a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// GenAuth, the international brand.
    #[serde(rename = "genauth")]
    GenAuth,
    /// Authing, the brand in China.
    Authing,
    /// A private deployment.
    Private,
}

/// How requests are authenticated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SignInWay {
    /// The management token, or the signature if the server issues no tokens.
    #[default]
    Automatic,
    /// The management token.
    Token,
    /// The request signature.
    Signature,
}

/// The domains of the brands' clouds.
const BRAND_DOMAINS: [&str; 2] = ["genauth.ai", "authing.cn"];

impl Pool {
    /// The extra certificate authority. None for hosts of the brands' domains, on any port and whatever `service` says,
    /// so that an edited database cannot weaken their TLS.
    pub fn ca(&self) -> Option<&str> {
        let name = self.host.hostname();
        let is_in = |domain: &str| {
            let prefix = name.strip_suffix(domain);
            prefix.is_some_and(|prefix| prefix.is_empty() || prefix.ends_with('.'))
        };
        let is_cloud = BRAND_DOMAINS.into_iter().any(is_in);
        let is_private = self.service == Service::Private && !is_cloud;
        self.ca_pem.as_deref().filter(|_| is_private)
    }

    /// All that decides where the access key is sent, and how, in one text. The name of the pool doesn't.
    pub fn key_use(&self) -> String {
        let (service, host, sign_in) = (self.service, self.host.as_str(), self.sign_in);
        serde_json::json!([service, host, sign_in, self.ca()]).to_string()
    }

    /// The name of the keychain entry. It includes the host, so that an edited database cannot send a key to another
    /// host.
    pub fn keychain_entry(&self) -> PoolId {
        PoolId(format!("{}@{}", self.id, self.host))
    }
}

impl Service {
    /// The brand's cloud host; None for private deployments.
    pub fn cloud_host(self) -> Option<&'static str> {
        match self {
            Self::GenAuth => Some("https://api.genauth.ai"),
            Self::Authing => Some("https://api.authing.cn"),
            Self::Private => None,
        }
    }

    /// The brand's web console; None for private deployments.
    pub fn console(self) -> Option<&'static str> {
        match self {
            Self::GenAuth => Some("https://console.genauth.ai"),
            Self::Authing => Some("https://console.authing.cn"),
            Self::Private => None,
        }
    }

    /// The brand in signature headers. Private deployments use Authing's.
    pub fn brand(self) -> Brand {
        match self {
            Self::GenAuth => Brand::GenAuth,
            Self::Authing | Self::Private => Brand::Authing,
        }
    }
}

impl From<SignInWay> for Auth {
    fn from(way: SignInWay) -> Self {
        match way {
            SignInWay::Automatic => Self::Automatic,
            SignInWay::Token => Self::Token,
            SignInWay::Signature => Self::Signature,
        }
    }
}

/// Validates a pool's name: [`plain_text`], trimmed.
///
/// # Errors
/// `name_missing`, `name_too_long` (over 80 characters).
pub fn checked_name(name: &str) -> Result<String, Failure> {
    let plain = plain_text(name);
    let name = plain.trim();
    match name.chars().count() {
        0 => Err(ErrorCode::NameMissing.into()),
        1..=MAX_NAME_LENGTH => Ok(name.to_owned()),
        _ => Err(ErrorCode::NameTooLong.into()),
    }
}

/// A name as it was stored, in case the file was edited: cut to 80 characters. A pool without a name is called by its
/// host.
pub fn restored_name(name: &str, host: &Host) -> String {
    let plain: String = plain_text(name)
        .trim()
        .chars()
        .take(MAX_NAME_LENGTH)
        .collect();
    match plain.is_empty() {
        true => host.name().to_owned(),
        false => plain,
    }
}

#[cfg(test)]
mod tests {
    use genauth::Host;

    use super::*;

    #[test]
    fn brands_have_cloud_hosts_and_consoles() {
        for (service, domain, brand) in [
            (Service::GenAuth, "genauth.ai", Brand::GenAuth),
            (Service::Authing, "authing.cn", Brand::Authing),
        ] {
            let host = Host::parse(service.cloud_host().unwrap()).unwrap();
            assert_eq!(host.as_str(), format!("https://api.{domain}"));
            assert_eq!(
                service.console().unwrap(),
                format!("https://console.{domain}")
            );
            assert_eq!(service.brand(), brand);
        }
        let private = Service::Private;
        assert_eq!((private.cloud_host(), private.console()), (None, None));
        assert_eq!(private.brand(), Brand::Authing);
    }

    #[test]
    fn ca_is_ignored_for_cloud_hosts() {
        let ca = |service: Service, host: &str| {
            let pool = Pool {
                id: PoolId::random(),
                name: String::new(),
                service,
                host: Host::parse(host).unwrap(),
                sign_in: SignInWay::Automatic,
                ca_pem: Some("theirs".to_owned()),
            };
            pool.ca().map(str::to_owned)
        };
        let clouds = [
            "api.genauth.ai",
            "https://API.authing.cn:443/",
            "api.genauth.ai:8443",
            "genauth.ai",
            "acme.authing.cn",
        ];
        for host in clouds {
            assert_eq!(ca(Service::Private, host), None, "{host}");
        }
        println!(
            "count: {} cases of a cloud host with an extra CA",
            clouds.len()
        );
        for own in ["notgenauth.ai", "api.genauth.ai.acme.internal"] {
            assert!(ca(Service::Private, own).is_some(), "{own}");
        }
        let own = "id.acme.internal";
        assert_eq!(ca(Service::Private, own).as_deref(), Some("theirs"));
        assert_eq!(ca(Service::GenAuth, own), None);
    }

    #[test]
    fn key_use_depends_on_service_host_sign_in_and_ca() {
        let pool = |service, host: &str, sign_in, ca: Option<&str>| Pool {
            id: PoolId::random(),
            name: PoolId::random().0,
            service,
            host: Host::parse(host).unwrap(),
            sign_in,
            ca_pem: ca.map(str::to_owned),
        };
        let (private, own) = (Service::Private, "id.acme.internal");
        let uses = [
            pool(private, own, SignInWay::Automatic, None),
            pool(private, own, SignInWay::Token, None),
            pool(private, own, SignInWay::Signature, None),
            pool(private, own, SignInWay::Signature, Some("one")),
            pool(private, own, SignInWay::Signature, Some("two")),
            pool(private, "id.acme.example", SignInWay::Signature, None),
            pool(private, "id.acme.internal:8443", SignInWay::Signature, None),
            pool(Service::GenAuth, own, SignInWay::Signature, None),
            pool(Service::Authing, own, SignInWay::Signature, None),
        ]
        .map(|pool| pool.key_use());
        let different: std::collections::BTreeSet<_> = uses.iter().collect();
        assert_eq!(different.len(), uses.len(), "{uses:?}");
        let same = pool(private, own, SignInWay::Automatic, None).key_use();
        assert_eq!(same, uses[0]);
    }

    #[test]
    fn keychain_entry_depends_on_pool_and_host() {
        let pool = |id: &str, host: &str| Pool {
            id: PoolId(id.to_owned()),
            name: String::new(),
            service: Service::Private,
            host: Host::parse(host).unwrap(),
            sign_in: SignInWay::Automatic,
            ca_pem: None,
        };
        let entry = pool("1", "id.acme.internal").keychain_entry();
        assert_eq!(entry.to_string(), "1@https://id.acme.internal");
        assert_ne!(entry, pool("1", "id.acme.example").keychain_entry());
        assert_ne!(entry, pool("2", "id.acme.internal").keychain_entry());
    }
}
