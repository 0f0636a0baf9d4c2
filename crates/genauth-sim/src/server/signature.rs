//! Verification of the vendor's request signature.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::request::{ApiRequest, Family};

/// The text that is signed.
pub(crate) fn canonical(request: &ApiRequest, family: Family) -> String {
    format!(
        "{}\n{}{}",
        request.method,
        canonical_headers(request, family),
        canonical_resource(request)
    )
}

/// Whether `signature` was made with `secret` for this request.
pub(crate) fn is_genuine(
    request: &ApiRequest,
    family: Family,
    secret: &str,
    signature: &str,
) -> bool {
    let Ok(signature) = STANDARD.decode(signature) else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    mac.update(canonical(request, family).as_bytes());
    mac.verify_slice(&signature).is_ok()
}

fn canonical_headers(request: &ApiRequest, family: Family) -> String {
    let mut lines: Vec<String> = request
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

fn canonical_resource(request: &ApiRequest) -> String {
    let mut pairs: Vec<_> = request.query.iter().collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if pairs.is_empty() {
        return request.path.clone();
    }
    format!("{}?{}", request.path, pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
    use serde_json::Value;

    use super::super::request::Credentials;
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

    fn request(vector: &Value) -> ApiRequest {
        let mut headers = headers(&vector["headers"]);
        let authorization = vector["authorization"].as_str().unwrap();
        headers.insert("authorization", authorization.parse().unwrap());
        let query = strings(&vector["query"])
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        ApiRequest {
            method: Method::try_from(vector["method"].as_str().unwrap()).unwrap(),
            path: vector["path"].as_str().unwrap().to_owned(),
            raw_query: String::new(),
            query,
            headers,
            body: Vec::new(),
        }
    }

    #[test]
    fn accepts_signatures_of_the_vendors_client() {
        let vectors = vectors();
        let secret = vectors["accessKeySecret"].as_str().unwrap();
        for vector in vectors["vectors"].as_array().unwrap() {
            let request = request(vector);
            let Some(Credentials::Signature {
                family,
                access_key_id,
                signature,
            }) = request.credentials()
            else {
                panic!("{} has no signature", vector["name"])
            };
            assert_eq!(access_key_id, vectors["accessKeyId"].as_str().unwrap());
            assert!(
                is_genuine(&request, family, secret, signature),
                "{}",
                vector["name"]
            );
            assert!(!is_genuine(&request, family, "another secret", signature));
            assert!(!is_genuine(&request, Family::GenAuth, secret, signature));
        }
    }

    #[test]
    fn rejects_a_change_of_any_signed_part() {
        let vectors = vectors();
        let secret = vectors["accessKeySecret"].as_str().unwrap();
        let signature = "AJOeTC6QEh5XMlazGeI5oVC20pg=";
        let original = || request(&vectors["vectors"][1]);
        assert!(is_genuine(&original(), Family::Authing, secret, signature));

        let changes: [fn(&mut ApiRequest); 5] = [
            |request| request.method = Method::POST,
            |request| request.path.push('s'),
            |request| request.query[0].1.push('1'),
            |request| drop(request.headers.remove("date")),
            |request| {
                drop(
                    request
                        .headers
                        .insert("x-authing-lang", HeaderValue::from_static("en-US")),
                )
            },
        ];
        for (index, change) in changes.into_iter().enumerate() {
            let mut changed = original();
            change(&mut changed);
            assert!(
                !is_genuine(&changed, Family::Authing, secret, signature),
                "change {index}"
            );
        }
    }

    #[test]
    fn canonical_text_has_sorted_headers_of_one_family() {
        let mut request = request(&vectors()["vectors"][1]);
        request
            .headers
            .insert("x-genauth-lang", HeaderValue::from_static(" en-US\t"));
        request.query.reverse();
        assert_eq!(
            canonical(&request, Family::GenAuth),
            "GET\ndate:Sun, 09 Oct 2022 06:14:00 GMT\nx-genauth-lang:en-US\n\
             /api/v3/get-mau-period-usage-history?endTime=20220802&startTime=20220202"
        );
    }
}
