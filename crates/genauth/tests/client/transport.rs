//! Limits and connection failures.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use genauth::{Auth, Client, ClientLimits, ClientOptions, ConnectProblem, Error, ErrorKind};
use genauth_sim::{Fault, Sim, SimOptions};
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use crate::common::{
    TOKEN, USAGE, client, on, options, request_count, response, server_with, short_timeout,
    token_response,
};

const SPACES_GZ: &[u8] = include_bytes!("../data/five-mib-of-blanks.json.gz");
const USAGE_GZ: &[u8] = include_bytes!("../data/usage-object.json.gz");
const PLAIN: &[u8] = include_bytes!("../data/bodies/usage-object.json");

async fn benefit_count(response: ResponseTemplate) -> Result<usize, Error> {
    let server = server_with(response).await;
    client(&server, Auth::Signature)
        .usage()
        .await
        .map(|benefits| benefits.len())
}

fn gzip(body: &[u8]) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_bytes(body)
        .insert_header("content-encoding", "gzip")
}

#[tokio::test]
async fn reads_gzip_bodies() {
    assert_eq!(benefit_count(gzip(USAGE_GZ)).await, Ok(1));
}

#[tokio::test]
async fn body_limit_applies_after_decompression() {
    let error = benefit_count(gzip(SPACES_GZ)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::AnswerNotUnderstood);
    let (truncated, not_gzip) = (gzip(&USAGE_GZ[..60]), gzip(PLAIN));
    for broken in [truncated, not_gzip] {
        assert_eq!(
            benefit_count(broken).await.unwrap_err().kind,
            ErrorKind::AnswerNotUnderstood
        );
    }
}

#[tokio::test]
async fn body_may_be_exactly_as_long_as_the_limit() {
    let server = server_with(ResponseTemplate::new(200).set_body_bytes(PLAIN)).await;
    for (max_body_bytes, fits) in [(PLAIN.len(), true), (PLAIN.len() - 1, false)] {
        let limits = ClientLimits {
            max_body_bytes,
            ..ClientLimits::default()
        };
        let options = ClientOptions {
            limits,
            ..options(&server.uri(), Auth::Signature)
        };
        assert_eq!(Client::new(options).unwrap().usage().await.is_ok(), fits);
    }
    assert_eq!(ClientLimits::default().max_body_bytes, 4 * 1024 * 1024);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = server_with(ResponseTemplate::new(200).set_body_bytes(PLAIN)).await;
    for status in [301, 302, 303, 307, 308] {
        let to = ResponseTemplate::new(status).insert_header("location", elsewhere.uri());
        assert_eq!(
            benefit_count(to).await.unwrap_err().kind,
            ErrorKind::AnswerNotUnderstood
        );
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let success =
        response(200, json!({"statusCode": 200})).insert_header("set-cookie", "a=b; Path=/");
    let server = server_with(success).await;
    let client = client(&server, Auth::Signature);
    for _ in 0..2 {
        client.usage().await.unwrap();
    }
    let requests = server.received_requests().await.unwrap();
    assert!(
        requests
            .iter()
            .all(|request| !request.headers.contains_key("cookie"))
    );
}

#[tokio::test]
async fn stalled_server_times_out() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    sim.set_fault(Some(Fault::Stall));
    for auth in [Auth::Signature, Auth::Automatic] {
        let options = ClientOptions {
            limits: short_timeout(),
            ..options(&sim.url(), auth)
        };
        let error = Client::new(options).unwrap().usage().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::TimedOut);
    }
}

/// A closed port, or one whose first connection receives these bytes and is closed.
fn raw_server(bytes: Option<&'static [u8]>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let Some(bytes) = bytes else { return address };
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        stream.write_all(bytes).unwrap();
    });
    address
}

#[tokio::test]
async fn broken_connections_are_unreachable() {
    let truncated: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    for (bytes, problem) in [
        (None, ConnectProblem::Refused),
        (Some(&b""[..]), ConnectProblem::Interrupted),
        (Some(truncated), ConnectProblem::Interrupted),
    ] {
        let url = format!("http://{}", raw_server(bytes));
        let error = Client::new(options(&url, Auth::Signature))
            .unwrap()
            .usage()
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::from(problem), "{bytes:?}");
    }
}

#[tokio::test]
async fn response_that_is_not_http_is_not_understood() {
    let url = format!("http://{}", raw_server(Some(b"SSH-2.0-OpenSSH_9.2\r\n")));
    let error = Client::new(options(&url, Auth::Signature))
        .unwrap()
        .usage()
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::AnswerNotUnderstood);
}

#[tokio::test]
async fn clones_share_the_token_across_threads() {
    fn assert_shareable<T: Send + Sync + Clone + 'static>(_: &T) {}
    let server = MockServer::start().await;
    on("POST", TOKEN, token_response("opaque"))
        .mount(&server)
        .await;
    on("GET", USAGE, response(200, json!({"statusCode": 200})))
        .mount(&server)
        .await;
    let client = client(&server, Auth::Token);
    assert_shareable(&client);
    let clone = client.clone();
    tokio::spawn(async move { clone.usage().await })
        .await
        .unwrap()
        .unwrap();
    client.usage().await.unwrap();
    assert_eq!(
        (
            request_count(&server, TOKEN).await,
            request_count(&server, USAGE).await
        ),
        (1, 2)
    );
    assert!(!format!("{client:?}").contains("canary"));
}
