//! Every text on its way out of the database or the backup. The files may have been edited: no line breaks, control
//! or bidi characters, and no text of any length reach the window, notifications, the tray, hooks or exports.

use genauth::plain_text;
use rusqlite::Row;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// In characters. The texts of a server are cut to as many when they are read.
const MAX_TEXT: usize = 200;

/// The items of a list. More benefits are not stored either.
const MAX_ITEMS: usize = 5_000;

/// The plain, trimmed text, cut to a length.
pub(crate) fn plain(text: &str) -> String {
    cut(text, MAX_TEXT).trim().to_owned()
}

/// A column's plain text. `None` if it is not text.
pub(crate) fn text(row: &Row<'_>, column: &str) -> Option<String> {
    Some(plain(&row.get::<_, String>(column).ok()?))
}

/// Parses JSON whose texts are made plain and cut. `None` if it cannot be interpreted.
pub(crate) fn from_json<T: DeserializeOwned>(json: &str) -> Option<T> {
    from_value(serde_json::from_str(json).ok()?)
}

/// As [`from_json`], for a value.
pub(crate) fn from_value<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(made_plain(value, MAX_TEXT)).ok()
}

/// As [`from_value`], for a type that checks the length of its texts itself.
pub(crate) fn from_value_of_any_length<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(made_plain(value, usize::MAX)).ok()
}

fn made_plain(value: Value, max_text: usize) -> Value {
    let inner = |value| made_plain(value, max_text);
    match value {
        Value::String(text) => Value::String(cut(&text, max_text)),
        Value::Array(items) => items.into_iter().take(MAX_ITEMS).map(inner).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, inner(value)))
            .collect(),
        other => other,
    }
}

fn cut(text: &str, max: usize) -> String {
    plain_text(text).chars().take(max).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_depth_are_plain_and_short() {
        let json = r#"[{"a":"x\ny\u202ez"},["\u0007"],7,null]"#;
        let read: Value = from_json(json).unwrap();
        assert_eq!(read.to_string(), r#"[{"a":"x yz"},["�"],7,null]"#);
        let long = Value::from("字".repeat(1_000));
        let read: String = from_value(long.clone()).unwrap();
        assert_eq!(read.chars().count(), MAX_TEXT);
        let read: String = from_value_of_any_length(long).unwrap();
        assert_eq!(read.chars().count(), 1_000);
        let many = Value::from(vec![0; MAX_ITEMS + 1]);
        assert_eq!(from_value::<Vec<u8>>(many).unwrap().len(), MAX_ITEMS);
    }
}
