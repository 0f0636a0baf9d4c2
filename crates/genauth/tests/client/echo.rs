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

/// As the vendor makes them.
const SECRET: &str = "4f1d9c07ab52e8635d90b7c1fa26e384";
const BEARER: &str = "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiI0NzExIn0.h7Q-0_ZkT3vXwq9RbL2mYd";
/// With signs that every way of escaping changes.
const ODD_SECRET: &str = "canary/+&=%<\"0123456789abcdef";

/// So many characters in a row of what was sent are a leak; what stands around it in [`ways`] is shorter.
const LEAK: usize = 8;

fn ways(text: &str) -> Vec<String> {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut ways = vec![
        text.to_owned(),
        text.to_uppercase(),
        as_uuid(text),
        between(text, " "),
        between(text, "\u{200b}"),
        between(text, "\u{202e}\u{feff}"),
        hex.to_uppercase(),
        between(&hex.to_uppercase(), "%"),
        hex,
        url::form_urlencoded::byte_serialize(text.as_bytes()).collect(),
    ];
    for (before, after) in [("", ""), ("", "x"), ("", "xy"), ("x", "yz"), ("xy", "z")] {
        let within = format!("{before}{text}{after}");
        ways.extend([STANDARD.encode(&within), URL_SAFE.encode(&within)]);
    }
    // Digits that signs never stand for are the same in both alphabets.
    ways.dedup();
    ways
}

fn between(text: &str, sign: &str) -> String {
    let letters: Vec<_> = text.chars().map(String::from).collect();
    letters.join(sign)
}

/// Eight, four, four, four and the rest.
fn as_uuid(text: &str) -> String {
    let hyphens = |at| {
        if matches!(at, 8 | 12 | 16 | 20) {
            "-"
        } else {
            ""
        }
    };
    let letters = text.chars().enumerate();
    letters
        .map(|(at, letter)| format!("{}{letter}", hyphens(at)))
        .collect()
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
async fn told(body: &str, secret: &str, auth: Auth) -> String {
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
        key: key(KEY_ID, secret),
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

/// In JSON as serde writes it, and as servers do that escape more or mark its beginning.
fn written(body: &Value, way: &str) -> [String; 4] {
    let plain = body.to_string();
    let inner = Value::from(way).to_string();
    let inner = inner.trim_matches('"');
    let escaped: String = way
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    let slashed = inner.replace('/', "\\/");
    let escaped = plain.replace(inner, &escaped);
    [
        plain.replace(inner, &slashed),
        format!("\u{feff}{escaped}"),
        escaped,
        plain,
    ]
}

/// Whether letters of what was said are told, whatever stands between them.
fn leaks(told: &str, said: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_lowercase()
    };
    let (told, said) = (letters(told), letters(said));
    said.as_bytes()
        .windows(LEAK)
        .any(|part| told.contains(str::from_utf8(part).unwrap()))
}

#[tokio::test]
async fn nothing_of_key_or_token_comes_back_in_any_usual_way() {
    let mut tried = 0;
    for (secret, text, auth) in [
        (SECRET, SECRET, Auth::Token),
        (SECRET, BEARER, Auth::Token),
        (ODD_SECRET, ODD_SECRET, Auth::Signature),
    ] {
        for way in ways(text) {
            for body in bodies(&way) {
                for body in written(&body, &way) {
                    let told = told(&body, secret, auth).await;
                    assert!(!leaks(&told, &way), "{body}\n{told}");
                    tried += 1;
                }
            }
        }
    }
    println!("count: {tried} answers that repeat key or token, nothing of them told");
}
