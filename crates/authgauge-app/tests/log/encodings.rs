//! The encodings in which a text could leak.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// All encodings of a text, by name.
pub(crate) fn of(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = text.as_bytes();
    let wide = text.encode_utf16();
    let mut encodings = vec![
        ("plain", bytes.to_vec()),
        ("upper case", text.to_uppercase().into_bytes()),
        ("lower case", text.to_lowercase().into_bytes()),
        ("a UUID", as_uuid(text).into_bytes()),
        ("reversed", bytes.iter().rev().copied().collect()),
        (
            "hex",
            each(bytes, |byte| format!("{byte:02x}")).into_bytes(),
        ),
        (
            "HEX",
            each(bytes, |byte| format!("{byte:02X}")).into_bytes(),
        ),
        (
            "URL-encoded",
            each(bytes, |byte| format!("%{byte:02x}")).into_bytes(),
        ),
        (
            "URL-ENCODED",
            each(bytes, |byte| format!("%{byte:02X}")).into_bytes(),
        ),
        (
            "JSON escapes",
            each(bytes, |byte| format!("\\u{byte:04x}")).into_bytes(),
        ),
        ("a list of numbers", numbers(bytes).into_bytes()),
        (
            "UTF-16, little-endian",
            wide.clone().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "UTF-16, big-endian",
            wide.flat_map(u16::to_be_bytes).collect(),
        ),
    ];
    for (name, engine) in [
        ("base64", &STANDARD_NO_PAD),
        ("base64 for URLs", &URL_SAFE_NO_PAD),
    ] {
        for before in 0..3 {
            let within = [&vec![b'x'; before], bytes].concat();
            let digits = engine.encode(within);
            // The first and the last digits hold bits of the surrounding text.
            let own = digits.get(before * 2..digits.len() - 2).unwrap();
            encodings.push((name, own.as_bytes().to_vec()));
        }
    }
    encodings
}

/// The encodings of a text that occur in the bytes.
pub(crate) fn found(text: &str, within: &[u8]) -> Vec<&'static str> {
    let occurs = |bytes: &[u8]| within.windows(bytes.len()).any(|window| window == bytes);
    of(text)
        .into_iter()
        .filter(|(_, bytes)| occurs(bytes))
        .map(|(name, _)| name)
        .collect()
}

/// Eight letters, four, four, four and the rest.
fn as_uuid(text: &str) -> String {
    let letters = text.chars().enumerate();
    letters
        .flat_map(|(at, letter)| {
            let hyphen = matches!(at, 8 | 12 | 16 | 20).then_some('-');
            hyphen.into_iter().chain([letter])
        })
        .collect()
}

fn each(bytes: &[u8], write: impl Fn(&u8) -> String) -> String {
    bytes.iter().map(write).collect()
}

fn numbers(bytes: &[u8]) -> String {
    let numbers: Vec<_> = bytes.iter().map(u8::to_string).collect();
    numbers.join(", ")
}

#[test]
fn every_encoding_is_found() {
    for (_, bytes) in of("CanarySecret4711") {
        let around = [b"before ".as_slice(), &bytes, b" after"].concat();
        assert!(!found("CanarySecret4711", &around).is_empty());
    }
    assert!(found("CanarySecret4711", b"nothing of it").is_empty());
}
