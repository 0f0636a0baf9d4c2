//! Claims of a management token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::client::access_key::is_header_value;

/// The claim `scoped_userpool_id` of a token. `None` if it is no JWT or has no such claim. The signature is not
/// verified: the server that receives the token verifies it.
pub(super) fn scoped_user_pool(token: &str) -> Option<String> {
    let payload = token.split('.').nth(1)?.trim_end_matches('=');
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    let pool = claims.get("scoped_userpool_id")?.as_str()?;
    is_header_value(pool).then(|| pool.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwt(payload: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn reads_the_pool_from_base64url() {
        // Encodes to '-' and '_', where standard base64 has '+' and '/'.
        let token = jwt(r#"{"x":"?>~~?>","scoped_userpool_id":"62eaa95f"}"#);
        assert!(token.contains('-') || token.contains('_'), "{token}");
        assert_eq!(scoped_user_pool(&token).as_deref(), Some("62eaa95f"));
        assert_eq!(
            scoped_user_pool(&token.replace(".c2ln", "==.c2ln")).as_deref(),
            Some("62eaa95f")
        );
    }

    #[test]
    fn other_tokens_have_no_pool() {
        for token in [
            "".to_owned(),
            "opaque".to_owned(),
            "a.b.c".to_owned(),
            "a.é.c".to_owned(),
            jwt("[]"),
            jwt("{}"),
            jwt(r#"{"scoped_userpool_id":7}"#),
            jwt(r#"{"scoped_userpool_id":"a\r\nb"}"#),
            jwt(r#"{"scoped_userpool_id":""}"#),
        ] {
            assert_eq!(scoped_user_pool(&token), None, "{token}");
        }
    }
}
