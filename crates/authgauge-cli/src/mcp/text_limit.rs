//! Texts of servers and owners are data: an assistant gets no more of them than a name needs.

use genauth::plain_text;
use serde_json::Value;

/// In characters.
pub(super) const MAX_TEXT: usize = 200;

/// The document with each text on one line, without characters that hide others, and not longer than [`MAX_TEXT`].
pub(super) fn limit_texts(document: Value) -> Value {
    match document {
        Value::String(text) => Value::String(limited(&text)),
        Value::Array(values) => values.into_iter().map(limit_texts).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, limit_texts(value)))
            .collect(),
        other => other,
    }
}

/// The text as an assistant gets it.
pub(super) fn limited(text: &str) -> String {
    let plain = plain_text(text);
    match plain.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => plain.get(..end).unwrap_or_default().to_owned() + "…",
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_short_and_plain_at_any_depth() {
        let long = "数".repeat(MAX_TEXT + 1);
        let document = json!({ "a": [{ "b": long }, "\u{202e}x\ny", 5, null, true] });
        let expected = "数".repeat(MAX_TEXT) + "…";
        assert_eq!(
            limit_texts(document),
            json!({ "a": [{ "b": expected }, "x y", 5, null, true] })
        );
        let most = "数".repeat(MAX_TEXT);
        assert_eq!(limited(&most), most);
    }
}
