//! Servers that repeat what they were sent, in whichever way and place: nothing of it comes back to the owner.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use genauth::{Auth, Client, ClientOptions};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer,
    matchers::{method, path},
};

use crate::common::{KEY_ID, MAU, PLAN, TOKEN, USAGE, answer, day, key, options, token};

/// With signs that every way of escaping changes.
const SECRET: &str = "canary/+&=%<\"0123456789abcdef";
const BEARER: &str = "canary-bearer/+=0123456789abcdef";

fn ways(text: &str) -> Vec<String> {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    vec![
        text.to_owned(),
        STANDARD.encode(text),
        URL_SAFE.encode(text),
        hex.to_uppercase(),
        hex,
        url::form_urlencoded::byte_serialize(text.as_bytes()).collect(),
    ]
}

/// Wherever text of an answer is shown, kept or told.
fn bodies(said: &str) -> Vec<Value> {
    let benefit = json!({
        "modelCode": said, "modelName": said, "amount": said, "current": said, "experience": said,
    });
    let period = json!({"startTime": said, "endTime": said, "current": said, "amount": said});
    vec![
        json!({"statusCode": 400, "apiCode": 1300, "message": said, "requestId": said}),
        json!({"statusCode": 500, "message": [said, said], "uniqueId": said}),
        json!({"statusCode": 403, "message": "m".repeat(990) + said}),
        json!({"statusCode": 200, "data": said}),
        json!({"statusCode": 200, "data": {"usages": [benefit], "list": [period], "totalCount": said}}),
        json!({"statusCode": 200, "data": [period]}),
        json!({"statusCode": 200, "data": {"code": said, "name": said, "goodsPackage": {"code": said}}}),
    ]
}

/// All that a client tells, as text.
async fn told(body: &str, auth: Auth) -> String {
    let server = MockServer::start().await;
    let body = body.to_owned();
    Mock::given(method("POST"))
        .and(path(TOKEN))
        .respond_with(token(BEARER))
        .mount(&server)
        .await;
    for place in [USAGE, MAU, PLAN] {
        let repeated = answer(200, json!(null)).set_body_raw(body.clone(), "application/json");
        Mock::given(path(place))
            .respond_with(repeated)
            .mount(&server)
            .await;
    }
    let client = Client::new(ClientOptions {
        key: key(KEY_ID, SECRET),
        ..options(&server.uri(), auth)
    })
    .unwrap();
    let range = (day("2022-01-01"), day("2022-02-01"));
    format!(
        "{:?} {:?} {:?}",
        client.usage().await,
        client.mau_history(range.0, range.1).await,
        client.plan().await,
    )
}

/// In JSON as serde writes it, and as servers do that escape more.
fn written(body: &Value, way: &str) -> [String; 3] {
    let plain = body.to_string();
    let inner = Value::from(way).to_string();
    let inner = inner.trim_matches('"');
    let escaped: String = way.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    let slashed = inner.replace('/', "\\/");
    [
        plain.clone(),
        plain.replace(inner, &slashed),
        plain.replace(inner, &escaped),
    ]
}

#[tokio::test]
async fn nothing_of_key_or_token_comes_back_in_any_usual_way() {
    let mut tried = 0;
    for (text, auth) in [
        (SECRET, Auth::Signature),
        (SECRET, Auth::Token),
        (BEARER, Auth::Token),
    ] {
        for way in ways(text) {
            for body in bodies(&way) {
                for body in written(&body, &way) {
                    // As it is, and not as `Debug` escapes it.
                    let told = told(&body, auth).await.replace('\\', "");
                    let leak = ways(text)
                        .into_iter()
                        .find(|way| told.contains(way.as_str()));
                    assert_eq!(leak, None, "{body}\n{told}");
                    tried += 1;
                }
            }
        }
    }
    println!("count: {tried} answers that repeat key or token, nothing of them told");
}
