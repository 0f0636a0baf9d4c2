//! What a session's keyring holds, asked over the Secret Service's own D-Bus interface and not
//! through the library that the app stores its keys with.

use std::collections::HashMap;

use zbus::{
    Connection, connection,
    zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value},
};

use crate::Result;

const NAME: &str = "org.freedesktop.secrets";
const ROOT: &str = "/org/freedesktop/secrets";
const SERVICE: &str = "org.freedesktop.Secret.Service";
const COLLECTION: &str = "org.freedesktop.Secret.Collection";
const ITEM: &str = "org.freedesktop.Secret.Item";

/// One entry of the keyring.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyringItem {
    /// What the desktop's password program calls it.
    pub label: String,
    /// What it is found by.
    pub attributes: HashMap<String, String>,
    /// What it keeps.
    pub secret: Vec<u8>,
}

impl KeyringItem {
    /// True when the kept secret has this text in it.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        String::from_utf8_lossy(&self.secret).contains(text)
    }
}

impl std::fmt::Debug for KeyringItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyringItem")
            .field("label", &self.label)
            .field("attributes", &self.attributes)
            .finish_non_exhaustive()
    }
}

/// A caller of one session's Secret Service.
pub(crate) struct Caller {
    bus: Connection,
}

type Secret = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);

impl Caller {
    pub(crate) async fn reach(address: &str) -> Result<Self> {
        Ok(Self {
            bus: connection::Builder::address(address)?.build().await?,
        })
    }

    /// True once new entries have an unlocked place to go to.
    pub(crate) async fn is_open(&self) -> Result<bool> {
        if !self.answers().await? {
            return Ok(false);
        }
        let home: OwnedObjectPath = self.service("ReadAlias", &("default",)).await?;
        if home.as_str() == "/" {
            return Ok(false);
        }
        let locked = self.property(&home, COLLECTION, "Locked").await?;
        Ok(!bool::try_from(locked).map_err(zbus::Error::from)?)
    }

    /// True when somebody answers for the Secret Service.
    pub(crate) async fn answers(&self) -> Result<bool> {
        let bus = zbus::fdo::DBusProxy::new(&self.bus).await?;
        let name = zbus::names::BusName::try_from(NAME).map_err(zbus::Error::from)?;
        Ok(bus.name_has_owner(name).await.map_err(zbus::Error::from)?)
    }

    /// Every entry of every unlocked collection.
    pub(crate) async fn items(&self) -> Result<Vec<KeyringItem>> {
        let everything: HashMap<&str, &str> = HashMap::new();
        let (open, _locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            self.service("SearchItems", &(everything,)).await?;
        let (_, session): (OwnedValue, OwnedObjectPath) = self
            .service("OpenSession", &("plain", Value::from("")))
            .await?;
        let mut items = Vec::new();
        for path in &open {
            items.push(self.item(path, &session).await?);
        }
        Ok(items)
    }

    /// Locks the collection that new entries go to.
    pub(crate) async fn lock(&self) -> Result<()> {
        let collection: OwnedObjectPath = self.service("ReadAlias", &("default",)).await?;
        let _: (Vec<OwnedObjectPath>, OwnedObjectPath) =
            self.service("Lock", &(vec![collection],)).await?;
        Ok(())
    }

    async fn item(&self, path: &OwnedObjectPath, session: &OwnedObjectPath) -> Result<KeyringItem> {
        let secret: Secret = self.call(path, ITEM, "GetSecret", &(session,)).await?;
        let label: OwnedValue = self.property(path, ITEM, "Label").await?;
        let attributes: OwnedValue = self.property(path, ITEM, "Attributes").await?;
        Ok(KeyringItem {
            label: String::try_from(label).map_err(zbus::Error::from)?,
            attributes: HashMap::try_from(attributes).map_err(zbus::Error::from)?,
            secret: secret.2,
        })
    }

    async fn property(
        &self,
        path: &OwnedObjectPath,
        interface: &str,
        name: &str,
    ) -> Result<OwnedValue> {
        self.call(
            path,
            "org.freedesktop.DBus.Properties",
            "Get",
            &(interface, name),
        )
        .await
    }

    async fn service<B, R>(&self, method: &str, body: &B) -> Result<R>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
        R: for<'d> zbus::zvariant::DynamicDeserialize<'d>,
    {
        let root = ObjectPath::try_from(ROOT).map_err(zbus::Error::from)?;
        self.call(&root, SERVICE, method, body).await
    }

    async fn call<B, R>(
        &self,
        path: &ObjectPath<'_>,
        interface: &str,
        method: &str,
        body: &B,
    ) -> Result<R>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
        R: for<'d> zbus::zvariant::DynamicDeserialize<'d>,
    {
        let answer = self
            .bus
            .call_method(Some(NAME), path, Some(interface), method, body)
            .await?;
        answer.body().deserialize().map_err(Into::into)
    }
}
