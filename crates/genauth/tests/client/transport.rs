//! Limits, and lines that fail.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener},
    thread,
};

use genauth::{Auth, Client, ClientOptions, Error, ErrorKind, Limits};
use genauth_sim::{Fault, Sim, SimOptions};
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use crate::common::{
    TOKEN, USAGE, answer, calls, client, impatient, on, options, server_of, token,
};

const BLANKS: &[u8] = include_bytes!("../data/five-mib-of-blanks.json.gz");
const ZIPPED: &[u8] = include_bytes!("../data/usage-object.json.gz");
const PLAIN: &[u8] = include_bytes!("../data/bodies/usage-object.json");

async fn usage_of(answer: ResponseTemplate) -> Result<usize, Error> {
    let server = server_of(answer).await;
    client(&server, Auth::Signature)
        .usage()
        .await
        .map(|benefits| benefits.len())
}

fn zipped(body: &[u8]) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_bytes(body)
        .insert_header("content-encoding", "gzip")
}

#[tokio::test]
async fn zipped_bodies_are_read() {
    assert_eq!(usage_of(zipped(ZIPPED)).await, Ok(1));
}

#[tokio::test]
async fn the_body_limit_counts_what_comes_out_of_the_zip() {
    let too_much = usage_of(zipped(BLANKS)).await.unwrap_err();
    assert_eq!(too_much.kind, ErrorKind::AnswerNotUnderstood);
    let (cut_off, nonsense) = (zipped(&ZIPPED[..60]), zipped(PLAIN));
    for broken in [cut_off, nonsense] {
        assert_eq!(
            usage_of(broken).await.unwrap_err().kind,
            ErrorKind::AnswerNotUnderstood
        );
    }
}

#[tokio::test]
async fn a_body_may_be_as_long_as_the_limit_and_no_longer() {
    let server = server_of(ResponseTemplate::new(200).set_body_bytes(PLAIN)).await;
    for (body, fits) in [(PLAIN.len(), true), (PLAIN.len() - 1, false)] {
        let limits = Limits {
            body,
            ..Limits::default()
        };
        let options = ClientOptions {
            limits,
            ..options(&server.uri(), Auth::Signature)
        };
        assert_eq!(Client::new(options).unwrap().usage().await.is_ok(), fits);
    }
    assert_eq!(Limits::default().body, 4 * 1024 * 1024);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = server_of(ResponseTemplate::new(200).set_body_bytes(PLAIN)).await;
    for status in [301, 302, 303, 307, 308] {
        let to = ResponseTemplate::new(status).insert_header("location", elsewhere.uri());
        assert_eq!(
            usage_of(to).await.unwrap_err().kind,
            ErrorKind::AnswerNotUnderstood
        );
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let success =
        answer(200, json!({"statusCode": 200})).insert_header("set-cookie", "a=b; Path=/");
    let server = server_of(success).await;
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
async fn a_server_that_never_answers_times_out() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    sim.set_fault(Some(Fault::Stall));
    for auth in [Auth::Signature, Auth::Automatic] {
        let options = ClientOptions {
            limits: impatient(),
            ..options(&sim.url(), auth)
        };
        let error = Client::new(options).unwrap().usage().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::TimedOut);
    }
}

/// A port that nobody listens on, or where every connection gets these bytes and is closed.
fn line(bytes: Option<&'static [u8]>) -> SocketAddr {
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
async fn lines_that_fail_are_unreachable() {
    let cut_off: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
    for bytes in [None, Some(&b""[..]), Some(cut_off)] {
        let url = format!("http://{}", line(bytes));
        let error = Client::new(options(&url, Auth::Signature))
            .unwrap()
            .usage()
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unreachable, "{bytes:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_no_http_is_not_understood() {
    let url = format!("http://{}", line(Some(b"SSH-2.0-OpenSSH_9.2\r\n")));
    let error = Client::new(options(&url, Auth::Signature))
        .unwrap()
        .usage()
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::AnswerNotUnderstood);
}

#[tokio::test]
async fn clients_share_their_token_and_travel_between_threads() {
    fn is_a_traveller<T: Send + Sync + Clone + 'static>(_: &T) {}
    let server = MockServer::start().await;
    on("POST", TOKEN, token("opaque")).mount(&server).await;
    on("GET", USAGE, answer(200, json!({"statusCode": 200})))
        .mount(&server)
        .await;
    let client = client(&server, Auth::Token);
    is_a_traveller(&client);
    let clone = client.clone();
    tokio::spawn(async move { clone.usage().await })
        .await
        .unwrap()
        .unwrap();
    client.usage().await.unwrap();
    assert_eq!(
        (calls(&server, TOKEN).await, calls(&server, USAGE).await),
        (1, 2)
    );
    assert!(!format!("{client:?}").contains("canary"));
}
