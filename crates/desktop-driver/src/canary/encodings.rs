//! The encodings a leaked text may have.

/// A text in one encoding.
#[derive(Clone)]
pub(super) struct EncodedText {
    pub(super) encoding: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Name, separator, and how one byte is written.
type PerByte = (&'static str, &'static str, fn(u8) -> String);

/// The encodings that write each byte separately.
const PER_BYTE: [PerByte; 18] = [
    ("hex", "", |byte| format!("{byte:02x}")),
    ("upper-case hex", "", |byte| format!("{byte:02X}")),
    ("hex, by blanks", " ", |byte| format!("{byte:02x}")),
    ("hex, by colons", ":", |byte| format!("{byte:02x}")),
    ("hex, by commas", ", ", |byte| format!("{byte:02x}")),
    ("0x, by commas", ", ", |byte| format!("{byte:#04x}")),
    ("decimal, by commas", ", ", |byte| byte.to_string()),
    ("decimal in JSON", ",", |byte| byte.to_string()),
    // `{:#?}` of bytes, and of bytes within another value.
    ("decimal, by lines", ",\n    ", |byte| byte.to_string()),
    ("decimal, by lines", ",\n        ", |byte| byte.to_string()),
    ("percent", "", |byte| format!("%{byte:02x}")),
    ("upper-case percent", "", |byte| format!("%{byte:02X}")),
    ("JSON escapes", "", |byte| format!("\\u{byte:04x}")),
    ("upper-case JSON escapes", "", |byte| {
        format!("\\u{byte:04X}")
    }),
    ("HTML entities", "", |byte| format!("&#{byte};")),
    ("HTML hex entities", "", |byte| format!("&#x{byte:x};")),
    ("octal escapes", "", |byte| format!("\\{byte:03o}")),
    ("hex escapes", "", |byte| format!("\\x{byte:02x}")),
];

pub(super) fn all_encodings(text: &str) -> Vec<EncodedText> {
    let bytes = text.as_bytes();
    let (first_half, second_half) = bytes.split_at(bytes.len() / 2);
    let whole = [
        ("plain", bytes.to_vec()),
        // What remains of a partly overwritten copy.
        ("first half", first_half.to_vec()),
        ("second half", second_half.to_vec()),
        ("upper case", text.to_ascii_uppercase().into_bytes()),
        ("lower case", text.to_ascii_lowercase().into_bytes()),
        ("reversed", bytes.iter().rev().copied().collect()),
        ("UTF-16", zero_padded(bytes, 2)),
        ("UTF-32", zero_padded(bytes, 4)),
    ];
    let per_byte = PER_BYTE.into_iter().map(|(encoding, separator, write)| {
        let written: Vec<String> = bytes.iter().copied().map(write).collect();
        (encoding, written.join(separator).into_bytes())
    });
    let encoded = whole.into_iter().chain(per_byte);
    encoded
        .map(|(encoding, bytes)| EncodedText { encoding, bytes })
        .chain(base64_encodings(bytes))
        .collect()
}

/// Each byte with zeros between them, but none at either end: matches both byte orders.
fn zero_padded(bytes: &[u8], width: usize) -> Vec<u8> {
    let mut padded = Vec::new();
    for &byte in bytes {
        padded.resize(padded.len().next_multiple_of(width), 0);
        padded.push(byte);
    }
    padded
}

/// Base64 of the text at any position of a longer text: the digits that depend on the text alone, for each of
/// the three alignments and both alphabets.
pub(super) fn base64_encodings(bytes: &[u8]) -> impl Iterator<Item = EncodedText> {
    let variants = [
        ("base64", 0, ['+', '/']),
        ("base64, offset 1", 1, ['+', '/']),
        ("base64, offset 2", 2, ['+', '/']),
        ("URL-safe base64", 0, ['-', '_']),
        ("URL-safe base64, offset 1", 1, ['-', '_']),
        ("URL-safe base64, offset 2", 2, ['-', '_']),
    ];
    variants
        .into_iter()
        .map(move |(encoding, offset, last_digits)| EncodedText {
            encoding,
            bytes: base64_digits(bytes, offset, last_digits).into_bytes(),
        })
}

fn base64_digits(bytes: &[u8], offset: usize, last_digits: [char; 2]) -> String {
    let bits: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    // The bits of a digit that the preceding byte shares.
    let shared = (6 - offset * 8 % 6) % 6;
    let own = bits.get(shared..).unwrap_or_default();
    own.chunks_exact(6)
        .map(|six| six.iter().fold(0, |value, bit| value * 2 + bit))
        .map(|value| base64_digit(value, last_digits))
        .collect()
}

fn base64_digit(value: u8, [plus, slash]: [char; 2]) -> char {
    match value {
        0..26 => char::from(b'A' + value),
        26..52 => char::from(b'a' + value - 26),
        52..62 => char::from(b'0' + value - 52),
        62 => plus,
        _ => slash,
    }
}
