use authgauge_app::view::{Glance, OpenAt, WordsLanguage};
use authgauge_core::pool::PoolId;
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder};
use tauri::tray::{MouseButton, MouseButtonState, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use crate::app_state::Shell;
use crate::window_lifecycle;
use crate::words;

const OPEN: &str = "open";
const REFRESH: &str = "refresh";
const QUIT: &str = "quit";
/// Before the pool's number among those of the window.
const POOL: &str = "pool:";
/// A line that is not to be chosen.
const NO_POOLS: &str = "no-pools";

/// A line for each pool, then what can be done.
pub(super) fn of(
    app: &AppHandle,
    glance: &Glance,
    language: WordsLanguage,
) -> tauri::Result<Menu<Wry>> {
    let words = words::menu(language);
    let mut menu = MenuBuilder::new(app);
    if glance.pools.is_empty() {
        let none = MenuItemBuilder::with_id(NO_POOLS, words.no_pools).enabled(false);
        menu = menu.item(&none.build(app)?);
    }
    for pool in &glance.pools {
        let line = literal(&words::pool(pool, language));
        menu = menu.text(format!("{POOL}{}", pool.id), line);
    }
    menu.separator()
        .text(REFRESH, words.refresh)
        .text(OPEN, words.open)
        .separator()
        .text(QUIT, words.quit)
        .build()
}

/// Does what was chosen.
pub(super) fn chosen(app: &AppHandle, id: &str) {
    match id {
        OPEN => window_lifecycle::open(app),
        QUIT => app.exit(0),
        REFRESH => app.state::<Shell>().refresh_all(),
        _ => {
            if let Some(pool) = id.strip_prefix(POOL) {
                open_pool(app, pool);
            }
        }
    }
}

/// Where a click is not already the menu's.
pub(super) fn clicked(app: &AppHandle, event: &TrayIconEvent) {
    let opens = matches!(
        event,
        TrayIconEvent::Click {
            button: MouseButton::Left,
            button_state: MouseButtonState::Up,
            ..
        }
    );
    if opens && cfg!(windows) {
        window_lifecycle::open(app);
    }
}

fn open_pool(app: &AppHandle, id: &str) {
    let pools = app.state::<Shell>().authgauge().glance().pools;
    let pool: Option<PoolId> = pools
        .into_iter()
        .map(|pool| pool.id)
        .find(|pool| pool.to_string() == id);
    match pool {
        Some(pool) => window_lifecycle::open_at(
            app,
            OpenAt {
                pool,
                benefit: None,
            },
        ),
        None => window_lifecycle::open(app),
    }
}

/// Menus take an ampersand for the mark of a key. Names have no line of their own, however they are written.
fn literal(text: &str) -> String {
    text.replace('&', "&&").replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shown_as_they_are() {
        assert_eq!(literal("A & B_C\n50%"), "A && B_C 50%");
    }
}
