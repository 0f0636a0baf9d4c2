//! The desktop's tray: where programs register their items, and a host that reads and clicks them.

mod icon;
mod menu;
mod watcher;

pub use icon::TrayIcon;
pub use menu::MenuEntry;

use zbus::{
    Connection, connection,
    zvariant::{DynamicDeserialize, DynamicType, OwnedObjectPath, OwnedValue},
};

use crate::{Error, Result, wait::until};
use watcher::{Items, Watcher};

const NAME: &str = "org.kde.StatusNotifierWatcher";
const PATH: &str = "/StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// A tray on a session's bus. It goes when dropped.
pub struct Tray {
    bus: Connection,
    items: Items,
}

/// An item as the tray would show it.
#[derive(Debug, Clone)]
pub struct TrayItem {
    /// Its program's word for it.
    pub id: String,
    /// What is read out for it.
    pub title: String,
    /// `Active`, `Passive`, `NeedsAttention`.
    pub status: String,
    /// Its picture, if it can be read.
    pub icon: Option<TrayIcon>,
    /// Its menu, in order.
    pub menu: Vec<MenuEntry>,
}

impl Tray {
    /// Takes the watcher's name on the bus.
    pub(crate) async fn start(address: &str) -> Result<Self> {
        let items = Items::default();
        let bus = connection::Builder::address(address)?
            .serve_at(PATH, Watcher(items.clone()))?
            .name(NAME)?
            .build()
            .await?;
        Ok(Self { bus, items })
    }

    /// Every item there is now.
    ///
    /// # Errors
    /// When an item's program does not answer as it must.
    pub async fn items(&self) -> Result<Vec<TrayItem>> {
        let mut found = Vec::new();
        for place in self.places().await? {
            found.push(self.read(&place).await?);
        }
        Ok(found)
    }

    /// Waits for an item as hoped for.
    ///
    /// # Errors
    /// When none comes in time; what was there last is told.
    pub async fn wait_for(&self, hoped: impl Fn(&TrayItem) -> bool) -> Result<TrayItem> {
        until("an item in the tray", async || {
            let items = self.items().await?;
            let told = format!("{items:?}");
            let found = items.into_iter().find(&hoped);
            found.map(Some).ok_or(Error::Unexpected(told))
        })
        .await
    }

    /// Opens the menus and clicks the first entry whose label has `part` in it.
    ///
    /// # Errors
    /// When there is no such entry.
    pub async fn click(&self, part: &str) -> Result<()> {
        until(&format!("{part:?} in the tray's menu"), async || {
            for place in self.places().await? {
                let menu = self.menu_path(&place).await?;
                let entries = self.menu(&place, &menu).await?;
                let Some(entry) = menu::flat(&entries).find(|entry| entry.label.contains(part))
                else {
                    continue;
                };
                let clicked = (
                    entry.id,
                    "clicked",
                    zbus::zvariant::Value::from(0_i32),
                    0_u32,
                );
                let _: () = self.call(&place.0, &menu, MENU, "Event", &clicked).await?;
                return Ok(Some(()));
            }
            Ok(None)
        })
        .await
    }

    /// Clicks on the items themselves, as on their icon.
    ///
    /// # Errors
    /// When an item does not know what to do then.
    pub async fn activate(&self) -> Result<()> {
        for (owner, path) in self.places().await? {
            let path = OwnedObjectPath::try_from(path).map_err(zbus::Error::from)?;
            let at = (0_i32, 0_i32);
            let _: () = self.call(&owner, &path, ITEM, "Activate", &at).await?;
        }
        Ok(())
    }

    /// Where the items are whose programs still run.
    async fn places(&self) -> Result<Vec<(String, String)>> {
        let bus = zbus::fdo::DBusProxy::new(&self.bus).await?;
        let mut places = Vec::new();
        for (owner, path) in self.items.all() {
            let name = zbus::names::BusName::try_from(owner.as_str()).map_err(zbus::Error::from)?;
            if bus.name_has_owner(name).await.map_err(zbus::Error::from)? {
                places.push((owner, path));
            }
        }
        Ok(places)
    }

    async fn read(&self, place: &(String, String)) -> Result<TrayItem> {
        let text = async |name: &str| {
            let value = self.property(place, name).await.ok();
            value
                .and_then(|value| String::try_from(value).ok())
                .unwrap_or_default()
        };
        let menu = self.menu_path(place).await?;
        let pixels = self.property(place, "IconPixmap").await.ok();
        Ok(TrayItem {
            id: text("Id").await,
            title: text("Title").await,
            status: text("Status").await,
            icon: TrayIcon::read(
                &text("IconName").await,
                &text("IconThemePath").await,
                pixels,
            ),
            menu: self.menu(place, &menu).await?,
        })
    }

    async fn menu_path(&self, place: &(String, String)) -> Result<OwnedObjectPath> {
        let path = self.property(place, "Menu").await?;
        Ok(OwnedObjectPath::try_from(path).map_err(zbus::Error::from)?)
    }

    async fn menu(
        &self,
        place: &(String, String),
        menu: &OwnedObjectPath,
    ) -> Result<Vec<MenuEntry>> {
        // Some programs fill it only then; some do not know the question.
        let told: Result<bool> = self
            .call(&place.0, menu, MENU, "AboutToShow", &(0_i32,))
            .await;
        drop(told);
        let whole = (0_i32, -1_i32, Vec::<String>::new());
        let (_, root): (u32, menu::Node) =
            self.call(&place.0, menu, MENU, "GetLayout", &whole).await?;
        Ok(menu::entries(root))
    }

    async fn property(&self, (owner, path): &(String, String), name: &str) -> Result<OwnedValue> {
        let path = OwnedObjectPath::try_from(path.as_str()).map_err(zbus::Error::from)?;
        self.call(owner, &path, PROPERTIES, "Get", &(ITEM, name))
            .await
    }

    async fn call<B, R>(
        &self,
        owner: &str,
        path: &OwnedObjectPath,
        interface: &str,
        method: &str,
        body: &B,
    ) -> Result<R>
    where
        B: serde::Serialize + DynamicType,
        R: for<'d> DynamicDeserialize<'d>,
    {
        let answer = self
            .bus
            .call_method(Some(owner), path, Some(interface), method, body)
            .await?;
        answer.body().deserialize().map_err(Into::into)
    }
}
