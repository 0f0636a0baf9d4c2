//! Access keys.

use std::fmt;

use zeroize::Zeroizing;

use crate::plain_text::is_default_ignorable;
use crate::{Error, ErrorKind, KeyFlaw, KeyPart, KeyProblem};

/// Longer than any ID or secret the vendor issues; in characters.
const MAX_LENGTH: usize = 256;

/// An access key of a user pool: its ID (the vendor's `accessKeyId`) and its secret.
#[derive(Debug, Clone)]
pub struct AccessKey {
    id: String,
    secret: AccessKeySecret,
}

impl AccessKey {
    /// A key from its ID and secret. Blanks around them are removed, and characters that are never displayed, which
    /// web pages and chat programs add to what is copied.
    ///
    /// # Errors
    /// [`ErrorKind::KeyMalformed`] with the part that is empty, has more than 256 characters, or has a
    /// character other than visible ASCII, which could not be sent in a header.
    pub fn new(id: impl AsRef<str>, secret: AccessKeySecret) -> Result<Self, Error> {
        let id = without_invisible(id.as_ref());
        check(&id, KeyPart::Id)?;
        let secret = AccessKeySecret(Zeroizing::new(without_invisible(secret.expose_secret())));
        check(secret.expose_secret(), KeyPart::Secret)?;
        Ok(Self { id, secret })
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

fn without_invisible(text: &str) -> String {
    // With its whole capacity, so that a secret is not copied while the text grows.
    let mut visible = String::with_capacity(text.len());
    visible.extend(text.chars().filter(|c| !is_default_ignorable(*c)));
    let end = visible.trim_end().len();
    visible.truncate(end);
    let begin = visible.len() - visible.trim_start().len();
    visible.drain(..begin);
    visible
}

fn check(text: &str, part: KeyPart) -> Result<(), Error> {
    let problem = if text.is_empty() {
        KeyProblem::Empty
    } else if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        KeyProblem::Blank
    } else if !text.is_ascii() {
        KeyProblem::NotAscii
    } else if text.len() > MAX_LENGTH {
        KeyProblem::TooLong
    } else {
        return Ok(());
    };
    let flaw = Some(KeyFlaw { part, problem });
    Err(ErrorKind::KeyMalformed { flaw }.into())
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
    fn blanks_around_and_invisible_characters_are_removed() {
        let invisible = [
            "\u{ad}",
            "\u{34f}",
            "\u{61c}",
            "\u{180e}",
            "\u{200b}",
            "\u{200c}",
            "\u{200d}",
            "\u{200e}",
            "\u{200f}",
            "\u{202a}",
            "\u{202e}",
            "\u{2060}",
            "\u{2066}",
            "\u{2069}",
            "\u{3164}",
            "\u{fe0f}",
            "\u{feff}",
            "\u{ffa0}",
            "\u{e0020}",
            "\u{e0100}",
        ];
        let around = [
            " ", "\t", "\r\n", "\u{a0}", "\u{2003}", "\u{2028}", "\u{3000}",
        ];
        let inside = invisible.iter().map(|c| format!("62ea{c}a95f"));
        let outside = around
            .iter()
            .chain(&invisible)
            .flat_map(|c| ["", " "].map(|blank| format!("{c}{blank}62eaa95f{blank}{c}")));
        let texts: Vec<_> = inside.chain(outside).collect();
        for text in &texts {
            let key = key(text, text).unwrap();
            let parts = (key.id(), key.secret().expose_secret());
            assert_eq!(parts, ("62eaa95f", "62eaa95f"), "{text:?}");
        }
        println!(
            "count: {} cases of pasted keys with invisible characters",
            texts.len()
        );
    }

    #[test]
    fn a_malformed_key_names_the_part_and_what_is_wrong_with_it() {
        let long = "a".repeat(257);
        let cases = [
            ("", KeyProblem::Empty),
            (" \u{200b}\u{feff} ", KeyProblem::Empty),
            ("a b", KeyProblem::Blank),
            ("a\nb", KeyProblem::Blank),
            ("a\u{a0}b", KeyProblem::Blank),
            ("a\u{3000}b", KeyProblem::Blank),
            ("a\u{2028}b", KeyProblem::Blank),
            ("a\0", KeyProblem::Blank),
            ("a\u{7f}b", KeyProblem::Blank),
            ("密钥", KeyProblem::NotAscii),
            ("ａｂ", KeyProblem::NotAscii),
            ("a\u{301}", KeyProblem::NotAscii),
            ("\u{430}bc", KeyProblem::NotAscii),
            (&long, KeyProblem::TooLong),
        ];
        for (text, problem) in cases {
            for (id, secret, part) in [(text, "s", KeyPart::Id), ("id", text, KeyPart::Secret)] {
                let flaw = Some(KeyFlaw { part, problem });
                let error = key(id, secret).unwrap_err();
                assert_eq!(error.kind, ErrorKind::KeyMalformed { flaw }, "{text:?}");
            }
        }
        assert!(key(&"a".repeat(256), &"b".repeat(256)).is_ok());
        println!("count: {} cases of malformed keys", 2 * cases.len());
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
