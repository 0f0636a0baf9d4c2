//! The vendor's request signature, recomputed from what arrived.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::asked::{Asked, Family};

/// The text that a signature covers.
pub(crate) fn canonical(asked: &Asked, family: Family) -> String {
    format!(
        "{}\n{}{}",
        asked.method,
        canonical_headers(asked, family),
        canonical_resource(asked)
    )
}

/// Whether `signature` was made with `secret` over this request.
pub(crate) fn is_genuine(asked: &Asked, family: Family, secret: &str, signature: &str) -> bool {
    let Ok(given) = STANDARD.decode(signature) else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    mac.update(canonical(asked, family).as_bytes());
    mac.verify_slice(&given).is_ok()
}

fn canonical_headers(asked: &Asked, family: Family) -> String {
    let mut lines: Vec<String> = asked
        .headers
        .iter()
        .filter(|(name, _)| *name == "date" || name.as_str().starts_with(family.prefix()))
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            format!(
                "{name}:{}\n",
                value.replace(['\t', '\n', '\r', '\u{c}'], " ").trim()
            )
        })
        .collect();
    lines.sort();
    lines.concat()
}

fn canonical_resource(asked: &Asked) -> String {
    let mut pairs: Vec<_> = asked.query.iter().collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if pairs.is_empty() {
        return asked.path.clone();
    }
    format!("{}?{}", asked.path, pairs.join("&"))
}
