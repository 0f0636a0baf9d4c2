//! The text of a keychain entry: JSON with both parts of an access key, so that they change together, and a digest of
//! where the key may be sent.

use genauth::{AccessKey, AccessKeySecret};
use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

use authgauge_core::error::{ErrorCode, Failure};

/// Bytes reserved, more than any access key needs: a buffer that grows leaves a copy in freed memory.
const CAPACITY: usize = 4096;

#[derive(Serialize)]
struct Written<'a> {
    access_key_id: &'a str,
    access_key_secret: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound_to: Option<&'a str>,
}

#[derive(Deserialize)]
struct Read {
    access_key_id: String,
    #[serde(deserialize_with = "secret")]
    access_key_secret: AccessKeySecret,
    #[serde(default)]
    bound_to: Option<String>,
}

/// Writes a key as an entry's text.
pub(super) fn write(key: &AccessKey, bound_to: Option<&str>) -> Result<Zeroizing<String>, Failure> {
    // Exposed: the keychain is where the secret is stored.
    let access_key_secret = key.secret().expose_secret();
    let written = Written {
        access_key_id: key.id(),
        access_key_secret,
        bound_to,
    };
    let mut bytes = Vec::with_capacity(CAPACITY);
    serde_json::to_writer(&mut bytes, &written).map_err(|_| not_understood())?;
    String::from_utf8(bytes)
        .map(Zeroizing::new)
        .map_err(|_| not_understood())
}

/// Reads the key from an entry's text, and what it is bound to.
pub(super) fn read(text: &str) -> Result<(AccessKey, Option<String>), Failure> {
    // The error is dropped: it may quote the text.
    let read: Read = serde_json::from_str(text).map_err(|_| not_understood())?;
    let key = AccessKey::new(read.access_key_id, read.access_key_secret);
    Ok((key.map_err(|_| not_understood())?, read.bound_to))
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AccessKeySecret, D::Error> {
    String::deserialize(deserializer).map(AccessKeySecret::new)
}

fn not_understood() -> Failure {
    Failure::from(ErrorCode::KeychainFailed).with_reason("entry_not_understood")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Credential Manager's limit in bytes, the smallest of all keychains. It holds for every system, so that a
    /// data folder and its keys can move.
    const MAX_ENTRY: usize = 2560;

    #[test]
    fn the_longest_key_that_is_accepted_fits_into_every_keychain() {
        let key = |length: usize| {
            // A character that JSON escapes.
            let text = "\"".repeat(length);
            AccessKey::new(&text, AccessKeySecret::new(text.clone()))
        };
        let digest = "f".repeat(64);
        let longest = (1..).map_while(|length| key(length).ok()).last().unwrap();
        let text = write(&longest, Some(&digest)).unwrap();
        assert!(text.len() <= MAX_ENTRY, "{} bytes", text.len());
        assert_eq!(read(&text).unwrap().0.id(), longest.id());
    }
}
