//! The shapes of texts that may be logged or copied.

/// The shape of a text that contains nothing secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A literal message.
    Sentence,
    /// A code or a kind, as `key_rejected`.
    Code,
    /// The first eight digits of a pool's ID, which is random.
    ShortId,
    /// A UUID. The server chooses it, so the shape is strict: a secret is not a UUID.
    RequestId,
    /// A path of the API, or of a source file.
    Path,
    /// A host. Allowed in the log, which stays on this machine.
    Host,
    /// The name of a product and its version.
    Product,
}

impl Shape {
    /// The shape of a field's text; None for an unknown field.
    pub(crate) fn of(field: &str) -> Option<Self> {
        Some(match field {
            "message" => Self::Sentence,
            "code" | "usage" | "mau" | "plan" | "service" | "sign_in" | "task" | "initiator"
            | "reason" | "trouble" => Self::Code,
            "pool" => Self::ShortId,
            "request_id" => Self::RequestId,
            "path" | "file" => Self::Path,
            "host" => Self::Host,
            "version" | "os" | "session" | "desktop" | "web_view" | "locale" | "keychain" => {
                Self::Product
            }
            _ => return None,
        })
    }

    /// Whether the text has this shape.
    pub(crate) fn fits(self, text: &str) -> bool {
        let is_of = |most: usize, more: &str| {
            !text.is_empty()
                && text.len() <= most
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || more.contains(c))
        };
        match self {
            Self::Sentence => is_of(120, " ,;:.'-()"),
            Self::Code => is_of(40, "_") && !text.contains(|c: char| c.is_ascii_uppercase()),
            Self::ShortId => text.len() == 8 && is_hex(text),
            Self::RequestId => is_uuid(text),
            Self::Path => is_of(120, r"/\._-"),
            Self::Host => is_of(270, ".:-[]/"),
            Self::Product => is_of(80, " .,_:;()/+~-"),
        }
    }
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.split('-').all(is_hex)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_their_shape_only() {
        for (shape, text, fits) in [
            (Shape::Sentence, "signing with the server's time", true),
            (Shape::Sentence, "two\nlines", false),
            (Shape::Sentence, "密钥", false),
            (Shape::Code, "key_rejected", true),
            (Shape::Code, "KeyRejected(\"x\")", false),
            (Shape::Code, "", false),
            (Shape::ShortId, "0a1b2c3d", true),
            (Shape::ShortId, "0a1b2c3d4", false),
            (Shape::ShortId, "Acme Pro", false),
            (
                Shape::RequestId,
                "934108e5-9fbf-4d24-8da1-c330328abd6c",
                true,
            ),
            (Shape::RequestId, "934108e59fbf4d248da1c330328abd6c", false),
            (Shape::RequestId, "secret", false),
            (Shape::Path, "/api/v3/get-usage", true),
            (Shape::Path, "/api?key=secret", false),
            (Shape::Host, "https://id.acme.example:8443", true),
            (Shape::Host, "http://[::1]:80", true),
            (Shape::Host, "ada@id.acme.example", false),
            (Shape::Product, "Debian GNU/Linux 13 (trixie)", true),
            (Shape::Product, "a\r\nb", false),
        ] {
            assert_eq!(shape.fits(text), fits, "{shape:?} {text:?}");
        }
    }

    #[test]
    fn an_unknown_field_has_no_shape() {
        for name in ["secret", "error", "name", "body", "header", "url"] {
            assert_eq!(Shape::of(name), None);
        }
    }
}
