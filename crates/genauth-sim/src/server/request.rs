//! Incoming requests.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Method};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use url::form_urlencoded;

use super::token;
use crate::language::Language;

/// Where tokens are issued.
pub(crate) const TOKEN_PATH: &str = "/api/v3/get-management-token";

/// Far more than any management request has.
const BODY_LIMIT: usize = 64 * 1024;

/// A received request, whether answered or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedRequest {
    /// `GET`, `POST`, …
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// The encoded query without the question mark; empty if there is none.
    pub query: String,
    /// The access key ID in the request's credentials, not verified.
    pub access_key_id: Option<String>,
    /// When it arrived, by the clock by which signatures are checked.
    pub at: DateTime<Utc>,
}

/// A request with its complete body.
#[derive(Debug)]
pub(crate) struct ApiRequest {
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

/// The credentials in an `authorization` header.
#[derive(Debug)]
pub(crate) enum Credentials<'a> {
    /// `authorization: Bearer <token>`, or the token alone.
    Token(&'a str),
    /// `authorization: <scheme> <access key ID>:<signature>`.
    Signature {
        family: Family,
        access_key_id: &'a str,
        signature: &'a str,
    },
}

/// The header family of a brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Authing,
    GenAuth,
}

impl Family {
    pub(crate) const ALL: [Self; 2] = [Self::Authing, Self::GenAuth];

    /// The prefix of its headers.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Authing => "x-authing-",
            Self::GenAuth => "x-genauth-",
        }
    }

    /// The scheme of a signed `authorization`.
    fn scheme(self) -> &'static str {
        match self {
            Self::Authing => "authing",
            Self::GenAuth => "GenAuth",
        }
    }
}

impl ApiRequest {
    pub(crate) async fn read(request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let raw_query = parts.uri.query().unwrap_or_default().to_owned();
        Self {
            method: parts.method,
            path: parts.uri.path().to_owned(),
            query: parse_query(&raw_query),
            raw_query,
            headers: parts.headers,
            body: read_body(body).await,
        }
    }

    pub(crate) fn record(&self, at: DateTime<Utc>) -> RecordedRequest {
        RecordedRequest {
            method: self.method.to_string(),
            path: self.path.clone(),
            query: self.raw_query.clone(),
            access_key_id: self.claimed_key(),
            at,
        }
    }

    /// The value of a header, if it is valid UTF-8.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }

    /// The decoded value of a query parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The language requested in either family's header.
    pub(crate) fn language(&self) -> Option<Language> {
        Family::ALL.iter().find_map(|family| {
            Language::from_header(self.header(&format!("{}lang", family.prefix()))?)
        })
    }

    /// The credentials in the `authorization` header.
    pub(crate) fn credentials(&self) -> Option<Credentials<'_>> {
        let value = self.header("authorization")?.trim();
        let Some((scheme, rest)) = value.split_once(' ') else {
            return (!value.is_empty()).then_some(Credentials::Token(value));
        };
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(Credentials::Token(rest.trim()));
        }
        let family = Family::ALL
            .into_iter()
            .find(|family| family.scheme() == scheme)?;
        let (access_key_id, signature) = rest.trim().split_once(':')?;
        Some(Credentials::Signature {
            family,
            access_key_id,
            signature,
        })
    }

    /// The access key in the body of a token request.
    pub(crate) fn key_pair(&self) -> Option<KeyPair> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The access key ID in the credentials, not verified.
    fn claimed_key(&self) -> Option<String> {
        match self.credentials() {
            Some(Credentials::Signature { access_key_id, .. }) => Some(access_key_id.to_owned()),
            Some(Credentials::Token(token)) => token::unchecked_key(token),
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

fn parse_query(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_query_parameters() {
        let pairs = parse_query("startTime=2022%30202&note=a+b%E7%9F%AD&odd=%zz&bare");
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
