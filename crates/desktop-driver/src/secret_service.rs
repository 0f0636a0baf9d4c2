//! Reads a session's keyring through the Secret Service's D-Bus interface, not through the library an
//! app stores its secrets with.

use std::collections::HashMap;
use std::fmt;

use zbus::fdo::DBusProxy;
use zbus::names::BusName;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, connection, proxy};

use crate::error::Result;

const BUS_NAME: &str = "org.freedesktop.secrets";

/// One entry of the keyring.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyringItem {
    /// The name a password manager shows.
    pub label: String,
    /// The attributes it is looked up by.
    pub attributes: HashMap<String, String>,
    /// The stored secret.
    pub secret: Vec<u8>,
}

impl KeyringItem {
    /// True when the secret contains `text`.
    pub fn contains(&self, text: &str) -> bool {
        String::from_utf8_lossy(&self.secret).contains(text)
    }
}

/// Leaves out the secret.
impl fmt::Debug for KeyringItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyringItem")
            .field("label", &self.label)
            .field("attributes", &self.attributes)
            .finish_non_exhaustive()
    }
}

/// A client of one session's Secret Service.
pub(crate) struct SecretService {
    bus: Connection,
}

impl SecretService {
    pub(crate) async fn connect(address: &str) -> Result<Self> {
        let bus = connection::Builder::address(address)?.build().await?;
        Ok(Self { bus })
    }

    /// True when the Secret Service has an owner on the bus.
    pub(crate) async fn is_running(&self) -> Result<bool> {
        let bus = DBusProxy::new(&self.bus).await?;
        Ok(bus.name_has_owner(BusName::try_from(BUS_NAME)?).await?)
    }

    /// True when new entries can be stored without unlocking.
    pub(crate) async fn is_unlocked(&self) -> Result<bool> {
        if !self.is_running().await? {
            return Ok(false);
        }
        let default = self.service().await?.read_alias("default").await?;
        if default.as_str() == "/" {
            return Ok(false);
        }
        let collection = CollectionProxy::new(&self.bus, &default).await?;
        Ok(!collection.locked().await?)
    }

    /// Every entry of every unlocked collection.
    pub(crate) async fn items(&self) -> Result<Vec<KeyringItem>> {
        let service = self.service().await?;
        let (unlocked, _locked) = service.search_items(HashMap::new()).await?;
        let (_, session) = service.open_session("plain", &Value::from("")).await?;
        let mut items = Vec::new();
        for path in &unlocked {
            let item = ItemProxy::new(&self.bus, path).await?;
            let (_, _, secret, _) = item.get_secret(&session).await?;
            items.push(KeyringItem {
                label: item.label().await?,
                attributes: item.attributes().await?,
                secret,
            });
        }
        Ok(items)
    }

    /// Locks the default collection.
    pub(crate) async fn lock(&self) -> Result<()> {
        let service = self.service().await?;
        let default = service.read_alias("default").await?;
        service.lock(&[&default]).await?;
        Ok(())
    }

    async fn service(&self) -> Result<ServiceProxy<'_>> {
        Ok(ServiceProxy::new(&self.bus).await?)
    }
}

/// Session, parameters, value, content type.
type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

#[proxy(
    interface = "org.freedesktop.Secret.Service",
    default_service = "org.freedesktop.secrets",
    default_path = "/org/freedesktop/secrets",
    gen_blocking = false
)]
trait Service {
    fn read_alias(&self, name: &str) -> zbus::Result<OwnedObjectPath>;

    fn search_items(
        &self,
        attributes: HashMap<&str, &str>,
    ) -> zbus::Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>)>;

    fn open_session(
        &self,
        algorithm: &str,
        input: &Value<'_>,
    ) -> zbus::Result<(OwnedValue, OwnedObjectPath)>;

    fn lock(
        &self,
        objects: &[&ObjectPath<'_>],
    ) -> zbus::Result<(Vec<OwnedObjectPath>, OwnedObjectPath)>;
}

#[proxy(
    interface = "org.freedesktop.Secret.Collection",
    default_service = "org.freedesktop.secrets",
    gen_blocking = false
)]
trait Collection {
    #[zbus(property(emits_changed_signal = "false"))]
    fn locked(&self) -> zbus::Result<bool>;
}

#[proxy(
    interface = "org.freedesktop.Secret.Item",
    default_service = "org.freedesktop.secrets",
    gen_blocking = false
)]
trait Item {
    fn get_secret(&self, session: &ObjectPath<'_>) -> zbus::Result<Secret>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn label(&self) -> zbus::Result<String>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn attributes(&self) -> zbus::Result<HashMap<String, String>>;
}
