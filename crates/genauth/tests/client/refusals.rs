//! Error kinds of responses: every HTTP status, every variant of the envelope.

use std::time::Duration;

use genauth::{Auth, Error, ErrorKind, Reply};
use serde_json::{Value, json};
use wiremock::{MockServer, ResponseTemplate};

use crate::common::{
    PLAN, SECRET, TOKEN, USAGE, client, on, response, server_with, token_response,
};

async fn refusal(response: ResponseTemplate) -> Error {
    let server = server_with(response).await;
    client(&server, Auth::Signature).usage().await.unwrap_err()
}

async fn kind(status: u16, body: Value) -> ErrorKind {
    refusal(response(status, body.clone())).await.kind
}

fn by_status(status: u16) -> ErrorKind {
    match status {
        401 => ErrorKind::KeyRejected,
        402 => ErrorKind::UpgradeRequired,
        403 => ErrorKind::Forbidden,
        404 | 405 | 410 => ErrorKind::EndpointMissing,
        407 => ErrorKind::AnswerNotUnderstood,
        408 => ErrorKind::TimedOut,
        429 => ErrorKind::TooManyRequests { retry_after: None },
        400..=499 => ErrorKind::RequestRefused,
        500..=599 => ErrorKind::ServerFailing { retry_after: None },
        _ => ErrorKind::AnswerNotUnderstood,
    }
}

#[tokio::test]
async fn every_status_maps_to_a_kind_in_http_and_in_the_body() {
    for status in 200..600 {
        let bare = refusal(ResponseTemplate::new(status)).await;
        let reply = Reply {
            status: Some(status),
            ..Reply::default()
        };
        let expected = Error {
            kind: by_status(status),
            reply,
        };
        assert_eq!(bare, expected, "HTTP {status}, no body");
        if status >= 300 {
            let in_body = kind(200, json!({"statusCode": status, "data": null})).await;
            assert_eq!(in_body, by_status(status), "statusCode {status}");
        }
    }
}

#[tokio::test]
async fn api_code_takes_precedence_over_status() {
    for (api_code, status, expected) in [
        (1300, 403, ErrorKind::KeyRejected),
        (1301, 403, ErrorKind::RequestRefused),
        (1304, 403, ErrorKind::RequestRefused),
        (1306, 403, ErrorKind::RequestRefused),
        (2020, 401, ErrorKind::KeyRejected),
        (2020, 200, ErrorKind::KeyRejected),
        (2020, 403, ErrorKind::Forbidden),
        (2224, 404, ErrorKind::PoolUnknown),
        (2333, 499, ErrorKind::KeyRejected),
        (4021, 402, ErrorKind::UpgradeRequired),
        (4021, 500, ErrorKind::ServerFailing { retry_after: None }),
        (2040, 499, ErrorKind::RequestRefused),
        (999_999, 200, ErrorKind::AnswerNotUnderstood),
    ] {
        for code in [json!(api_code), json!(api_code.to_string())] {
            let data = if expected == ErrorKind::AnswerNotUnderstood {
                json!("x")
            } else {
                json!(null)
            };
            let body = json!({"statusCode": status, "apiCode": code, "data": data});
            assert_eq!(kind(200, body).await, expected, "{api_code} {status}");
        }
    }
}

#[tokio::test]
async fn body_takes_precedence_over_http_status() {
    for (http, body, expected) in [
        (403, json!({"statusCode": 402}), ErrorKind::UpgradeRequired),
        (
            500,
            json!({"statusCode": "404"}),
            ErrorKind::EndpointMissing,
        ),
        (
            200,
            json!({"code": 403, "message": "old"}),
            ErrorKind::Forbidden,
        ),
        (
            200,
            json!({"statusCode": 402, "code": 200}),
            ErrorKind::UpgradeRequired,
        ),
        (
            502,
            json!({"statusCode": 200, "data": {}}),
            ErrorKind::ServerFailing { retry_after: None },
        ),
        (
            200,
            json!({"statusCode": 1005}),
            ErrorKind::AnswerNotUnderstood,
        ),
        (
            200,
            json!({"statusCode": -1, "data": {}}),
            ErrorKind::AnswerNotUnderstood,
        ),
        (200, json!({}), ErrorKind::AnswerNotUnderstood),
        (200, json!([]), ErrorKind::AnswerNotUnderstood),
        (200, json!("statusCode"), ErrorKind::AnswerNotUnderstood),
        (
            200,
            json!({"statusCode": 200, "data": "x"}),
            ErrorKind::AnswerNotUnderstood,
        ),
        (
            200,
            json!({"statusCode": 200, "data": {"usages": 7}}),
            ErrorKind::AnswerNotUnderstood,
        ),
    ] {
        assert_eq!(kind(http, body.clone()).await, expected, "{http} {body}");
    }
}

#[tokio::test]
async fn accepts_every_variant_of_a_success() {
    for body in [
        json!({"statusCode": "200", "data": {"usages": []}}),
        json!({"statusCode": 201, "data": {"usages": []}}),
        json!({"code": 200, "data": {"usages": []}}),
        json!({"statusCode": 200, "code": 2024, "data": {"usages": []}}),
        json!({"data": {"usages": []}}),
        json!({"statusCode": 200}),
        json!({"statusCode": 200, "data": null, "more": {"of": ["it"]}}),
    ] {
        let server = server_with(response(200, body.clone())).await;
        assert_eq!(
            client(&server, Auth::Signature).usage().await,
            Ok(vec![]),
            "{body}"
        );
    }
    let with_bom = "\u{feff} {\"statusCode\":200,\"data\":{\"usages\":null}}\n";
    let server = server_with(ResponseTemplate::new(200).set_body_string(with_bom)).await;
    assert_eq!(client(&server, Auth::Signature).usage().await, Ok(vec![]));
}

#[tokio::test]
async fn error_contains_message_and_request_id() {
    let reply = |message: Option<&str>, id: Option<&str>| Reply {
        message: message.map(str::to_owned),
        request_id: id.map(str::to_owned),
        status: Some(200),
    };
    for (body, expected) in [
        (
            json!({"message": " no ", "requestId": "r-1"}),
            reply(Some("no"), Some("r-1")),
        ),
        (
            json!({"message": ["a", "b"], "uniqueId": "u-1"}),
            reply(Some("a; b"), Some("u-1")),
        ),
        (json!({"message": "", "requestId": null}), reply(None, None)),
        (
            json!({"message": {"x": 1}, "requestId": 7}),
            reply(None, Some("7")),
        ),
    ] {
        let mut body = body;
        body["statusCode"] = json!(403);
        assert_eq!(refusal(response(200, body)).await.reply, expected);
    }
    let long = json!({"statusCode": 403, "message": "界".repeat(100_000)});
    assert_eq!(
        refusal(response(200, long)).await.reply.message,
        Some("界".repeat(1000))
    );
}

#[tokio::test]
async fn echoed_secret_is_redacted() {
    let body = json!({"statusCode": 400, "message": "canary-0123456789abcdef is no good"});
    let error = refusal(response(200, body)).await;
    assert_eq!(
        error.reply.message.as_deref(),
        Some("[redacted] is no good")
    );
}

#[tokio::test]
async fn secret_is_redacted_before_the_message_is_cut() {
    let body = json!({"statusCode": 400, "message": format!("{}{SECRET}", "m".repeat(975))});
    let message = refusal(response(200, body)).await.reply.message.unwrap();
    assert!(!message.contains("canary"), "{message}");
}

#[tokio::test]
async fn secret_and_token_are_redacted_in_messages_and_values() {
    let server = MockServer::start().await;
    on("POST", TOKEN, token_response("bearer-canary"))
        .mount(&server)
        .await;
    let client = client(&server, Auth::Token);
    let echo = json!({"statusCode": 200, "data": {"usages": [
        {"modelCode": SECRET, "modelName": "Bearer bearer-canary", "amount": SECRET},
    ]}});
    on("GET", USAGE, response(200, echo)).mount(&server).await;
    let output = format!("{:?}", client.usage().await.unwrap());
    assert!(
        !output.contains("canary") && output.contains("[redacted]"),
        "{output}"
    );

    let refused = json!({"statusCode": 403, "message": "not for Bearer bearer-canary"});
    on("GET", PLAN, response(200, refused)).mount(&server).await;
    let message = client.plan().await.unwrap_err().reply.message;
    assert_eq!(message.as_deref(), Some("not for Bearer [redacted]"));
}

#[tokio::test]
async fn retry_after_is_read_from_the_header() {
    let busy =
        |after: &str| response(429, json!({"statusCode": 429})).insert_header("retry-after", after);
    let seconds = |s| ErrorKind::TooManyRequests {
        retry_after: Some(Duration::from_secs(s)),
    };
    assert_eq!(refusal(busy("120")).await.kind, seconds(120));
    let dated = busy("Sun, 09 Oct 2022 06:15:00 GMT")
        .insert_header("date", "Sun, 09 Oct 2022 06:14:00 GMT");
    assert_eq!(refusal(dated).await.kind, seconds(60));
    let html = ResponseTemplate::new(429)
        .insert_header("retry-after", "5")
        .set_body_string("<html>");
    assert_eq!(refusal(html).await.kind, seconds(5));
}

#[tokio::test]
async fn clock_skew_reports_the_difference() {
    let skewed = response(200, json!({"statusCode": 403, "apiCode": 1305}));
    let server = server_with(skewed.insert_header("date", "Sun, 09 Oct 2022 05:14:00 GMT")).await;
    let client = client(&server, Auth::Signature);
    assert_eq!(client.clock_ahead_ms(), None);
    let error = client.usage().await.unwrap_err();
    assert_eq!(
        error.kind,
        ErrorKind::ClockSkew {
            ahead_ms: Some(3_600_000)
        }
    );
    assert_eq!(
        (client.clock_ahead_ms(), client.sign_in()),
        (Some(3_600_000), None)
    );
}
