//! Redacts credentials echoed in responses.
//!
//! Only ASCII letters and digits are compared, in lower case: signs, spaces, hyphens and zero-width characters may
//! separate them, and displays may drop some of those.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::{Number, Value};
use url::form_urlencoded::byte_serialize;

use crate::plain_text;

const REDACTED: &str = "[redacted]";

/// Shorter sequences would match unrelated text.
const MIN_LENGTH: usize = 8;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Replaces a secret in the values of a JSON body, in any usual encoding. A body that is no JSON is returned as it
/// is: none of it is shown.
pub(super) fn redact(body: Vec<u8>, secret: &str) -> Vec<u8> {
    let json = body.strip_prefix(BOM).unwrap_or(&body);
    let Ok(mut value) = serde_json::from_slice(json) else {
        return body;
    };
    // Serialized only if something was redacted, since that may round numbers.
    match !secret.is_empty() && Redactor::new(secret).redact(&mut value) {
        true => value.to_string().into_bytes(),
        false => body,
    }
}

struct Redactor<'a> {
    secret: &'a str,
    /// Too few letters and digits to be compared without the rest.
    is_short: bool,
    /// The [`alphanumerics`] of each encoding of the secret.
    encodings: Vec<String>,
    /// The secret as a JSON number, if it is one.
    number: Option<Number>,
}

impl<'a> Redactor<'a> {
    fn new(secret: &'a str) -> Self {
        let plain = alphanumerics(secret.as_bytes());
        let is_short = plain.len() < MIN_LENGTH;
        let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
        let url_encoded: String = byte_serialize(secret.as_bytes()).collect();
        let mut encodings = vec![plain, hex, alphanumerics(url_encoded.as_bytes())];
        encodings.extend((0..3).map(|offset| alphanumerics(&base64_at(offset, secret))));
        encodings.retain(|encoding| encoding.len() >= MIN_LENGTH);
        Self {
            secret,
            is_short,
            encodings,
            number: serde_json::from_str(secret).ok(),
        }
    }

    /// Returns whether anything was redacted. Field names are not: they are never shown.
    fn redact(&self, value: &mut Value) -> bool {
        match value {
            Value::Array(values) => self.redact_all(values.iter_mut()),
            Value::Object(fields) => self.redact_all(fields.values_mut()),
            Value::String(text) => match self.redact_text(text) {
                Some(redacted) => {
                    *text = redacted;
                    true
                }
                None => false,
            },
            Value::Number(number) if self.number.as_ref() == Some(number) => {
                *value = REDACTED.into();
                true
            }
            _ => false,
        }
    }

    fn redact_all<'v>(&self, values: impl Iterator<Item = &'v mut Value>) -> bool {
        values.fold(false, |any, value| any | self.redact(value))
    }

    fn redact_text(&self, text: &str) -> Option<String> {
        let mut redacted = None;
        if self.is_short && plain_text(text).contains(self.secret) {
            redacted = Some(plain_text(text).replace(self.secret, REDACTED));
        }
        for encoding in &self.encodings {
            if let Some(text) = replace(redacted.as_deref().unwrap_or(text), encoding) {
                redacted = Some(text);
            }
        }
        redacted
    }
}

/// The ASCII letters and digits of a text, in lower case.
fn alphanumerics(text: &[u8]) -> String {
    text.iter()
        .filter(|byte| byte.is_ascii_alphanumeric())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect()
}

/// The base64 digits that depend on the text only, when it is encoded after `offset` other bytes.
fn base64_at(offset: usize, text: &str) -> Vec<u8> {
    let bytes = [&[0].repeat(offset), text.as_bytes()].concat();
    let (start, end) = ((offset * 8).div_ceil(6), bytes.len() * 8 / 6);
    let digits = STANDARD_NO_PAD.encode(bytes).into_bytes();
    digits.get(start..end).unwrap_or_default().to_vec()
}

/// Replaces these letters and digits, and what separates them. `None` if they do not occur.
fn replace(text: &str, encoding: &str) -> Option<String> {
    let positions: Vec<usize> = text
        .bytes()
        .enumerate()
        .filter_map(|(at, byte)| byte.is_ascii_alphanumeric().then_some(at))
        .collect();
    let (mut redacted, mut rest) = (String::new(), 0);
    for (at, _) in alphanumerics(text.as_bytes()).match_indices(encoding) {
        let (first, last) = (positions.get(at)?, positions.get(at + encoding.len() - 1)?);
        redacted += text.get(rest..*first).unwrap_or_default();
        redacted += REDACTED;
        rest = last + 1;
    }
    (rest > 0).then(|| redacted + text.get(rest..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::json;

    use super::*;

    const SECRET: &str = "canary/0123\"456";

    fn redacted(body: impl Into<Vec<u8>>, secret: &str) -> String {
        String::from_utf8(redact(body.into(), secret)).unwrap()
    }

    #[test]
    fn redacts_every_encoding_and_nothing_around_it() {
        for encoded in [
            SECRET,
            "CANARY/0123\"456",
            "canary%2F0123%22456",
            "Y2FuYXJ5LzAxMjMiNDU2",
            "63616e6172792f3031323322343536",
            "63 61 6E 61 72 79 2F 30 31 32 33 22 34 35 36",
            "canary01-2345-6",
            "c\u{200b}anary/0\u{202e}123\"456",
        ] {
            let body = json!({"data": [7, {"message": format!("«is {encoded}» no, {encoded}")}]});
            let expected = json!({"data": [7, {"message": "«is [redacted]» no, [redacted]"}]});
            let escaped = body
                .to_string()
                .replace('a', "\\u0061")
                .replace("d\\u0061t\\u0061", "data");
            for body in [body.to_string(), format!("\u{feff}{escaped}")] {
                assert_eq!(redacted(body, SECRET), expected.to_string(), "{encoded}");
            }
        }
        let slashed = r#"{"a":"is canary\/0123\"456 no","b":"canary\/0123\"456"}"#;
        assert_eq!(
            redacted(slashed, SECRET),
            r#"{"a":"is [redacted] no","b":"[redacted]"}"#
        );
    }

    #[test]
    fn base64_keeps_digits_shared_with_neighbouring_bytes() {
        let text = "a?>?~0123456789abc";
        for (before, after, left) in [
            ("", "", "[redacted]"),
            ("", "z", "[redacted]eg"),
            ("x", "z", "eG[redacted]3o"),
            ("xy", "", "eHl[redacted]M"),
        ] {
            for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                let encoded = engine.encode(format!("{before}{text}{after}"));
                assert_eq!(
                    redacted(format!("\"{encoded}\""), text),
                    format!("\"{left}\""),
                    "{encoded}"
                );
            }
        }
    }

    #[test]
    fn redacts_a_secret_sent_as_number() {
        for text in ["12345678", "12345678901234567890123456789012"] {
            assert_eq!(redacted(format!("[{text},1]"), text), r#"["[redacted]",1]"#);
        }
    }

    #[test]
    fn redacts_a_short_secret_only_in_plain_form() {
        assert_eq!(redacted("\"is 4\u{200b}7x1\"", "47x1"), "\"is [redacted]\"");
        assert_eq!(redacted("\"is //\"", "//"), "\"is [redacted]\"");
        let body = r#"{"t":["47-x1","NDd4MQ","477821",74]}"#;
        assert_eq!(redacted(body, "47x1"), body);
        assert_eq!(redacted(body, "t"), body);
    }

    #[test]
    fn keeps_other_bodies_unchanged() {
        for body in [
            "",
            "{\"a\":1e400,\"b\":\"\\n\"}",
            "\\",
            "[1.0000000000000000001,\"\\\"\"]",
            "{\"canary/0123\\\"456\":\"canary/0123\\\"45\",\"b\":\"6 and so on\"}",
        ] {
            assert_eq!(redacted(body, SECRET), body);
            assert_eq!(redacted(body, ""), body);
        }
        assert_eq!(
            redact(b"\xff canary-0123".to_vec(), "canary-0123"),
            b"\xff canary-0123"
        );
    }
}
