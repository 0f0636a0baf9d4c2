//! Blots out what a server repeats of what it was sent.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

const BLOT: &str = "[redacted]";

/// Shorter texts, written in another way, would be found in anything.
const SHORTEST: usize = 8;

/// The body without a text, in whichever usual way it is written there.
pub(super) fn without(body: Vec<u8>, text: &str) -> Vec<u8> {
    if text.is_empty() {
        return body;
    }
    let ways = ways(text);
    match String::from_utf8(body) {
        Ok(body) => unescaped(blotted(body, &ways), &ways).into_bytes(),
        // What is no text is no answer, and nothing of it is shown.
        Err(error) => error.into_bytes(),
    }
}

fn ways(text: &str) -> Vec<String> {
    let mut ways = vec![text.to_owned()];
    if text.len() >= SHORTEST {
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        ways.extend([
            byte_serialize(text.as_bytes()).collect(),
            // Without the end that tells how long it was, which another text may follow.
            STANDARD_NO_PAD.encode(text),
            URL_SAFE_NO_PAD.encode(text),
            hex.to_uppercase(),
            hex,
        ]);
    }
    ways
}

fn blotted(mut text: String, ways: &[String]) -> String {
    for way in ways {
        if text.contains(way) {
            text = text.replace(way, BLOT);
        }
    }
    text
}

/// JSON may write each character as an escape. A body is only written anew if that hid something: its numbers
/// would not come out as they were.
fn unescaped(body: String, ways: &[String]) -> String {
    if !body.contains('\\') {
        return body;
    }
    let Ok(mut value) = serde_json::from_str(&body) else {
        return body;
    };
    match blot_value(&mut value, ways) {
        true => value.to_string(),
        false => body,
    }
}

/// Whether there was anything to blot out. Names of fields are never shown.
fn blot_value(value: &mut Value, ways: &[String]) -> bool {
    match value {
        Value::String(text) => {
            let hidden = ways.iter().any(|way| text.contains(way));
            if hidden {
                *text = blotted(std::mem::take(text), ways);
            }
            hidden
        }
        Value::Array(values) => blot_each(values.iter_mut(), ways),
        Value::Object(fields) => blot_each(fields.values_mut(), ways),
        _ => false,
    }
}

/// Each of them, also after one that had something.
fn blot_each<'a>(values: impl Iterator<Item = &'a mut Value>, ways: &[String]) -> bool {
    values
        .filter_map(|value| blot_value(value, ways).then_some(()))
        .count()
        > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "canary/0123\"456";

    fn shown(body: &str) -> String {
        String::from_utf8(without(body.as_bytes().to_vec(), TEXT)).unwrap()
    }

    #[test]
    fn every_usual_way_is_blotted_out() {
        let mut bodies: Vec<String> = ways(TEXT)
            .iter()
            .map(|way| serde_json::json!({ "message": format!("is {way} no") }).to_string())
            .collect();
        let escaped: String = TEXT.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
        bodies.push(format!(r#"{{"data":[{{"message":"is {escaped} no"}}]}}"#));
        bodies.push(r#"{"message":"is canary\/0123\"456 no"}"#.to_owned());
        for body in bodies {
            let shown = shown(&body);
            assert!(shown.contains("is [redacted] no"), "{body} {shown}");
        }
    }

    #[test]
    fn anything_else_stays_as_it_is() {
        for body in [
            "",
            "{\"a\":1e400,\"b\":\"\\n\"}",
            "\\",
            "[1.0000000000000000001,\"\\\"\"]",
        ] {
            assert_eq!(shown(body), body);
        }
        assert_eq!(without(b"\xff canary".to_vec(), "canary"), b"\xff canary");
        assert_eq!(without(b"{\"a\":74}".to_vec(), "t"), b"{\"a\":74}");
        assert_eq!(without(b"abc".to_vec(), ""), b"abc");
    }
}
