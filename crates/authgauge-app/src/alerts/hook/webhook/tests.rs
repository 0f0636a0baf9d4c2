use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::language::WordsLanguage;

use super::super::call_error::failed;
use super::super::note::Note;
use super::*;
use crate::signing_secret::SigningSecret;

const PATIENCE: Duration = Duration::from_secs(60);

/// Posts a test message with this ID.
async fn post_test(
    url: &str,
    format: WebhookFormat,
    secret: Option<&SigningSecret>,
    limit: Duration,
) -> Result<(), CallError> {
    let at = "2026-11-21T04:00:00Z".parse().unwrap();
    let message = Message {
        id: "msg_1",
        notes: &[Note::test(at)],
        language: WordsLanguage::En,
        at,
        secret,
    };
    let http = genauth::http_builder(None).unwrap();
    post((http, false), url, format, &message, limit).await
}

/// What a server with this answer receives, and the result.
async fn sent(
    name: &str,
    format: WebhookFormat,
    secret: Option<&SigningSecret>,
    answer: &str,
) -> (String, Result<(), CallError>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = async {
        let (mut line, _) = listener.accept().await.unwrap();
        let (mut received, mut part) = (Vec::new(), [0; 4096]);
        while !received.ends_with(b"}") {
            let read = line.read(&mut part).await.unwrap();
            received.extend_from_slice(&part[..read]);
        }
        line.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(received).unwrap()
    };
    let url = format!("http://{name}:{port}/hook?access_token=t0ken-of-the-robot");
    tokio::join!(serve, post_test(&url, format, secret, PATIENCE))
}

fn answer(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn header<'a>(received: &'a str, name: &str) -> Option<&'a str> {
    let head = received.split("\r\n\r\n").next()?;
    head.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[tokio::test]
async fn a_plain_message_is_posted_and_only_the_status_counts() {
    for name in ["127.0.0.1", "localhost"] {
        let answer = "HTTP/1.1 204 No Content\r\n\r\n";
        let (received, done) = sent(name, WebhookFormat::Plain, None, answer).await;
        assert_eq!(done, Ok(()));
        assert!(
            received.starts_with("POST /hook?access_token=t0ken-of-the-robot HTTP/1.1\r\n"),
            "{received}"
        );
        assert_eq!(header(&received, "content-type"), Some("application/json"));
        assert_eq!(header(&received, "webhook-id"), Some("msg_1"));
        assert_eq!(header(&received, "webhook-signature"), None);
    }
}

#[tokio::test]
async fn a_plain_message_whose_answer_breaks_off_has_arrived() {
    let broken = [
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort",
            no_connection("interrupted"),
        ),
        (
            "HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\n\r\n5\r\nshort",
            no_connection("interrupted"),
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nno length",
            CallError::of_connection(ErrorCode::AnswerNotUnderstood.into()),
        ),
    ];
    for (answer, error) in &broken {
        let (_, done) = sent("127.0.0.1", WebhookFormat::Plain, None, answer).await;
        assert_eq!(done, Ok(()), "{answer}");
        // What a chat service says is in the body.
        let (_, done) = sent("127.0.0.1", WebhookFormat::Slack, None, answer).await;
        assert_eq!(done.as_ref(), Err(error), "{answer}");
    }
    println!("count: {} answers that break off", broken.len());
}

#[tokio::test]
async fn a_signed_plain_message_can_be_verified_by_its_receiver() {
    let secret = SigningSecret::parse(
        WebhookFormat::Plain,
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    )
    .unwrap();
    let (received, done) = sent(
        "127.0.0.1",
        WebhookFormat::Plain,
        Some(&secret),
        &answer("200 OK", ""),
    )
    .await;
    assert_eq!(done, Ok(()));
    let body = received.split_once("\r\n\r\n").unwrap().1;
    let at = "2026-11-21T04:00:00Z".parse().unwrap();
    let signature = secret.standard("msg_1", at, body);
    assert_eq!(header(&received, "webhook-signature"), Some(&*signature));
    assert_eq!(header(&received, "webhook-timestamp"), Some("1795233600"));
    assert!(!received.contains("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
}

#[tokio::test]
async fn chat_services_get_their_shape_and_their_own_signature() {
    let dingtalk = SigningSecret::parse(WebhookFormat::DingTalk, "SEC0123456789abcdef").unwrap();
    let ok = answer("200 OK", r#"{"errcode":0,"errmsg":"ok"}"#);
    let (received, done) = sent("127.0.0.1", WebhookFormat::DingTalk, Some(&dingtalk), &ok).await;
    assert_eq!(done, Ok(()));
    assert!(
        received.contains("&timestamp=1795233600000&sign="),
        "{received}"
    );
    assert!(
        received.contains(r#""content":"[Authgauge] This is a test."#),
        "{received}"
    );
    let feishu = SigningSecret::parse(WebhookFormat::Feishu, "SEC0123456789abcdef").unwrap();
    let ok = answer("200 OK", r#"{"code":0,"data":{},"msg":"success"}"#);
    let (received, done) = sent("127.0.0.1", WebhookFormat::Feishu, Some(&feishu), &ok).await;
    assert_eq!(done, Ok(()));
    let body = received.split_once("\r\n\r\n").unwrap().1;
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        (&body["timestamp"], &body["msg_type"]),
        (&json!("1795233600"), &json!("text"))
    );
    assert!(body["sign"].is_string());
    assert!(!received.contains("SEC0123456789abcdef"));
    let (received, done) = sent(
        "127.0.0.1",
        WebhookFormat::Slack,
        None,
        &answer("200 OK", "ok"),
    )
    .await;
    assert_eq!(done, Ok(()));
    let body: serde_json::Value =
        serde_json::from_str(received.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(body["mrkdwn"], json!(false));
    assert!(body["text"].as_str().unwrap().starts_with("[Authgauge] "));
}

#[tokio::test]
async fn an_answer_200_that_refuses_the_message_is_a_failure_with_the_services_words() {
    let refusal = answer(
        "200 OK",
        r#"{"errcode":310000,"errmsg":"robot t0ken-of-the-robot: sign\u202e not match"}"#,
    );
    let (_, done) = sent("127.0.0.1", WebhookFormat::DingTalk, None, &refusal).await;
    let error = done.unwrap_err();
    assert_eq!(error.retry, Retry::Never);
    assert_eq!(error.failure.reason(), Some("service_refused"));
    assert_eq!(error.failure.params.service_code, Some(310_000));
    assert_eq!(
        error.failure.params.message.as_deref(),
        Some("robot …: sign not match")
    );
}

#[tokio::test]
async fn redirects_are_not_followed_and_refusals_reported() {
    for (answer, status) in [
        (
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
            307,
        ),
        ("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n", 500),
    ] {
        let (_, done) = sent("127.0.0.1", WebhookFormat::Plain, None, answer).await;
        assert_eq!(
            done.unwrap_err().failure,
            failed("refused").with_status(status)
        );
    }
}

#[tokio::test]
async fn a_busy_receiver_says_how_long_to_wait() {
    for (value, seconds) in [("120", 120), ("Sat, 21 Nov 2026 04:01:00 GMT", 60)] {
        let answer =
            format!("HTTP/1.1 429 Slow\r\nretry-after: {value}\r\ncontent-length: 0\r\n\r\n");
        let (_, done) = sent("127.0.0.1", WebhookFormat::Plain, None, &answer).await;
        let wait = Duration::from_secs(seconds);
        assert_eq!(done.unwrap_err().retry, Retry::Receiver(Some(wait)));
    }
}

#[tokio::test]
async fn an_endless_answer_is_read_to_its_limit_only() {
    let body = "x".repeat(1 << 20);
    let (_, done) = sent(
        "127.0.0.1",
        WebhookFormat::Slack,
        None,
        &answer("200 OK", &body),
    )
    .await;
    assert_eq!(done.unwrap_err().failure, failed("not_confirmed"));
}

fn no_connection(reason: &str) -> CallError {
    let failure = Failure::from(ErrorCode::Unreachable).with_reason(reason);
    CallError::of_connection(failure)
}

#[tokio::test]
async fn why_nothing_arrived_is_told_as_for_pools() {
    let plain = WebhookFormat::Plain;
    let tls = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let tls_port = tls.local_addr().unwrap().port();
    let speaks_http = async {
        let (mut line, _) = tls.accept().await.unwrap();
        let _ = line.read(&mut [0; 4096]).await;
        let answer = b"HTTP/1.1 400 Bad Request\r\n\r\n";
        line.write_all(answer).await.unwrap();
    };
    let not_tls = format!("https://127.0.0.1:{tls_port}/");
    let (done, ()) = tokio::join!(post_test(&not_tls, plain, None, PATIENCE), speaks_http);
    assert_eq!(done, Err(no_connection("not_tls")));
    let done = post_test("https://hooks.acme.invalid/", plain, None, PATIENCE).await;
    let reason = done.unwrap_err().failure.reason().unwrap().to_owned();
    // A computer without a DNS server can't know that there is no such name.
    assert!(
        ["name_not_found", "name_lookup_failed"].contains(&reason.as_str()),
        "{reason}"
    );
    let done = post_test("http://127.0.0.1:9/", plain, None, PATIENCE).await;
    assert_eq!(done, Err(no_connection("refused")));
}

#[tokio::test]
async fn a_silent_server_times_out() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let limit = Duration::from_millis(50);
    let done = post_test(&url, WebhookFormat::Plain, None, limit).await;
    let timed_out = CallError::new("timed_out", Retry::Receiver(None));
    assert_eq!(done, Err(timed_out));
}

#[tokio::test]
async fn an_invalid_address_is_not_called() {
    let done = post_test(
        "http://example.com/",
        WebhookFormat::Plain,
        None,
        Duration::ZERO,
    )
    .await;
    assert_eq!(done, Err(CallError::new("address", Retry::Never)));
}
