//! Messages in the shape of a chat service.
//!
//! Names come from servers and from the database: they must neither mention anyone nor format the message. Each service
//! gets its plain text type, and the characters that start a mention or a tag are replaced.

use chrono::{DateTime, Utc};
use genauth::plain_text;
use serde_json::{Value, json};

use authgauge_core::hook_choice::WebhookFormat;
use authgauge_core::language::WordsLanguage;

use super::note::Note;
use crate::words;

/// Begins each message, so that a robot can be restricted to messages with this keyword.
const PREFIX: &str = "[Authgauge] ";

/// The longest line in characters. Two of them fit into the smallest message, with four bytes for each character.
const MAX_LINE: usize = 250;

/// At most this many alerts are listed in a summary.
const MAX_LISTED: usize = 20;

/// Bytes left for the line that says how many alerts are not listed.
const REST: usize = 100;

/// The body for a chat service; None for the plain format, which has none.
pub(super) fn body(
    format: WebhookFormat,
    notes: &[Note],
    language: WordsLanguage,
    now: DateTime<Utc>,
) -> Option<Value> {
    let text = text(format, notes, language, now);
    Some(match format {
        WebhookFormat::Plain => return None,
        WebhookFormat::DingTalk => json!({
            "msgtype": "text", "text": { "content": text }, "at": { "isAtAll": false },
        }),
        WebhookFormat::WeCom => json!({ "msgtype": "text", "text": { "content": text } }),
        WebhookFormat::Feishu => json!({ "msg_type": "text", "content": { "text": text } }),
        WebhookFormat::Slack => json!({
            "text": text, "mrkdwn": false, "unfurl_links": false, "unfurl_media": false,
        }),
    })
}

/// The most bytes of a message's text: below what the services take.
fn max_bytes(format: WebhookFormat) -> usize {
    match format {
        WebhookFormat::WeCom => 2048,
        WebhookFormat::Slack => 3000,
        WebhookFormat::Plain | WebhookFormat::DingTalk | WebhookFormat::Feishu => 8000,
    }
}

fn text(
    format: WebhookFormat,
    notes: &[Note],
    language: WordsLanguage,
    now: DateTime<Utc>,
) -> String {
    let line = |text: &str| escape(&cut(&plain_text(text)), format);
    match notes {
        [note] => match note.words(language, now) {
            Some(text) => format!("{PREFIX}{}\n{}", line(&text.title), line(&text.body)),
            None => format!("{PREFIX}{}", line(words::sample(language))),
        },
        notes => {
            let title = |note: &Note| note.words(language, now).map(|words| words.title);
            summary(notes, language, title, line, max_bytes(format))
        }
    }
}

/// A headline and a line for each alert, as many as fit.
fn summary(
    notes: &[Note],
    language: WordsLanguage,
    title: impl Fn(&Note) -> Option<String>,
    line: impl Fn(&str) -> String,
    max_bytes: usize,
) -> String {
    let pool = common_pool(notes);
    let mut text = PREFIX.to_owned() + &line(&words::headline(notes.len(), pool, language));
    let mut listed = 0;
    for note in notes.iter().take(MAX_LISTED) {
        let Some(title) = title(note) else {
            continue;
        };
        let entry = match (pool, note.pool_name()) {
            (None, Some(name)) => format!("\n• {}", line(&format!("{name} · {title}"))),
            _ => format!("\n• {}", line(&title)),
        };
        if text.len() + entry.len() + REST > max_bytes {
            break;
        }
        text += &entry;
        listed += 1;
    }
    if listed < notes.len() {
        text += &format!("\n{}", words::more(notes.len() - listed, language));
    }
    text
}

/// The name of the pool that all are about.
fn common_pool(notes: &[Note]) -> Option<&str> {
    let first = notes.first()?;
    let is_same = |note: &Note| note.pool_id() == first.pool_id();
    first.pool_name().filter(|_| notes.iter().all(is_same))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_LINE) {
        None => text.to_owned(),
        Some(_) => text.chars().take(MAX_LINE - 1).chain(['…']).collect(),
    }
}

/// Slack documents escapes. The others have none for texts: there the full-width forms, which start nothing, are used.
fn escape(text: &str, format: WebhookFormat) -> String {
    let is_slack = format == WebhookFormat::Slack;
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' if is_slack => escaped.push_str("&amp;"),
            '<' if is_slack => escaped.push_str("&lt;"),
            '>' if is_slack => escaped.push_str("&gt;"),
            '<' => escaped.push('＜'),
            '>' => escaped.push('＞'),
            '@' => escaped.push('＠'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
