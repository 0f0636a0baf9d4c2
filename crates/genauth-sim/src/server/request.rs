//! A request as the simulator sees it, and as it is recorded.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::token;
use crate::language::Language;

/// Far more than any management call needs.
const BODY_LIMIT: usize = 64 * 1024;

/// A request that arrived, answered or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Query as it was on the wire, without the question mark; empty if there was none.
    pub query: String,
    /// The access key ID the caller named, in whichever way; not checked.
    pub access_key_id: Option<String>,
    /// When it arrived, by the clock that signatures are checked with.
    pub at: DateTime<Utc>,
}

/// A request, read whole.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) raw_query: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Body of `get-management-token`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyPair {
    pub(crate) access_key_id: String,
    pub(crate) access_key_secret: String,
}

/// How a caller says who they are.
#[derive(Debug)]
pub(crate) enum Claim<'a> {
    /// `authorization: Bearer <token>`, or the token alone.
    Token(&'a str),
    /// `authorization: <family's word> <AK>:<signature>`.
    Signature {
        family: Family,
        access_key_id: &'a str,
        signature: &'a str,
    },
}

/// The two families of headers; the same API under two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Authing,
    GenAuth,
}

impl Family {
    pub(crate) const ALL: [Self; 2] = [Self::Authing, Self::GenAuth];

    /// What its headers start with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Authing => "x-authing-",
            Self::GenAuth => "x-genauth-",
        }
    }

    /// The first word of a signed `authorization`.
    fn scheme(self) -> &'static str {
        match self {
            Self::Authing => "authing",
            Self::GenAuth => "GenAuth",
        }
    }
}

impl Asked {
    pub(crate) async fn read(request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let raw_query = parts.uri.query().unwrap_or_default().to_owned();
        Self {
            method: parts.method,
            path: parts.uri.path().to_owned(),
            query: url_decoded(&raw_query),
            raw_query,
            headers: parts.headers,
            body: read_body(body).await,
        }
    }

    pub(crate) fn record(&self, at: DateTime<Utc>) -> Recorded {
        Recorded {
            method: self.method.to_string(),
            path: self.path.clone(),
            query: self.raw_query.clone(),
            access_key_id: self.named_key(),
            at,
        }
    }

    /// A header's text. Only one that is valid UTF-8 says anything.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }

    /// A query parameter's value, decoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The language asked for, in either family's header.
    pub(crate) fn language(&self) -> Option<Language> {
        Family::ALL.iter().find_map(|family| {
            Language::from_header(self.header(&format!("{}lang", family.prefix()))?)
        })
    }

    /// What the `authorization` header claims.
    pub(crate) fn claim(&self) -> Option<Claim<'_>> {
        let value = self.header("authorization")?.trim();
        let Some((scheme, rest)) = value.split_once(' ') else {
            return (!value.is_empty()).then_some(Claim::Token(value));
        };
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(Claim::Token(rest.trim()));
        }
        let family = Family::ALL
            .into_iter()
            .find(|family| family.scheme() == scheme)?;
        let (access_key_id, signature) = rest.trim().split_once(':')?;
        Some(Claim::Signature {
            family,
            access_key_id,
            signature,
        })
    }

    /// The pair in the body of a token request.
    pub(crate) fn key_pair(&self) -> Option<KeyPair> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The access key ID the caller names, true or not.
    pub(crate) fn named_key(&self) -> Option<String> {
        match self.claim() {
            Some(Claim::Signature { access_key_id, .. }) => Some(access_key_id.to_owned()),
            Some(Claim::Token(token)) => token::unchecked_key(token),
            None => self.key_pair().map(|pair| pair.access_key_id),
        }
    }
}

async fn read_body(body: Body) -> Vec<u8> {
    axum::body::to_bytes(body, BODY_LIMIT)
        .await
        .map(Vec::from)
        .unwrap_or_default()
}

fn url_decoded(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(decoded_pair)
        .collect()
}

fn decoded_pair(pair: &str) -> (String, String) {
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    (percent_decoded(key), percent_decoded(value))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => hex_pair(&mut bytes).unwrap_or(b'%'),
            other => other,
        });
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex_pair(bytes: &mut std::str::Bytes<'_>) -> Option<u8> {
    let mut ahead = bytes.clone();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = digit(ahead.next()?)? << 4 | digit(ahead.next()?)?;
    *bytes = ahead;
    u8::try_from(pair).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_pair_by_pair() {
        let pairs = url_decoded("startTime=2022%30202&note=a+b%E7%9F%AD&odd=%zz&bare");
        let expected = [
            ("startTime", "20220202"),
            ("note", "a b短"),
            ("odd", "%zz"),
            ("bare", ""),
        ];
        assert_eq!(
            pairs,
            expected.map(|(key, value)| (key.to_owned(), value.to_owned()))
        );
    }
}
