//! The few words that no page can say, since none may be there: notifications, the tray's menu,
//! and a question that the page must not answer.
//!
//! Everything else is worded by the page, in `ui/src/messages`.

mod en;
mod figures;
mod zh;

use authgauge_app::view::{AlertView, GlancePool, WordsLanguage};
use authgauge_core::level::Level;
use authgauge_core::settings::LanguageChoice;

/// What a notification says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// What happened.
    pub(crate) title: String,
    /// Where, and what to do.
    pub(crate) body: String,
}

/// What the tray's menu offers besides pools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MenuWords {
    pub(crate) refresh: &'static str,
    pub(crate) open: &'static str,
    pub(crate) quit: &'static str,
    pub(crate) no_pools: &'static str,
}

/// What is asked before anything else hears of alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HookWords {
    pub(crate) webhook: &'static str,
    pub(crate) command: &'static str,
    /// What it is handed.
    pub(crate) what: &'static str,
    pub(crate) allow: &'static str,
    pub(crate) cancel: &'static str,
}

/// The owner's language; the system's, where the owner has chosen none.
pub(crate) fn language(choice: LanguageChoice) -> WordsLanguage {
    match choice {
        LanguageChoice::System => crate::window::system_language(),
        LanguageChoice::En => WordsLanguage::En,
        LanguageChoice::Zh => WordsLanguage::Zh,
    }
}

/// An alert, as the desktop shows it.
pub(crate) fn alert(alert: &AlertView, language: WordsLanguage) -> Told {
    match language {
        WordsLanguage::En => en::alert(alert),
        WordsLanguage::Zh => zh::alert(alert),
    }
}

/// A pool's line in the tray's menu.
pub(crate) fn pool(pool: &GlancePool, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => en::pool(pool),
        WordsLanguage::Zh => zh::pool(pool),
    }
}

/// What the tray's icon says where it is pointed at.
pub(crate) fn level(level: Option<Level>, language: WordsLanguage) -> &'static str {
    match language {
        WordsLanguage::En => level.map_or("no figures yet", en::level),
        WordsLanguage::Zh => level.map_or("暂无数据", zh::level),
    }
}

pub(crate) fn hook(language: WordsLanguage) -> HookWords {
    match language {
        WordsLanguage::En => en::HOOK,
        WordsLanguage::Zh => zh::HOOK,
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
