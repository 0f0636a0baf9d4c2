//! Servers that echo credentials in any encoding and field: none of it is exposed.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use genauth::{Auth, Client, ClientOptions};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer};

use crate::common::{KEY_ID, MAU, PLAN, TOKEN, USAGE, day, key, options, response, token_response};

/// In the vendor's format.
const SECRET: &str = "4f1d9c07ab52e8635d90b7c1fa26e384";
const BEARER: &str = "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiI0NzExIn0.h7Q-0_ZkT3vXwq9RbL2mYd";
/// With characters that every escaping changes.
const ESCAPED_SECRET: &str = "canary/+&=%<\"0123456789abcdef";

/// The number of consecutive characters that counts as a leak. Padding in [`encodings`] is shorter.
const LEAK_LENGTH: usize = 8;

fn encodings(text: &str) -> Vec<String> {
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut encodings = vec![
        text.to_owned(),
        text.to_uppercase(),
        as_uuid(text),
        separated_by(text, " "),
        separated_by(text, "\u{200b}"),
        separated_by(text, "\u{202e}\u{feff}"),
        hex.to_uppercase(),
        separated_by(&hex.to_uppercase(), "%"),
        hex,
        url::form_urlencoded::byte_serialize(text.as_bytes()).collect(),
    ];
    for (before, after) in [("", ""), ("", "x"), ("", "xy"), ("x", "yz"), ("xy", "z")] {
        let padded = format!("{before}{text}{after}");
        encodings.extend([STANDARD.encode(&padded), URL_SAFE.encode(&padded)]);
    }
    // Both alphabets agree where neither `+/` nor `-_` occurs.
    encodings.dedup();
    encodings
}

fn separated_by(text: &str, separator: &str) -> String {
    let letters: Vec<_> = text.chars().map(String::from).collect();
    letters.join(separator)
}

/// Hyphens as in a UUID.
fn as_uuid(text: &str) -> String {
    let hyphen = |at| {
        if matches!(at, 8 | 12 | 16 | 20) {
            "-"
        } else {
            ""
        }
    };
    let letters = text.chars().enumerate();
    letters
        .map(|(at, letter)| format!("{}{letter}", hyphen(at)))
        .collect()
}

/// Bodies with the text in every field that is shown, stored or logged.
fn bodies(echoed: &str) -> Vec<Value> {
    let benefit = json!({
        "modelCode": echoed, "modelName": echoed, "amount": echoed, "current": echoed, "experience": echoed,
    });
    let period =
        json!({"startTime": echoed, "endTime": echoed, "current": echoed, "amount": echoed});
    vec![
        json!({"statusCode": 400, "apiCode": 1300, "message": echoed, "requestId": echoed}),
        json!({"statusCode": 500, "message": [echoed, echoed], "uniqueId": echoed}),
        json!({"statusCode": 403, "message": "m".repeat(990) + echoed}),
        json!({"statusCode": 200, "data": echoed}),
        json!({"statusCode": 200, "data": {"usages": [benefit], "list": [period], "totalCount": echoed}}),
        json!({"statusCode": 200, "data": [period]}),
        json!({"statusCode": 200, "data": {"code": echoed, "name": echoed, "goodsPackage": {"code": echoed}}}),
    ]
}

/// Everything a client returns, as text.
async fn client_output(body: &str, secret: &str, auth: Auth) -> String {
    let server = MockServer::start().await;
    let body = body.to_owned();
    Mock::given(method("POST"))
        .and(path(TOKEN))
        .respond_with(token_response(BEARER))
        .mount(&server)
        .await;
    for url_path in [USAGE, MAU, PLAN] {
        let echo = response(200, json!(null)).set_body_raw(body.clone(), "application/json");
        Mock::given(path(url_path))
            .respond_with(echo)
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

/// The body as serde writes it, and with more escapes or a byte order mark.
fn serializations(body: &Value, echoed: &str) -> [String; 4] {
    let plain = body.to_string();
    let inner = Value::from(echoed).to_string();
    let inner = inner.trim_matches('"');
    let escaped: String = echoed
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

/// Whether the output contains part of the text, ignoring everything but letters and digits.
fn leaks(output: &str, text: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_lowercase()
    };
    let (output, text) = (letters(output), letters(text));
    text.as_bytes()
        .windows(LEAK_LENGTH)
        .any(|part| output.contains(str::from_utf8(part).unwrap()))
}

#[tokio::test]
async fn echoed_credentials_are_redacted_in_every_encoding() {
    let mut tried = 0;
    for (secret, text, auth) in [
        (SECRET, SECRET, Auth::Token),
        (SECRET, BEARER, Auth::Token),
        (ESCAPED_SECRET, ESCAPED_SECRET, Auth::Signature),
    ] {
        for echoed in encodings(text) {
            for body in bodies(&echoed) {
                for body in serializations(&body, &echoed) {
                    let output = client_output(&body, secret, auth).await;
                    assert!(!leaks(&output, &echoed), "{body}\n{output}");
                    tried += 1;
                }
            }
        }
    }
    println!("count: {tried} responses that echo key or token, all redacted");
}
