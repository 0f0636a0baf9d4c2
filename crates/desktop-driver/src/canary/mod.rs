//! A text that must not appear in certain places, in every encoding a leak could give it.

mod encodings;

use std::fmt;
use std::ops::Range;

use encodings::{EncodedText, all_encodings, base64_encodings};

/// A set of texts to search for, in many encodings.
#[derive(Clone)]
pub struct Canary {
    /// Sorted by bytes.
    encoded: Vec<EncodedText>,
    /// For each pair of bytes, the range of `encoded` that begins with it: most offsets are skipped with one lookup.
    by_first_two: Vec<Range<usize>>,
}

/// Where a canary was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The encoding it was found in.
    pub encoding: &'static str,
    /// How many bytes from the start.
    pub offset: usize,
}

impl Canary {
    /// Searches for `text` in every encoding. `text` should consist of letters and digits: no escaping changes
    /// them, so a longer secret that contains `text` is found however the rest is escaped.
    pub fn new(text: &str) -> Self {
        Self::from_encoded(all_encodings(text))
    }

    /// Searches for `text` only within base64, for example for a claim of a token.
    pub fn in_base64(text: &str) -> Self {
        Self::from_encoded(base64_encodings(text.as_bytes()).collect())
    }

    /// Searches for several canaries at once.
    pub fn any_of(canaries: impl IntoIterator<Item = Self>) -> Self {
        let canaries = canaries.into_iter();
        Self::from_encoded(canaries.flat_map(|canary| canary.encoded).collect())
    }

    fn from_encoded(mut encoded: Vec<EncodedText>) -> Self {
        encoded.sort_by(|one, other| one.bytes.cmp(&other.bytes));
        encoded.dedup_by(|one, other| one.bytes == other.bytes);
        let mut by_first_two: Vec<Range<usize>> = vec![0..0; 1 << 16];
        for (index, text) in encoded.iter().enumerate() {
            let range = index_of(&text.bytes).and_then(|pair| by_first_two.get_mut(pair));
            if let Some(range) = range {
                let start = if range.end == 0 { index } else { range.start };
                *range = start..index + 1;
            }
        }
        Self {
            encoded,
            by_first_two,
        }
    }

    /// The length of the longest encoding. Chunks of a larger input must overlap by it.
    pub(crate) fn longest(&self) -> usize {
        let lengths = self.encoded.iter().map(|text| text.bytes.len());
        lengths.max().unwrap_or_default()
    }

    /// Every match in `bytes`, overlapping ones included.
    pub fn find(&self, bytes: &[u8]) -> Vec<Match> {
        let mut matches = Vec::new();
        for (offset, pair) in bytes.windows(2).enumerate() {
            let range = index_of(pair).and_then(|pair| self.by_first_two.get(pair));
            let Some(range) = range.filter(|range| !range.is_empty()) else {
                continue;
            };
            let candidates = self.encoded.get(range.clone()).unwrap_or_default();
            let rest = bytes.get(offset..).unwrap_or_default();
            let found = candidates
                .iter()
                .filter(|text| rest.starts_with(&text.bytes));
            matches.extend(found.map(|text| Match {
                encoding: text.encoding,
                offset,
            }));
        }
        matches
    }
}

fn index_of(bytes: &[u8]) -> Option<usize> {
    let &pair = bytes.first_chunk()?;
    Some(usize::from(u16::from_le_bytes(pair)))
}

/// Leaves out the text that is searched for.
impl fmt::Debug for Canary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Canary({} encodings)", self.encoded.len())
    }
}
