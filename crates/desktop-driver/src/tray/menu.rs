//! Reads and clicks the menu a program exports (`com.canonical.dbusmenu`).

use std::collections::HashMap;

use serde::Deserialize;
use zbus::proxy;
use zbus::zvariant::{OwnedValue, Type, Value};

use crate::error::Result;

/// The ID of the menu itself.
const ROOT: i32 = 0;
const UNLIMITED_DEPTH: i32 = -1;

/// An entry of an item's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    /// The program's ID for it.
    pub id: i32,
    /// The label without its mnemonic marker; empty for a separator.
    pub label: String,
    /// False when it is greyed out.
    pub enabled: bool,
    /// True for a separator.
    pub separator: bool,
    /// The entries of its submenu.
    pub children: Vec<MenuEntry>,
}

impl MenuEntry {
    fn find(&self, label: &str) -> Option<&Self> {
        if self.label.contains(label) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(label))
    }
}

/// The visible entries of a menu.
pub(super) async fn read(menu: &MenuProxy<'_>) -> Result<Vec<MenuEntry>> {
    // Some programs fill their menu only now; others don't implement the method.
    let _ = menu.about_to_show(ROOT).await;
    let (_revision, root) = menu.get_layout(ROOT, UNLIMITED_DEPTH, &[]).await?;
    Ok(entries(root.children))
}

/// Clicks the first entry whose label contains `label`; false when there is none.
pub(super) async fn click(menu: &MenuProxy<'_>, label: &str) -> Result<bool> {
    let entries = read(menu).await?;
    let Some(entry) = entries.iter().find_map(|entry| entry.find(label)) else {
        return Ok(false);
    };
    let (data, timestamp) = (Value::from(0), 0);
    menu.event(entry.id, "clicked", &data, timestamp).await?;
    Ok(true)
}

#[proxy(interface = "com.canonical.dbusmenu", gen_blocking = false)]
pub(super) trait Menu {
    fn about_to_show(&self, id: i32) -> zbus::Result<bool>;

    fn get_layout(&self, parent: i32, depth: i32, properties: &[&str])
    -> zbus::Result<(u32, Node)>;

    fn event(&self, id: i32, event: &str, data: &Value<'_>, timestamp: u32) -> zbus::Result<()>;
}

#[derive(Debug, Type, Deserialize)]
pub(super) struct Node {
    id: i32,
    properties: HashMap<String, OwnedValue>,
    children: Vec<OwnedValue>,
}

fn entries(nodes: Vec<OwnedValue>) -> Vec<MenuEntry> {
    let nodes = nodes.into_iter().filter_map(|node| {
        let (id, properties, children) = node.try_into().ok()?;
        Some(Node {
            id,
            properties,
            children,
        })
    });
    nodes
        .filter(|node| node.flag("visible") != Some(false))
        .map(|node| MenuEntry {
            id: node.id,
            label: without_mnemonic(node.text("label").unwrap_or_default()),
            enabled: node.flag("enabled").unwrap_or(true),
            separator: node.text("type") == Some("separator"),
            children: entries(node.children),
        })
        .collect()
}

impl Node {
    fn flag(&self, property: &str) -> Option<bool> {
        bool::try_from(self.properties.get(property)?).ok()
    }

    fn text(&self, property: &str) -> Option<&str> {
        <&str>::try_from(self.properties.get(property)?).ok()
    }
}

/// `_Quit` is Quit, and `a__b` is `a_b`.
fn without_mnemonic(label: &str) -> String {
    label
        .replace("__", "\0")
        .replace('_', "")
        .replace('\0', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_the_mnemonic_marker_and_unescapes_underscores() {
        assert_eq!(without_mnemonic("_Quit Head__room"), "Quit Head_room");
    }
}
