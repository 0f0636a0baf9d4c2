//! Access keys: who is calling.

use std::fmt;

use zeroize::Zeroizing;

use crate::{Error, ErrorKind};

/// Longer than any ID or secret the vendor hands out; in characters.
const MAX_LENGTH: usize = 256;

/// An access key of a user pool: its ID (the vendor's `accessKeyId`) and its secret.
#[derive(Clone)]
pub struct AccessKey {
    id: String,
    secret: AccessKeySecret,
}

impl AccessKey {
    /// A key of this ID and secret, both without the blanks around them that come with pasting.
    ///
    /// # Errors
    /// [`ErrorKind::KeyMalformed`] if one of them is empty, has more than 256 characters, or has a
    /// character other than visible ASCII, since neither could travel in a header.
    pub fn new(id: impl Into<String>, secret: AccessKeySecret) -> Result<Self, Error> {
        let id = id.into().trim().to_owned();
        let secret = AccessKeySecret::new(secret.expose_secret().trim().to_owned());
        if fits_in_a_header(&id) && fits_in_a_header(secret.expose_secret()) {
            Ok(Self { id, secret })
        } else {
            Err(ErrorKind::KeyMalformed.into())
        }
    }

    /// The ID (the vendor's `accessKeyId`). It is no secret.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The secret (the vendor's `accessKeySecret`).
    pub fn secret(&self) -> &AccessKeySecret {
        &self.secret
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey")
            .field("id", &self.id)
            .field("secret", &self.secret)
            .finish()
    }
}

/// The secret of an access key. It shows nothing of itself in `Debug`, and its memory is wiped when
/// it is dropped. Copies that leave through [`expose_secret`](Self::expose_secret) are not wiped.
#[derive(Clone)]
pub struct AccessKeySecret(Zeroizing<String>);

impl AccessKeySecret {
    /// Takes the secret in.
    pub fn new(secret: String) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// The only way out. Each caller says why it needs the plain text.
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessKeySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessKeySecret([redacted])")
    }
}

/// Whether this text is something, not too long, and visible ASCII throughout.
pub(crate) fn fits_in_a_header(text: &str) -> bool {
    text.len() <= MAX_LENGTH && fits_on_a_line(text)
}

/// The same at any length, as tokens have.
pub(crate) fn fits_on_a_line(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, secret: &str) -> Result<AccessKey, Error> {
        AccessKey::new(id, AccessKeySecret::new(secret.to_owned()))
    }

    #[test]
    fn blanks_of_pasting_are_dropped() {
        let key = key(" 62eaa95f\n", "\t0123 ").unwrap();
        assert_eq!(
            (key.id(), key.secret().expose_secret()),
            ("62eaa95f", "0123")
        );
    }

    #[test]
    fn malformed_keys_are_refused() {
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
    fn debug_shows_no_secret() {
        let shown = format!("{:?}", key("62eaa95f", "canary-0123").unwrap());
        assert!(
            shown.contains("62eaa95f") && !shown.contains("canary"),
            "{shown}"
        );
    }
}
