//! Elements of ASN.1 whose lengths are not said in advance (BER). Many authorities send PKCS#7 so, and DER has none.

use x509_cert::der::{Encode as _, Length};

use super::{lengths, split_any_element};

/// In place of a length: two zero bytes end the element.
const INDEFINITE: u8 = 0x80;
const END: [u8; 2] = [0, 0];

/// In a tag: the content is elements.
const CONSTRUCTED: u8 = 0x20;
const OCTET_STRING: u8 = 0x04;

/// PKCS#7 with certificates alone has six levels.
const MAX_DEPTH: usize = 16;

pub(super) fn is_of_indefinite_length(element: &[u8]) -> bool {
    matches!(element, [tag, INDEFINITE, ..] if tag & CONSTRUCTED != 0)
}

/// The first element, with definite lengths as DER has them. Elements of definite length are not changed.
pub(super) fn with_definite_lengths(bytes: &[u8]) -> Option<Vec<u8>> {
    convert(bytes, MAX_DEPTH).map(|(element, _)| element)
}

/// The first element, and what follows it.
fn convert(bytes: &[u8], depth: usize) -> Option<(Vec<u8>, &[u8])> {
    if !is_of_indefinite_length(bytes) {
        let (element, rest) = split_any_element(bytes)?;
        return Some((element.to_vec(), rest));
    }
    let (&tag, mut rest) = bytes.split_first()?;
    rest = rest.get(1..)?;
    let is_text_in_parts = tag == OCTET_STRING | CONSTRUCTED;
    let mut content = Vec::new();
    while !rest.starts_with(&END) {
        let (element, after) = convert(rest, depth.checked_sub(1)?)?;
        match is_text_in_parts {
            true => content.extend_from_slice(content_of(&element)?),
            false => content.extend(element),
        }
        rest = after;
    }
    let tag = if is_text_in_parts { OCTET_STRING } else { tag };
    let length = Length::try_from(content.len()).ok()?.to_der().ok()?;
    let element = [&[tag], length.as_slice(), &content].concat();
    Some((element, rest.get(END.len()..)?))
}

fn content_of(element: &[u8]) -> Option<&[u8]> {
    let (header, _) = lengths(element)?;
    element.get(header..)
}
