//! User pools: what the owner adds.

use std::fmt;

use crate::error::{ErrorCode, Failure};

use genauth::{Auth, Brand, Host, plain_text};

use serde::{Deserialize, Serialize};

/// The longest name of a pool, in characters.
pub const LONGEST_NAME: usize = 80;

/// Names a pool in the database and in its keychain entry: a random UUID, made when the pool is added.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolId(pub String);

impl PoolId {
    /// A new one.
    pub fn random() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// Its first eight digits, for the log.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or_default()
    }
}

impl fmt::Display for PoolId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A user pool without its access key, which only the keychain has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Ours, not the vendor's.
    pub id: PoolId,
    /// The owner's name for it: 1 to 80 characters.
    pub name: String,
    /// Who runs it.
    pub service: Service,
    /// Where its API is.
    pub host: Host,
    /// How to sign in.
    pub sign_in: SignInWay,
    /// An extra certificate authority for this pool's host, as PEM.
    pub ca_pem: Option<String>,
}

/// Who runs the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// GenAuth, the international brand.
    #[serde(rename = "genauth")]
    GenAuth,
    /// Authing, the brand in China.
    Authing,
    /// An installation of the customer's own.
    Private,
}

/// How to sign in: the owner's choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SignInWay {
    /// The management token; the signature where the server has no tokens.
    #[default]
    Automatic,
    /// The management token only.
    Token,
    /// The signature only.
    Signature,
}

impl Pool {
    /// The extra authority that may vouch for its host. Nobody else's word counts for the brands' clouds,
    /// whoever the database says runs the pool.
    pub fn ca(&self) -> Option<&str> {
        let brands = [Service::GenAuth, Service::Authing];
        let mut clouds = brands.into_iter().filter_map(Service::cloud_host);
        let is_cloud = clouds.any(|cloud| cloud == self.host.as_str());
        let may_have = self.service == Service::Private && !is_cloud;
        self.ca_pem.as_deref().filter(|_| may_have)
    }

    /// The name of its keychain entry. The host is part of it: a key is never found for another host than
    /// the one it was entered for, whatever happens to the database.
    pub fn keychain_entry(&self) -> PoolId {
        PoolId(format!("{}@{}", self.id, self.host))
    }
}

impl Service {
    /// The host of the brands' clouds; a private deployment has its own.
    pub fn cloud_host(self) -> Option<&'static str> {
        match self {
            Self::GenAuth => Some("https://api.genauth.ai"),
            Self::Authing => Some("https://api.authing.cn"),
            Self::Private => None,
        }
    }

    /// Where the owner buys: the console of the brands' clouds.
    pub fn console(self) -> Option<&'static str> {
        match self {
            Self::GenAuth => Some("https://console.genauth.ai"),
            Self::Authing => Some("https://console.authing.cn"),
            Self::Private => None,
        }
    }

    /// Whose headers a signature carries. Private deployments carry Authing's name on the wire.
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

/// The name as [`plain_text`], without blanks around it.
///
/// # Errors
/// `name_missing`, `name_too_long` (over 80 characters).
pub fn checked_name(name: &str) -> Result<String, Failure> {
    let plain = plain_text(name);
    let name = plain.trim();
    match name.chars().count() {
        0 => Err(ErrorCode::NameMissing.into()),
        1..=LONGEST_NAME => Ok(name.to_owned()),
        _ => Err(ErrorCode::NameTooLong.into()),
    }
}

#[cfg(test)]
mod tests {
    use genauth::Host;

    use super::*;

    #[test]
    fn each_brand_has_its_own_cloud_and_console() {
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
    fn no_extra_authority_vouches_for_a_brands_cloud_whatever_the_database_says() {
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
        for host in ["api.genauth.ai", "https://API.authing.cn:443/"] {
            assert_eq!(ca(Service::Private, host), None, "{host}");
        }
        let own = "id.acme.internal";
        assert_eq!(ca(Service::Private, own).as_deref(), Some("theirs"));
        assert_eq!(ca(Service::GenAuth, own), None);
    }

    #[test]
    fn a_keychain_entry_is_for_one_pool_on_one_host() {
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
