//! A tray: the watcher programs register their items with, and a host that reads and clicks the items.

mod icon;
mod item;
mod menu;
mod watcher;

pub use icon::TrayIcon;
pub use item::TrayItem;
pub use menu::MenuEntry;

use zbus::fdo::DBusProxy;
use zbus::names::BusName;
use zbus::{Connection, connection};

use crate::error::{Error, Result};
use crate::wait::wait_until;
use item::ItemProxy;
use watcher::{BUS_NAME, ItemAddress, PATH, Registered, Watcher};

/// A tray on a session's bus. Dropping it stops it.
pub struct Tray {
    bus: Connection,
    registered: Registered,
}

impl Tray {
    pub(crate) async fn start(address: &str) -> Result<Self> {
        let registered = Registered::default();
        let bus = connection::Builder::address(address)?
            .serve_at(PATH, Watcher(registered.clone()))?
            .name(BUS_NAME)?
            .build()
            .await?;
        Ok(Self { bus, registered })
    }

    /// The items of all running programs.
    pub async fn items(&self) -> Result<Vec<TrayItem>> {
        let mut items = Vec::new();
        for address in self.running().await? {
            items.push(item::read(&self.proxy(&address).await?).await?);
        }
        Ok(items)
    }

    /// Waits for an item that matches.
    pub async fn wait_for(&self, matches: impl Fn(&TrayItem) -> bool) -> Result<TrayItem> {
        wait_until("a matching tray item", async || {
            let mut items = self.items().await?;
            match items.iter().position(&matches) {
                Some(index) => Ok(Some(items.swap_remove(index))),
                None => Err(Error::Unexpected(format!("{items:?}"))),
            }
        })
        .await
    }

    /// Clicks the first menu entry whose label contains `label`.
    pub async fn click(&self, label: &str) -> Result<()> {
        wait_until(&format!("{label:?} in the tray menu"), async || {
            for address in self.running().await? {
                let menu = item::menu_of(&self.proxy(&address).await?).await?;
                if menu::click(&menu, label).await? {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })
        .await
    }

    async fn running(&self) -> Result<Vec<ItemAddress>> {
        let bus = DBusProxy::new(&self.bus).await?;
        let mut running = Vec::new();
        for address in self.registered.all() {
            let owner = BusName::try_from(address.owner.as_str())?;
            if bus.name_has_owner(owner).await? {
                running.push(address);
            }
        }
        Ok(running)
    }

    async fn proxy<'a>(&self, address: &'a ItemAddress) -> Result<ItemProxy<'a>> {
        Ok(ItemProxy::new(&self.bus, address.owner.as_str(), address.path.as_str()).await?)
    }
}
