//! Parsing of `get-management-token`.

use std::time::Duration;

use serde_json::Value;

use crate::wire::whole_number;

/// The `access_token` and its lifetime, `expires_in` seconds if that is a whole number.
pub(crate) fn token_response(mut data: Value) -> Option<(String, Option<Duration>)> {
    let Some(Value::String(token)) = data.get_mut("access_token").map(Value::take) else {
        return None;
    };
    let lifetime = data
        .get("expires_in")
        .and_then(whole_number)
        .map(Duration::from_secs);
    Some((token, lifetime))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_token_and_lifetime_in_whole_seconds() {
        for (lifetime, seconds) in [
            (json!(7200), Some(7200)),
            (json!("1209600"), Some(1_209_600)),
            (json!(0), Some(0)),
            (json!(1.5), None),
            (json!(-1), None),
            (json!(1e30), None),
            (json!("soon"), None),
            (json!(null), None),
        ] {
            let read = token_response(json!({"access_token": "e30.e30.x", "expires_in": lifetime}));
            let expected = ("e30.e30.x".to_owned(), seconds.map(Duration::from_secs));
            assert_eq!(read, Some(expected), "{lifetime}");
        }
        assert_eq!(
            token_response(json!({"access_token": "x"})),
            Some(("x".to_owned(), None))
        );
    }

    #[test]
    fn token_must_be_text() {
        for data in [
            json!(null),
            json!("e30.e30.x"),
            json!({}),
            json!({"access_token": null}),
            json!({"access_token": 7}),
        ] {
            assert_eq!(token_response(data.clone()), None, "{data}");
        }
    }
}
