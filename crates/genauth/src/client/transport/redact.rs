//! Blots out what a server repeats of what it was sent.
//!
//! Texts are compared by their letters and digits alone: signs, blanks, hyphens and what takes no room may stand
//! anywhere between them, and whoever shows a text may leave some of that out.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::{Number, Value};
use url::form_urlencoded::byte_serialize;

use crate::plain_text;

const BLOT: &str = "[redacted]";

/// Fewer letters would be found in anything.
const SHORTEST: usize = 8;

/// What a server may mark the beginning of its text with.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The body without a text, in whichever usual way it is written there. What is no JSON stays as it is: nothing
/// of it is shown.
pub(super) fn without(body: Vec<u8>, text: &str) -> Vec<u8> {
    let unsaid = Unsaid::new(text);
    if text.is_empty() || !unsaid.may_be_in(&body) {
        return body;
    }
    let json = body.strip_prefix(BOM).unwrap_or(&body);
    let Ok(mut value) = serde_json::from_slice(json) else {
        return body;
    };
    // A body is only written anew if that hid something: its numbers would not come out as they were.
    match unsaid.is_cut_out(&mut value) {
        true => value.to_string().into_bytes(),
        false => body,
    }
}

/// What must not come back.
struct Unsaid<'a> {
    text: &'a str,
    is_short: bool,
    /// The [`letters`] of each usual way of writing it.
    ways: Vec<String>,
    number: Option<Number>,
}

impl<'a> Unsaid<'a> {
    fn new(text: &'a str) -> Self {
        let plain = letters(text.as_bytes());
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let escaped: String = byte_serialize(text.as_bytes()).collect();
        let is_short = plain.len() < SHORTEST;
        let mut ways = vec![plain, hex, letters(escaped.as_bytes())];
        ways.extend((0..3).map(|before| letters(&base64_after(before, text))));
        ways.retain(|way| way.len() >= SHORTEST);
        Self {
            text,
            is_short,
            ways,
            number: serde_json::from_str(text).ok(),
        }
    }

    /// A quick look, which tells that nearly every body has nothing of it.
    fn may_be_in(&self, body: &[u8]) -> bool {
        // JSON may write each character as an escape.
        if self.is_short || body.contains(&b'\\') {
            return true;
        }
        let letters = letters(body);
        self.ways.iter().any(|way| letters.contains(way))
    }

    /// Whether there was anything to cut out. Names of fields are never shown.
    fn is_cut_out(&self, value: &mut Value) -> bool {
        let left = match value {
            Value::Array(values) => return self.is_cut_out_of_any(values.iter_mut()),
            Value::Object(fields) => return self.is_cut_out_of_any(fields.values_mut()),
            Value::String(text) => self.left_of(text),
            Value::Number(number) if self.number.as_ref() == Some(number) => Some(BLOT.to_owned()),
            _ => None,
        };
        let is_less = left.is_some();
        if let Some(left) = left {
            *value = left.into();
        }
        is_less
    }

    /// Each of them, also after one that had something.
    fn is_cut_out_of_any<'v>(&self, values: impl Iterator<Item = &'v mut Value>) -> bool {
        values
            .filter_map(|value| self.is_cut_out(value).then_some(()))
            .count()
            > 0
    }

    fn left_of(&self, text: &str) -> Option<String> {
        let mut left = None;
        if self.is_short && plain_text(text).contains(self.text) {
            left = Some(plain_text(text).replace(self.text, BLOT));
        }
        for way in &self.ways {
            let less = cut_out(left.as_deref().unwrap_or(text), way);
            left = less.or(left);
        }
        left
    }
}

/// The letters and digits of ASCII, all small: what stands in the same order in every text that looks alike.
fn letters(text: &[u8]) -> String {
    let letters = text.iter().filter(|byte| byte.is_ascii_alphanumeric());
    letters
        .map(|letter| char::from(letter.to_ascii_lowercase()))
        .collect()
}

/// What base64, in either alphabet, makes of a text after so many other bytes: the digits that hold bits of the
/// text alone.
fn base64_after(before: usize, text: &str) -> Vec<u8> {
    let bytes = [&[0].repeat(before), text.as_bytes()].concat();
    let (first, end) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
    let digits = STANDARD_NO_PAD.encode(bytes).into_bytes();
    digits.get(first..end).unwrap_or_default().to_vec()
}

/// The text without these letters and what stands between them. Nothing if they are not there.
fn cut_out(text: &str, way: &str) -> Option<String> {
    // Most texts are too short.
    if text.len() < way.len() {
        return None;
    }
    let letters = letters(text.as_bytes());
    if !letters.contains(way) {
        return None;
    }
    let bytes = text.bytes().enumerate();
    let places: Vec<usize> = bytes
        .filter(|(_, byte)| byte.is_ascii_alphanumeric())
        .map(|(place, _)| place)
        .collect();
    let (mut left, mut rest) = (String::new(), 0);
    for (at, _) in letters.match_indices(way) {
        if let (Some(first), Some(last)) = (places.get(at), places.get(at + way.len() - 1)) {
            left += text.get(rest..*first).unwrap_or_default();
            left += BLOT;
            rest = last + 1;
        }
    }
    Some(left + text.get(rest..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::json;

    use super::*;

    const TEXT: &str = "canary/0123\"456";

    fn shown(body: impl Into<Vec<u8>>, text: &str) -> String {
        String::from_utf8(without(body.into(), text)).unwrap()
    }

    #[test]
    fn every_usual_way_is_cut_out_and_nothing_around_it() {
        for way in [
            TEXT,
            "CANARY/0123\"456",
            "canary%2F0123%22456",
            "Y2FuYXJ5LzAxMjMiNDU2",
            "63616e6172792f3031323322343536",
            "63 61 6E 61 72 79 2F 30 31 32 33 22 34 35 36",
            "canary01-2345-6",
            "c\u{200b}anary/0\u{202e}123\"456",
        ] {
            let body = json!({"data": [7, {"message": format!("«is {way}» no, {way}")}]});
            let expected = json!({"data": [7, {"message": "«is [redacted]» no, [redacted]"}]});
            let escaped = body
                .to_string()
                .replace('a', "\\u0061")
                .replace("d\\u0061t\\u0061", "data");
            for body in [body.to_string(), format!("\u{feff}{escaped}")] {
                assert_eq!(shown(body, TEXT), expected.to_string(), "{way}");
            }
        }
        let slashed = r#"{"a":"is canary\/0123\"456 no","b":"canary\/0123\"456"}"#;
        assert_eq!(
            shown(slashed, TEXT),
            r#"{"a":"is [redacted] no","b":"[redacted]"}"#
        );
    }

    #[test]
    fn base64_leaves_only_the_digits_that_others_have_bits_in() {
        let text = "a?>?~0123456789abc";
        for (before, after, left) in [
            ("", "", "[redacted]"),
            ("", "z", "[redacted]eg"),
            ("x", "z", "eG[redacted]3o"),
            ("xy", "", "eHl[redacted]M"),
        ] {
            for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                let said = engine.encode(format!("{before}{text}{after}"));
                assert_eq!(
                    shown(format!("\"{said}\""), text),
                    format!("\"{left}\""),
                    "{said}"
                );
            }
        }
    }

    #[test]
    fn a_number_is_one_way_to_write_digits() {
        for text in ["12345678", "12345678901234567890123456789012"] {
            assert_eq!(shown(format!("[{text},1]"), text), r#"["[redacted]",1]"#);
        }
    }

    #[test]
    fn a_short_text_is_found_as_it_is_alone() {
        assert_eq!(shown("\"is 4\u{200b}7x1\"", "47x1"), "\"is [redacted]\"");
        assert_eq!(shown("\"is //\"", "//"), "\"is [redacted]\"");
        let body = r#"{"t":["47-x1","NDd4MQ","477821",74]}"#;
        assert_eq!(shown(body, "47x1"), body);
        assert_eq!(shown(body, "t"), body);
    }

    #[test]
    fn anything_else_stays_as_it_is() {
        for body in [
            "",
            "{\"a\":1e400,\"b\":\"\\n\"}",
            "\\",
            "[1.0000000000000000001,\"\\\"\"]",
            "{\"canary/0123\\\"456\":\"canary/0123\\\"45\",\"b\":\"6 and so on\"}",
        ] {
            assert_eq!(shown(body, TEXT), body);
            assert_eq!(shown(body, ""), body);
        }
        assert_eq!(
            without(b"\xff canary-0123".to_vec(), "canary-0123"),
            b"\xff canary-0123"
        );
    }
}
