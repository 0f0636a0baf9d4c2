//! A menu that a program keeps on the bus (`com.canonical.dbusmenu`).

use std::collections::HashMap;

use zbus::zvariant::{OwnedValue, Type};

/// An entry of a tray item's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    /// The program's number for it.
    pub id: i32,
    /// Its words, without the mark of the key that chooses it; empty for a line between entries.
    pub label: String,
    /// False when it is grey.
    pub enabled: bool,
    /// True for a line between entries.
    pub separator: bool,
    /// Its own picture, as a PNG.
    pub icon: Option<Vec<u8>>,
    /// What opens beside it.
    pub children: Vec<MenuEntry>,
}

/// `(ia{sv}av)`: number, properties, entries below.
#[derive(Debug, Type, serde::Deserialize)]
pub(super) struct Node(i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// The shown entries of a root.
pub(super) fn entries(root: Node) -> Vec<MenuEntry> {
    root.2
        .into_iter()
        .filter_map(|below| Node::read(below).and_then(entry))
        .collect()
}

/// Every entry, those below others too.
pub(super) fn flat(entries: &[MenuEntry]) -> Box<dyn Iterator<Item = &MenuEntry> + '_> {
    let each = entries
        .iter()
        .flat_map(|entry| std::iter::once(entry).chain(flat(&entry.children)));
    Box::new(each)
}

fn entry(node: Node) -> Option<MenuEntry> {
    let is = |name: &str| {
        node.1
            .get(name)
            .and_then(|value| bool::try_from(value).ok())
    };
    let text = |name: &str| {
        let value = node.1.get(name)?.try_clone().ok()?;
        String::try_from(value).ok()
    };
    let icon = node
        .1
        .get("icon-data")
        .and_then(|value| value.try_clone().ok());
    if is("visible") == Some(false) {
        return None;
    }
    Some(MenuEntry {
        id: node.0,
        label: unmarked(&text("label").unwrap_or_default()),
        enabled: is("enabled").unwrap_or(true),
        separator: text("type").as_deref() == Some("separator"),
        icon: icon.and_then(|value| Vec::<u8>::try_from(value).ok()),
        children: entries(node),
    })
}

/// `_Quit` is Quit, and `a__b` is `a_b`.
fn unmarked(label: &str) -> String {
    label
        .replace("__", "\0")
        .replace('_', "")
        .replace('\0', "_")
}

impl Node {
    fn read(value: OwnedValue) -> Option<Self> {
        let (id, properties, below) = value.try_into().ok()?;
        Some(Self(id, properties, below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_key_is_not_part_of_a_label() {
        assert_eq!(unmarked("_Quit Head__room"), "Quit Head_room");
    }
}
