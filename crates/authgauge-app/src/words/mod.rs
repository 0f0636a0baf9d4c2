//! The sentences of alerts that leave the window: for notifications and for messages to chat services.
//!
//! The page's texts are in `ui/src/text`, those of the tray and of dialogs in `src-tauri/src/text`.

mod en;
mod figures;
mod zh;

use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::language::WordsLanguage;

pub use figures::OwnerCalendar;

/// An alert in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertText {
    /// What happened.
    pub title: String,
    /// The pool, the figures, and what to do.
    pub body: String,
}

/// An alert of a pool in words, to an owner with this calendar.
pub fn alert(
    pool: &str,
    subject: &AlertSubject,
    kind: &AlertKind,
    language: WordsLanguage,
    calendar: OwnerCalendar<'_>,
) -> AlertText {
    match language {
        WordsLanguage::En => AlertText {
            title: en::title(subject, kind, calendar),
            body: format!("{pool}: {}", en::body(kind, calendar)),
        },
        WordsLanguage::Zh => AlertText {
            title: zh::title(subject, kind, calendar),
            body: format!("{pool}：{}", zh::body(kind, calendar)),
        },
    }
}

/// The headline of several alerts in one message. `pool` is the one that all are about.
pub(crate) fn summary(count: usize, pool: Option<&str>, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => en::summary(count, pool),
        WordsLanguage::Zh => zh::summary(count, pool),
    }
}

/// How many alerts a message does not list.
pub(crate) fn more(count: usize, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => format!("and {count} more in Authgauge"),
        WordsLanguage::Zh => format!("另有 {count} 条，请在 Authgauge 中查看"),
    }
}

/// The message that tests a webhook.
pub(crate) fn sample(language: WordsLanguage) -> &'static str {
    match language {
        WordsLanguage::En => "This is a test. Alerts will arrive here.",
        WordsLanguage::Zh => "这是一条测试消息。提醒将发送到这里。",
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod zone_tests;
