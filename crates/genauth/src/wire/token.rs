//! `get-management-token`.

use std::time::Duration;

use serde_json::Value;

use super::whole_number;

/// `data.access_token` and its life, `data.expires_in` in seconds. No life if it is not a number.
pub(crate) fn token(mut data: Value) -> Option<(String, Option<Duration>)> {
    let Some(Value::String(token)) = data.get_mut("access_token").map(Value::take) else {
        return None;
    };
    let life = data
        .get("expires_in")
        .and_then(whole_number)
        .map(Duration::from_secs);
    Some((token, life))
}
