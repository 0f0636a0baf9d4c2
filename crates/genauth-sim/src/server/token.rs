//! Management tokens: real JWTs, signed with HMAC-SHA256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// Claims of a token. All ASCII: the vendor's Python client decodes the payload with the standard base64
/// alphabet, which agrees with the URL-safe one only then.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) sub: String,
    pub(crate) scoped_userpool_id: String,
    pub(crate) access_key_id: String,
    pub(crate) jti: String,
    pub(crate) iat: i64,
    pub(crate) exp: i64,
}

/// Creates a signed token.
pub(crate) fn sign(claims: &Claims, key: &str) -> Option<String> {
    let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(claims).ok()?);
    let signed = format!("{head}.{payload}");
    let signature = URL_SAFE_NO_PAD.encode(mac(&signed, key)?.finalize().into_bytes());
    Some(format!("{signed}.{signature}"))
}

/// The claims of a token signed with `key`. Does not check its expiry.
pub(crate) fn verify(token: &str, key: &str) -> Option<Claims> {
    let (signed, signature) = token.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(signed, key)?.verify_slice(&signature).ok()?;
    claims(token)
}

/// The access key ID in a token. Does not verify the signature.
pub(crate) fn unchecked_key(token: &str) -> Option<String> {
    claims(token).map(|claims| claims.access_key_id)
}

fn claims(token: &str) -> Option<Claims> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

fn mac(signed: &str, key: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
    mac.update(signed.as_bytes());
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verifies_own_tokens_and_rejects_forged_ones() {
        let claims = Claims {
            sub: "pool".into(),
            scoped_userpool_id: "pool".into(),
            access_key_id: "key".into(),
            jti: "1".into(),
            iat: 0,
            exp: 7200,
        };
        let token = sign(&claims, "right").unwrap();
        assert_eq!(verify(&token, "right").unwrap().exp, 7200);
        assert!(verify(&token, "wrong").is_none());
        assert!(verify(&format!("{token}A"), "right").is_none());
        assert_eq!(unchecked_key(&token).as_deref(), Some("key"));
        assert!(verify("nonsense", "right").is_none());
    }
}
