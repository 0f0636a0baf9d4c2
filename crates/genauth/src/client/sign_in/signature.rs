//! Sign-in by signature, compatible with the vendor's Node client.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use super::language_tag;
use crate::{AccessKey, Brand, ConnectProblem, Error, ErrorKind, Language};

/// The value of `x-<brand>-sdk-version`: name and version of the client, as in the vendor's clients.
const SDK_VERSION: &str = concat!("genauth-rs:", env!("CARGO_PKG_VERSION"));

/// Not formatted by httpdate, which panics before 1970.
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Signs requests.
pub(crate) struct Signer<'a> {
    pub(crate) brand: Brand,
    pub(crate) language: Language,
    pub(crate) key: &'a AccessKey,
}

impl Signer<'_> {
    /// The headers of one `GET`. The server accepts each nonce once.
    pub(crate) fn headers(
        &self,
        path: &str,
        query: &[(&str, String)],
        now: DateTime<Utc>,
    ) -> Result<Vec<(Cow<'static, str>, String)>, Error> {
        let prefix = self.brand.header_prefix();
        let named = |name: &str| Cow::Owned(format!("{prefix}{name}"));
        let mut headers = vec![
            (Cow::Borrowed("date"), now.format(HTTP_DATE).to_string()),
            (named("lang"), language_tag(self.language).to_owned()),
            (named("sdk-version"), SDK_VERSION.to_owned()),
            (named("signature-method"), "HMAC-SHA1".to_owned()),
            (named("signature-nonce"), nonce()?),
            (named("signature-version"), "1.0".to_owned()),
        ];
        let text = canonical("GET", path, &headers, query, self.brand);
        headers.push((Cow::Borrowed("authorization"), self.authorization(&text)));
        Ok(headers)
    }

    fn authorization(&self, canonical: &str) -> String {
        // Exposed: the secret is the key of the HMAC.
        let signature = sign(self.key.secret().expose_secret(), canonical);
        format!(
            "{} {}:{signature}",
            self.brand.signature_scheme(),
            self.key.id()
        )
    }
}

impl Brand {
    /// The prefix of this brand's own headers.
    fn header_prefix(self) -> &'static str {
        match self {
            Self::GenAuth => "x-genauth-",
            Self::Authing => "x-authing-",
        }
    }

    /// The scheme in a signature's `authorization` header.
    fn signature_scheme(self) -> &'static str {
        match self {
            Self::GenAuth => "GenAuth",
            Self::Authing => "authing",
        }
    }
}

/// The text that is signed. Of the headers, it contains `date` and the brand's own.
fn canonical(
    method: &str,
    path: &str,
    headers: &[(Cow<'static, str>, String)],
    query: &[(&str, String)],
    brand: Brand,
) -> String {
    let mut signed: Vec<(String, &str)> = headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.as_str()))
        .filter(|(name, _)| name == "date" || name.starts_with(brand.header_prefix()))
        .collect();
    signed.sort_unstable();
    let lines: String = signed
        .iter()
        .map(|(name, value)| format!("{name}:{}\n", single_line(value)))
        .collect();
    let mut pairs: Vec<&(&str, String)> = query.iter().collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let separator = if pairs.is_empty() { "" } else { "?" };
    format!("{method}\n{lines}{path}{separator}{}", pairs.join("&"))
}

fn single_line(value: &str) -> String {
    value
        .replace(['\t', '\n', '\r', '\x0c'], " ")
        .trim()
        .to_owned()
}

fn sign(secret: &str, text: &str) -> String {
    // Never fails: HMAC accepts keys of any length.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// 32 random hex digits.
fn nonce() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    // Without randomness no request can be signed.
    getrandom::fill(&mut bytes).map_err(|_| Error::from(ErrorKind::from(ConnectProblem::Other)))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::AccessKeySecret;

    const VECTORS: &str = include_str!("../../../tests/data/vectors.json");

    fn key() -> AccessKey {
        let secret = AccessKeySecret::new("0123456789abcdef0123456789abcdef".to_owned());
        AccessKey::new("62eaa95ff0000ee52ae6b90c", secret).unwrap()
    }

    fn signer(brand: Brand, key: &AccessKey) -> Signer<'_> {
        Signer {
            brand,
            language: Language::Chinese,
            key,
        }
    }

    fn pairs(object: &Value) -> impl Iterator<Item = (&str, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        object
            .as_object()
            .unwrap()
            .iter()
            .map(move |(name, value)| (name.as_str(), text(value)))
    }

    #[test]
    fn matches_signatures_of_the_vendors_clients() {
        let vectors: Value = serde_json::from_str(VECTORS).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let secret = AccessKeySecret::new(text(&vectors["accessKeySecret"]));
        let key = AccessKey::new(text(&vectors["accessKeyId"]), secret).unwrap();
        let vectors = vectors["vectors"].as_array().unwrap();
        assert!(!vectors.is_empty());
        for vector in vectors {
            let headers: Vec<_> = pairs(&vector["headers"])
                .map(|(name, value)| (Cow::Owned(name.to_owned()), value))
                .collect();
            let query: Vec<_> = pairs(&vector["query"]).collect();
            let (method, path) = (text(&vector["method"]), text(&vector["path"]));
            let canonical = canonical(&method, &path, &headers, &query, Brand::Authing);
            let authorization = signer(Brand::Authing, &key).authorization(&canonical);
            assert_eq!(
                authorization,
                text(&vector["authorization"]),
                "{}",
                vector["name"]
            );
        }
        println!(
            "count: {} signatures of the vendor's own clients",
            vectors.len()
        );
    }

    #[test]
    fn canonical_text_has_sorted_headers_of_the_brand_on_one_line_each() {
        let headers = [
            ("x-genauth-b", " 2\t3\r\n"),
            ("X-GenAuth-A", "1"),
            ("x-authing-lang", "zh-CN"),
            ("accept", "*/*"),
            ("date", "D"),
        ]
        .map(|(name, value)| (Cow::Borrowed(name), value.to_owned()));
        let query = [
            ("startTime", "2 2".to_owned()),
            ("endTime", "é&".to_owned()),
        ];
        assert_eq!(
            canonical("GET", "/p", &headers, &query, Brand::GenAuth),
            "GET\ndate:D\nx-genauth-a:1\nx-genauth-b:2 3\n/p?endTime=é&&startTime=2 2"
        );
    }

    #[test]
    fn headers_have_a_fresh_nonce_and_the_brands_names() {
        let (key, now) = (key(), DateTime::from_timestamp(1_665_296_040, 0).unwrap());
        let headers = |brand| signer(brand, &key).headers("/p", &[], now).unwrap();
        let find = |headers: &[(Cow<'static, str>, String)], wanted: &str| {
            headers
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.clone())
        };
        let (one, two) = (headers(Brand::GenAuth), headers(Brand::GenAuth));
        let nonces = [&one, &two].map(|list| find(list, "x-genauth-signature-nonce").unwrap());
        assert!(
            nonces
                .iter()
                .all(|nonce| nonce.len() == 32 && nonce.bytes().all(|b| b.is_ascii_hexdigit()))
        );
        assert_ne!(nonces[0], nonces[1]);
        assert_eq!(find(&one, "date").unwrap(), "Sun, 09 Oct 2022 06:14:00 GMT");
        assert!(
            find(&one, "authorization")
                .unwrap()
                .starts_with("GenAuth 62eaa95ff0000ee52ae6b90c:")
        );
        let authing = headers(Brand::Authing);
        assert_eq!(find(&authing, "x-authing-lang").unwrap(), "zh-CN");
        assert!(
            find(&authing, "authorization")
                .unwrap()
                .starts_with("authing 62eaa")
        );
    }
}
