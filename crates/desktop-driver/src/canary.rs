//! A text that must not be found where it was not put, in every form that a leak could give it.

use std::{collections::HashMap, fmt::Write as _};

/// The bytes of a text in one way of writing them.
type Form = (&'static str, Vec<u8>);

/// How many bytes are looked at to see whether a form may begin there.
const HEAD: usize = 2;

/// A text to search for, and all the ways to write it.
#[derive(Clone)]
pub struct Canary {
    forms: Vec<Form>,
    /// Which forms begin with these two bytes, so that nearly every place is passed by at one look.
    heads: HashMap<[u8; HEAD], Vec<usize>>,
    may_begin: Vec<bool>,
}

/// Where a form was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The way it was written.
    pub form: &'static str,
    /// How many bytes into what was searched.
    pub at: usize,
}

impl Canary {
    /// A canary of letters and digits: those stand unchanged in every way of escaping, so that a longer
    /// secret which has them in it is found however the rest of it was escaped.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of(forms(text))
    }

    /// A text that is only looked for inside base64, as what a token is about is in a token.
    #[must_use]
    pub fn in_base64(text: &str) -> Self {
        Self::of(base64(text.as_bytes()).collect())
    }

    /// All of these at once.
    #[must_use]
    pub fn flock(canaries: impl IntoIterator<Item = Self>) -> Self {
        Self::of(canaries.into_iter().flat_map(|one| one.forms).collect())
    }

    fn of(mut forms: Vec<Form>) -> Self {
        forms.sort_by(|one, other| one.1.cmp(&other.1));
        forms.dedup_by(|one, other| one.1 == other.1);
        let mut heads: HashMap<[u8; HEAD], Vec<usize>> = HashMap::new();
        let mut may_begin = vec![false; 1 << 16];
        for (number, (_, bytes)) in forms.iter().enumerate() {
            if let Some(&head) = bytes.first_chunk() {
                heads.entry(head).or_default().push(number);
                if let Some(place) = may_begin.get_mut(usize::from(u16::from_le_bytes(head))) {
                    *place = true;
                }
            }
        }
        Self {
            forms,
            heads,
            may_begin,
        }
    }

    /// In how many ways it is looked for.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// How many bytes the longest form takes: what is searched in pieces overlaps by that many.
    #[must_use]
    pub fn longest(&self) -> usize {
        let lengths = self.forms.iter().map(|(_, bytes)| bytes.len());
        lengths.max().unwrap_or_default()
    }

    /// Every form of it in these bytes.
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, window) in bytes.windows(HEAD).enumerate() {
            let &[first, second] = window else { continue };
            let place = usize::from(u16::from_le_bytes([first, second]));
            if self.may_begin.get(place) == Some(&true) {
                hits.extend(self.here(at, bytes.get(at..).unwrap_or_default()));
            }
        }
        hits
    }

    fn here<'a>(&'a self, at: usize, rest: &'a [u8]) -> impl Iterator<Item = Hit> + 'a {
        let numbers = rest.first_chunk().and_then(|head| self.heads.get(head));
        let forms = numbers.into_iter().flatten();
        forms
            .filter_map(|&number| self.forms.get(number))
            .filter(|(_, bytes)| rest.starts_with(bytes))
            .map(move |&(form, _)| Hit { form, at })
    }
}

/// It would be a poor search that shows what it searches for.
impl std::fmt::Debug for Canary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Canary({} forms)", self.forms.len())
    }
}

fn forms(text: &str) -> Vec<Form> {
    let bytes = text.as_bytes();
    let (front, back) = bytes.split_at(bytes.len() / 2);
    let mut forms: Vec<Form> = base64(bytes).collect();
    forms.extend([
        ("plain", bytes.to_vec()),
        // What is left of a copy when something else was written over part of it.
        ("first half", front.to_vec()),
        ("second half", back.to_vec()),
        ("upper case", text.to_ascii_uppercase().into_bytes()),
        ("lower case", text.to_ascii_lowercase().into_bytes()),
        ("backwards", bytes.iter().rev().copied().collect()),
        ("UTF-16", wide(bytes, 2)),
        ("UTF-32", wide(bytes, 4)),
        ("hex", each(bytes, "", |byte| format!("{byte:02x}"))),
        ("HEX", each(bytes, "", |byte| format!("{byte:02X}"))),
        (
            "hex with blanks",
            each(bytes, " ", |byte| format!("{byte:02x}")),
        ),
        (
            "hex with colons",
            each(bytes, ":", |byte| format!("{byte:02x}")),
        ),
        (
            "a list of 0x",
            each(bytes, ", ", |byte| format!("{byte:#04x}")),
        ),
        (
            "a list of hex",
            each(bytes, ", ", |byte| format!("{byte:02x}")),
        ),
        (
            "a list of numbers",
            each(bytes, ", ", |byte| byte.to_string()),
        ),
        (
            "a JSON list of numbers",
            each(bytes, ",", |byte| byte.to_string()),
        ),
        (
            "URL-encoded",
            each(bytes, "", |byte| format!("%{byte:02x}")),
        ),
        (
            "URL-ENCODED",
            each(bytes, "", |byte| format!("%{byte:02X}")),
        ),
        (
            "JSON escapes",
            each(bytes, "", |byte| format!("\\u{byte:04x}")),
        ),
        (
            "JSON ESCAPES",
            each(bytes, "", |byte| format!("\\u{byte:04X}")),
        ),
        (
            "HTML entities",
            each(bytes, "", |byte| format!("&#{byte};")),
        ),
        (
            "HTML hex entities",
            each(bytes, "", |byte| format!("&#x{byte:x};")),
        ),
        (
            "octal escapes",
            each(bytes, "", |byte| format!("\\{byte:03o}")),
        ),
        (
            "hex escapes",
            each(bytes, "", |byte| format!("\\x{byte:02x}")),
        ),
    ]);
    // As `{:#?}` shows bytes, in a type and in a type of a type.
    forms.extend([",\n    ", ",\n        "].map(|between| {
        let listed = each(bytes, between, |byte| byte.to_string());
        ("a list of numbers, one a line", listed)
    }));
    forms
}

fn each(bytes: &[u8], between: &str, write: impl Fn(u8) -> String) -> Vec<u8> {
    let written: Vec<String> = bytes.iter().map(|&byte| write(byte)).collect();
    written.join(between).into_bytes()
}

/// Each character in so many bytes, without the zeros at either end: so it is the same whichever end comes first.
fn wide(bytes: &[u8], width: usize) -> Vec<u8> {
    let mut wide: Vec<u8> = bytes
        .iter()
        .flat_map(|&byte| std::iter::once(byte).chain(std::iter::repeat_n(0, width - 1)))
        .collect();
    wide.truncate(wide.len() + 1 - width);
    wide
}

/// What base64 makes of the text wherever it stands in another: the digits that hold bits of the text alone,
/// for each of the three ways to begin, in both alphabets.
fn base64(bytes: &[u8]) -> impl Iterator<Item = Form> {
    const STANDARD: [char; 2] = ['+', '/'];
    const URL_SAFE: [char; 2] = ['-', '_'];
    let ways = [
        ("base64", 0, STANDARD),
        ("base64, one byte in", 1, STANDARD),
        ("base64, two bytes in", 2, STANDARD),
        ("base64 for URLs", 0, URL_SAFE),
        ("base64 for URLs, one byte in", 1, URL_SAFE),
        ("base64 for URLs, two bytes in", 2, URL_SAFE),
    ];
    ways.into_iter()
        .map(move |(name, before, last)| (name, whole_digits(bytes, before, last).into_bytes()))
}

fn whole_digits(bytes: &[u8], before: usize, last: [char; 2]) -> String {
    let bits: String = bytes.iter().fold(String::new(), |mut bits, byte| {
        // Writing to a string does not fail.
        let _ = write!(bits, "{byte:08b}");
        bits
    });
    let first = (6 - before * 8 % 6) % 6;
    let own: Vec<u8> = bits.bytes().skip(first).collect();
    own.chunks_exact(6).map(|six| digit(six, last)).collect()
}

fn digit(six: &[u8], [plus, slash]: [char; 2]) -> char {
    let value = six.iter().fold(0, |value, bit| value * 2 + (bit - b'0'));
    match value {
        0..26 => char::from(b'A' + value),
        26..52 => char::from(b'a' + value - 26),
        52..62 => char::from(b'0' + value - 52),
        62 => plus,
        _ => slash,
    }
}
