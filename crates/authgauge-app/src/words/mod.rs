//! The sentences of alerts that leave the window: for notifications and for messages to chat services.
//!
//! The page's texts are in `ui/src/text`, those of the tray and of dialogs in `src-tauri/src/text`.

mod en;
mod figures;
mod zh;

use authgauge_core::alert::{AlertKind, AlertSubject};
use authgauge_core::language::WordsLanguage;

pub use figures::{OwnerCalendar, grouped};

use crate::resets::ResetNotice;

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

/// Counts that started again, in words.
pub fn reset(notice: &ResetNotice, language: WordsLanguage) -> AlertText {
    match language {
        WordsLanguage::En => en::reset(notice),
        WordsLanguage::Zh => zh::reset(notice),
    }
}

/// Many alerts at once, in words: how many, and the worst. `pool` is None if they are of several.
pub fn summary(
    pool: Option<&str>,
    count: usize,
    worst: (&AlertSubject, &AlertKind),
    language: WordsLanguage,
    calendar: OwnerCalendar<'_>,
) -> AlertText {
    let (subject, kind) = worst;
    let body = match language {
        WordsLanguage::En => format!("The worst: {}", en::title(subject, kind, calendar)),
        WordsLanguage::Zh => format!("最紧急：{}", zh::title(subject, kind, calendar)),
    };
    let title = headline(count, pool, language);
    AlertText { title, body }
}

/// How many alerts there are. `pool` is None if they are of several.
pub(crate) fn headline(count: usize, pool: Option<&str>, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => en::headline(count, pool),
        WordsLanguage::Zh => zh::headline(count, pool),
    }
}

/// What stands for the name of the pool with this number, from 1, while names are hidden.
pub(crate) fn alias(number: usize, language: WordsLanguage) -> String {
    match language {
        WordsLanguage::En => format!("Pool {number}"),
        WordsLanguage::Zh => format!("用户池 {number}"),
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
