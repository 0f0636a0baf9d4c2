//! Reads an item (`org.kde.StatusNotifierItem`).

use zbus::proxy;
use zbus::zvariant::OwnedObjectPath;

use super::icon::TrayIcon;
use super::menu::{self, MenuEntry, MenuProxy};
use crate::error::Result;

/// An item as the tray shows it.
#[derive(Debug, Clone)]
pub struct TrayItem {
    /// The program's ID for it.
    pub id: String,
    /// The accessible name.
    pub title: String,
    /// The icon, if it can be read.
    pub icon: Option<TrayIcon>,
    /// The entries of its menu, in order.
    pub menu: Vec<MenuEntry>,
}

/// Reads an item and its menu. Apart from the menu, all properties are optional.
pub(super) async fn read(item: &ItemProxy<'_>) -> Result<TrayItem> {
    Ok(TrayItem {
        id: item.id().await.unwrap_or_default(),
        title: item.title().await.unwrap_or_default(),
        icon: TrayIcon::read(
            &item.icon_name().await.unwrap_or_default(),
            &item.icon_theme_path().await.unwrap_or_default(),
            item.icon_pixmap().await.unwrap_or_default(),
        ),
        menu: menu::read(&menu_of(item).await?).await?,
    })
}

pub(super) async fn menu_of(item: &ItemProxy<'_>) -> Result<MenuProxy<'static>> {
    let (bus, program) = (item.inner().connection(), item.inner().destination());
    Ok(MenuProxy::new(bus, program.to_owned(), item.menu().await?).await?)
}

#[proxy(interface = "org.kde.StatusNotifierItem", gen_blocking = false)]
pub(super) trait Item {
    #[zbus(property(emits_changed_signal = "false"))]
    fn id(&self) -> zbus::Result<String>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn title(&self) -> zbus::Result<String>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn icon_name(&self) -> zbus::Result<String>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn icon_theme_path(&self) -> zbus::Result<String>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn icon_pixmap(&self) -> zbus::Result<Vec<(i32, i32, Vec<u8>)>>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn menu(&self) -> zbus::Result<OwnedObjectPath>;
}
