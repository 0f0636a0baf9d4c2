//! The menu of the tray icon.

use authgauge_api::TraySummary;
use authgauge_app::words::OwnerCalendar;
use authgauge_core::language::WordsLanguage;
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconEvent};
use tauri::{AppHandle, Wry};

use crate::text;

const OPEN: &str = "open";
const REFRESH: &str = "refresh";
const QUIT: &str = "quit";
/// Opens the window, where all pools are.
const ALL_POOLS: &str = "all-pools";
/// Precedes the pool's ID.
const POOL: &str = "pool:";
/// A line that can't be chosen.
const NO_POOLS: &str = "no-pools";

/// What the owner chose in the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TrayChoice {
    /// Open the window.
    Open,
    /// Refresh all pools.
    Refresh,
    /// End the program.
    Quit,
    /// Open the pool of this ID.
    Pool(String),
}

impl TrayChoice {
    /// The choice of a menu item's ID.
    pub(super) fn from_id(id: &str) -> Option<Self> {
        match id {
            OPEN | ALL_POOLS => Some(Self::Open),
            REFRESH => Some(Self::Refresh),
            QUIT => Some(Self::Quit),
            _ => Some(Self::Pool(id.strip_prefix(POOL)?.to_owned())),
        }
    }
}

/// At most this many pools have a line of their own.
const SHOWN: usize = 5;

/// A line for each of the worst pools, then the actions.
pub(super) fn menu(
    app: &AppHandle,
    summary: &TraySummary,
    language: WordsLanguage,
    calendar: OwnerCalendar<'_>,
) -> tauri::Result<Menu<Wry>> {
    let words = text::menu(language);
    let mut menu = MenuBuilder::new(app);
    if summary.pools.is_empty() {
        let none = MenuItemBuilder::with_id(NO_POOLS, words.no_pools).enabled(false);
        menu = menu.item(&none.build(app)?);
    }
    for pool in summary.worst().take(SHOWN) {
        let line = literal(&text::pool(pool, language, calendar));
        menu = menu.text(format!("{POOL}{}", pool.id), line);
    }
    if summary.pools.len() > SHOWN {
        menu = menu.text(ALL_POOLS, words.all_pools);
    }
    menu.separator()
        .text(REFRESH, words.refresh)
        .text(OPEN, words.open)
        .separator()
        .text(QUIT, words.quit)
        .build()
}

/// Opens the window on a left click on Windows; elsewhere a click opens the menu.
pub(super) fn clicked(event: &TrayIconEvent) -> Option<TrayChoice> {
    let is_left_click = matches!(
        event,
        TrayIconEvent::Click {
            button: MouseButton::Left,
            button_state: MouseButtonState::Up,
            ..
        }
    );
    (is_left_click && cfg!(windows)).then_some(TrayChoice::Open)
}

/// Escapes ampersands, which mark access keys, and line breaks.
fn literal(text: &str) -> String {
    text.replace('&', "&&").replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ampersands_and_line_breaks_in_names_are_escaped() {
        assert_eq!(literal("A & B_C\n50%"), "A && B_C 50%");
    }
}
