//! The vendor's request signature, recomputed from what arrived.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::request::{Asked, Family};

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

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
    use serde_json::Value;

    use super::super::request::Claim;
    use super::*;

    fn vectors() -> Value {
        serde_json::from_str(include_str!("../../tests/data/vectors.json")).unwrap()
    }

    fn strings(map: &Value) -> impl Iterator<Item = (&str, &str)> {
        map.as_object()
            .unwrap()
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str().unwrap()))
    }

    fn headers(map: &Value) -> HeaderMap {
        let header = |(name, value): (&str, &str)| {
            (
                HeaderName::try_from(name).unwrap(),
                HeaderValue::try_from(value).unwrap(),
            )
        };
        strings(map).map(header).collect()
    }

    fn asked(vector: &Value) -> Asked {
        let mut headers = headers(&vector["headers"]);
        let authorization = vector["authorization"].as_str().unwrap();
        headers.insert("authorization", authorization.parse().unwrap());
        let query = strings(&vector["query"])
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        Asked {
            method: Method::try_from(vector["method"].as_str().unwrap()).unwrap(),
            path: vector["path"].as_str().unwrap().to_owned(),
            raw_query: String::new(),
            query,
            headers,
            body: Vec::new(),
        }
    }

    #[test]
    fn what_the_vendors_client_signed_is_genuine() {
        let vectors = vectors();
        let secret = vectors["accessKeySecret"].as_str().unwrap();
        for vector in vectors["vectors"].as_array().unwrap() {
            let asked = asked(vector);
            let Some(Claim::Signature {
                family,
                access_key_id,
                signature,
            }) = asked.claim()
            else {
                panic!("{} is signed", vector["name"])
            };
            assert_eq!(access_key_id, vectors["accessKeyId"].as_str().unwrap());
            assert!(
                is_genuine(&asked, family, secret, signature),
                "{}",
                vector["name"]
            );
            assert!(!is_genuine(&asked, family, "another secret", signature));
            assert!(!is_genuine(&asked, Family::GenAuth, secret, signature));
        }
    }

    #[test]
    fn every_signed_part_counts() {
        let vectors = vectors();
        let secret = vectors["accessKeySecret"].as_str().unwrap();
        let signature = "AJOeTC6QEh5XMlazGeI5oVC20pg=";
        let original = || asked(&vectors["vectors"][1]);
        assert!(is_genuine(&original(), Family::Authing, secret, signature));

        let spoilers: [fn(&mut Asked); 5] = [
            |asked| asked.method = Method::POST,
            |asked| asked.path.push('s'),
            |asked| asked.query[0].1.push('1'),
            |asked| drop(asked.headers.remove("date")),
            |asked| {
                drop(
                    asked
                        .headers
                        .insert("x-authing-lang", HeaderValue::from_static("en-US")),
                )
            },
        ];
        for (place, spoil) in spoilers.into_iter().enumerate() {
            let mut spoilt = original();
            spoil(&mut spoilt);
            assert!(
                !is_genuine(&spoilt, Family::Authing, secret, signature),
                "spoiler {place}"
            );
        }
    }

    #[test]
    fn the_canonical_text_takes_one_family_and_sorts() {
        let mut asked = asked(&vectors()["vectors"][1]);
        asked
            .headers
            .insert("x-genauth-lang", HeaderValue::from_static(" en-US\t"));
        asked.query.reverse();
        assert_eq!(
            canonical(&asked, Family::GenAuth),
            "GET\ndate:Sun, 09 Oct 2022 06:14:00 GMT\nx-genauth-lang:en-US\n\
             /api/v3/get-mau-period-usage-history?endTime=20220802&startTime=20220202"
        );
    }
}
