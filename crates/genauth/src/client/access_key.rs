//! Access keys.

use std::fmt;

use zeroize::Zeroizing;

use crate::{Error, ErrorKind};

/// Longer than any ID or secret the vendor issues; in characters.
const MAX_LENGTH: usize = 256;

/// An access key of a user pool: its ID (the vendor's `accessKeyId`) and its secret.
#[derive(Debug, Clone)]
pub struct AccessKey {
    id: String,
    secret: AccessKeySecret,
}

impl AccessKey {
    /// A key from its ID and secret, both trimmed.
    ///
    /// # Errors
    /// [`ErrorKind::KeyMalformed`] if one of them is empty, has more than 256 characters, or has a
    /// character other than visible ASCII, which could not be sent in a header.
    pub fn new(id: impl Into<String>, secret: AccessKeySecret) -> Result<Self, Error> {
        let id = id.into().trim().to_owned();
        let secret = AccessKeySecret::new(secret.expose_secret().trim().to_owned());
        if is_header_value(&id) && is_header_value(secret.expose_secret()) {
            Ok(Self { id, secret })
        } else {
            Err(ErrorKind::KeyMalformed.into())
        }
    }

    /// The ID (the vendor's `accessKeyId`). Not a secret.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The secret (the vendor's `accessKeySecret`).
    pub fn secret(&self) -> &AccessKeySecret {
        &self.secret
    }
}

/// The secret of an access key. `Debug` redacts it, and its memory is wiped on drop. Copies made from
/// [`expose_secret`](Self::expose_secret) are not wiped.
#[derive(Clone)]
pub struct AccessKeySecret(Zeroizing<String>);

impl AccessKeySecret {
    /// Wraps a secret.
    pub fn new(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// The plain text. Each call site states why it needs it.
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessKeySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessKeySecret([redacted])")
    }
}

/// Whether the text is 1 to 256 characters of visible ASCII.
pub(crate) fn is_header_value(text: &str) -> bool {
    text.len() <= MAX_LENGTH && is_visible_ascii(text)
}

/// Whether the text is not empty and all visible ASCII, at any length.
pub(crate) fn is_visible_ascii(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, secret: &str) -> Result<AccessKey, Error> {
        AccessKey::new(id, AccessKeySecret::new(secret.to_owned()))
    }

    #[test]
    fn new_trims_id_and_secret() {
        let key = key(" 62eaa95f\n", "\t0123 ").unwrap();
        assert_eq!(
            (key.id(), key.secret().expose_secret()),
            ("62eaa95f", "0123")
        );
    }

    #[test]
    fn new_rejects_malformed_keys() {
        let long = "a".repeat(257);
        for (id, secret) in [
            ("", "s"),
            ("id", ""),
            ("id", "  "),
            ("i d", "s"),
            ("id", "s\0"),
            ("id", "密钥"),
            ("ｉｄ", "s"),
            (long.as_str(), "s"),
            ("id", long.as_str()),
        ] {
            assert_eq!(
                key(id, secret).unwrap_err().kind,
                ErrorKind::KeyMalformed,
                "{id:?}"
            );
        }
        assert!(key(&"a".repeat(256), &"b".repeat(256)).is_ok());
    }

    #[test]
    fn debug_redacts_the_secret() {
        let debug = format!("{:?}", key("62eaa95f", "canary-0123").unwrap());
        assert!(
            debug.contains("62eaa95f") && !debug.contains("canary"),
            "{debug}"
        );
    }
}
