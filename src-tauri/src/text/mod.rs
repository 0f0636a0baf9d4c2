//! The texts shown outside the page: the tray, and the dialog that the page must not answer.
//!
//! The page's texts are in `ui/src/text`; the sentences of alerts are in `authgauge_app::words`.

mod en;
mod zh;

use authgauge_api::TrayPool;
use authgauge_app::words::OwnerCalendar;
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool_condition::PoolCondition;

/// The tray menu's lines besides the pools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MenuWords {
    pub(crate) refresh: &'static str,
    pub(crate) open: &'static str,
    pub(crate) quit: &'static str,
    pub(crate) no_pools: &'static str,
    /// Where some pools have no line of their own.
    pub(crate) all_pools: &'static str,
}

/// The dialog that asks the owner to agree to a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HookWords {
    pub(crate) webhook: &'static str,
    /// Lists the data that each alert sends.
    pub(crate) shared: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
}

/// The dialog about a page that keeps ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageFailureWords {
    pub(crate) message: &'static str,
    pub(crate) restart: &'static str,
    pub(crate) quit: &'static str,
}

/// A pool's line in the tray's menu.
pub(crate) fn pool(
    pool: &TrayPool,
    language: WordsLanguage,
    calendar: OwnerCalendar<'_>,
) -> String {
    match language {
        WordsLanguage::En => en::pool(pool, calendar),
        WordsLanguage::Zh => zh::pool(pool, calendar),
    }
}

/// The worst condition of all pools, in the tray icon's tooltip.
pub(crate) fn condition(
    condition: Option<&PoolCondition>,
    language: WordsLanguage,
    calendar: OwnerCalendar<'_>,
) -> String {
    match language {
        WordsLanguage::En => en::condition(condition, calendar),
        WordsLanguage::Zh => zh::condition(condition, calendar),
    }
}

pub(crate) fn hook(language: WordsLanguage) -> HookWords {
    match language {
        WordsLanguage::En => en::HOOK,
        WordsLanguage::Zh => zh::HOOK,
    }
}

pub(crate) fn page_failure(language: WordsLanguage) -> PageFailureWords {
    match language {
        WordsLanguage::En => en::PAGE_FAILURE,
        WordsLanguage::Zh => zh::PAGE_FAILURE,
    }
}

/// Why the program can't start. `owner` is the process that has the data folder open, if that is the reason.
pub(crate) fn start_failure(owner: Option<u32>, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => en::start_failure(owner),
        WordsLanguage::Zh => zh::start_failure(owner),
    }
}

/// The window can't be made.
pub(crate) fn no_window(language: WordsLanguage) -> &'static str {
    match language {
        WordsLanguage::En => en::NO_WINDOW,
        WordsLanguage::Zh => zh::NO_WINDOW,
    }
}

/// There is no display to show a window on.
#[cfg(target_os = "linux")]
pub(crate) fn no_display(language: WordsLanguage) -> &'static str {
    match language {
        WordsLanguage::En => en::NO_DISPLAY,
        WordsLanguage::Zh => zh::NO_DISPLAY,
    }
}

pub(crate) fn menu(language: WordsLanguage) -> MenuWords {
    match language {
        WordsLanguage::En => en::MENU,
        WordsLanguage::Zh => zh::MENU,
    }
}

#[cfg(test)]
mod tests;
