//! Both ways to sign in, against mock servers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;
use genauth::{Auth, Brand, Client, ClientOptions, ErrorKind, Language, SignIn};
use serde_json::json;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::common::{
    KEY_ID, MAU, PLAN, SECRET, TOKEN, USAGE, client, day, empty_usage, now, on, options,
    request_count, response, token_response,
};

/// A JWT whose payload is `{"scoped_userpool_id":"pool-1"}`.
const JWT: &str = "e30.eyJzY29wZWRfdXNlcnBvb2xfaWQiOiJwb29sLTEifQ.c2ln";

async fn last_request(server: &MockServer) -> Request {
    server.received_requests().await.unwrap().pop().unwrap()
}

fn header_of<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .headers
        .get(name)
        .map(|value| value.to_str().unwrap())
}

fn unauthenticated() -> ResponseTemplate {
    response(
        200,
        json!({"statusCode": 401, "apiCode": 2020, "message": "not signed in"}),
    )
}

#[tokio::test]
async fn token_call_sends_pool_and_language_for_both_brands() {
    let server = MockServer::start().await;
    let keys = json!({"accessKeyId": KEY_ID, "accessKeySecret": SECRET});
    Mock::given(method("POST"))
        .and(path(TOKEN))
        .and(body_json(keys))
        .and(header("content-type", "application/json"))
        .and(header("x-authing-lang", "zh-CN"))
        .and(header("x-genauth-lang", "zh-CN"))
        .respond_with(token_response(JWT))
        .mount(&server)
        .await;
    on("GET", USAGE, empty_usage()).mount(&server).await;
    let chinese = ClientOptions {
        language: Language::Chinese,
        ..options(&server.uri(), Auth::Token)
    };
    let client = Client::new(chinese).unwrap();
    assert_eq!(client.sign_in(), None);
    client.usage().await.unwrap();
    assert_eq!(client.sign_in(), Some(SignIn::Token));
    let request = last_request(&server).await;
    assert_eq!(
        header_of(&request, "authorization"),
        Some(format!("Bearer {JWT}").as_str())
    );
    for brand in ["authing", "genauth"] {
        assert_eq!(
            header_of(&request, &format!("x-{brand}-userpool-id")),
            Some("pool-1")
        );
        assert_eq!(
            header_of(&request, &format!("x-{brand}-lang")),
            Some("zh-CN")
        );
    }
    for unwanted in ["referer", "cookie"] {
        assert_eq!(header_of(&request, unwanted), None);
    }
}

#[tokio::test]
async fn token_without_pool_claim_sends_no_pool_header() {
    let server = MockServer::start().await;
    on("POST", TOKEN, token_response("opaque"))
        .mount(&server)
        .await;
    on("GET", USAGE, empty_usage()).mount(&server).await;
    client(&server, Auth::Automatic).usage().await.unwrap();
    let request = last_request(&server).await;
    assert_eq!(header_of(&request, "authorization"), Some("Bearer opaque"));
    assert_eq!(header_of(&request, "x-authing-userpool-id"), None);
}

#[tokio::test]
async fn concurrent_calls_share_one_token() {
    let server = MockServer::start().await;
    on("POST", TOKEN, token_response(JWT)).mount(&server).await;
    on("GET", USAGE, empty_usage()).mount(&server).await;
    on("GET", MAU, response(200, json!({"statusCode": 200})))
        .mount(&server)
        .await;
    on("GET", PLAN, response(200, json!({"statusCode": 200})))
        .mount(&server)
        .await;
    let client = client(&server, Auth::Automatic);
    for round in 1..=2 {
        let history = client.mau_history(day("2022-02-02"), day("2022-08-02"));
        let (usage, history, plan) = tokio::join!(client.usage(), history, client.plan());
        assert!(usage.is_ok() && history.is_ok() && plan.is_ok());
        assert_eq!(
            (
                request_count(&server, TOKEN).await,
                request_count(&server, USAGE).await
            ),
            (1, round)
        );
    }
    let requests = server.received_requests().await.unwrap();
    let mau = requests
        .iter()
        .find(|request| request.url.path() == MAU)
        .unwrap();
    assert_eq!(mau.url.query(), Some("startTime=20220202&endTime=20220802"));
}

#[tokio::test]
async fn refused_calls_share_one_renewed_token_and_are_repeated_once() {
    let server = MockServer::start().await;
    on("POST", TOKEN, token_response("first"))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    on("POST", TOKEN, token_response("second"))
        .mount(&server)
        .await;
    let is_first = || header("authorization", "Bearer first");
    Mock::given(method("GET"))
        .and(is_first())
        .respond_with(unauthenticated())
        .mount(&server)
        .await;
    let success = response(200, json!({"statusCode": 200}));
    Mock::given(method("GET"))
        .respond_with(success)
        .mount(&server)
        .await;
    let client = client(&server, Auth::Token);
    let (usage, plan, second_usage) = tokio::join!(client.usage(), client.plan(), client.usage());
    assert!(usage.is_ok() && plan.is_ok() && second_usage.is_ok());
    assert_eq!(
        (
            request_count(&server, TOKEN).await,
            request_count(&server, PLAN).await
        ),
        (2, 2)
    );
    assert_eq!(request_count(&server, USAGE).await, 4);
}

#[tokio::test]
async fn call_refused_twice_fails() {
    for (refusal, kind) in [
        (unauthenticated(), ErrorKind::KeyRejected),
        (ResponseTemplate::new(401), ErrorKind::KeyRejected),
        (
            response(403, json!({"statusCode": 403, "apiCode": 2020})),
            ErrorKind::Forbidden,
        ),
    ] {
        let server = MockServer::start().await;
        on("POST", TOKEN, token_response(JWT)).mount(&server).await;
        on("GET", USAGE, refusal).mount(&server).await;
        let client = client(&server, Auth::Automatic);
        assert_eq!(client.usage().await.unwrap_err().kind, kind);
        assert_eq!(
            (
                request_count(&server, TOKEN).await,
                request_count(&server, USAGE).await
            ),
            (2, 2)
        );
        assert_eq!(client.sign_in(), None);
    }
}

#[tokio::test]
async fn other_failures_do_not_renew_the_token() {
    for status in [402, 403, 404, 429, 500, 503] {
        let server = MockServer::start().await;
        on("POST", TOKEN, token_response(JWT)).mount(&server).await;
        on("GET", USAGE, ResponseTemplate::new(status))
            .mount(&server)
            .await;
        client(&server, Auth::Automatic).usage().await.unwrap_err();
        assert_eq!(
            (
                request_count(&server, TOKEN).await,
                request_count(&server, USAGE).await
            ),
            (1, 1),
            "{status}"
        );
    }
}

#[tokio::test]
async fn key_rejected_by_the_token_endpoint_makes_no_data_request() {
    for body in [
        json!({"statusCode": 401}),
        json!({"statusCode": 499, "apiCode": "2333"}),
    ] {
        let server = MockServer::start().await;
        on("POST", TOKEN, response(200, body)).mount(&server).await;
        let client = client(&server, Auth::Automatic);
        let (one, two) = tokio::join!(client.usage(), client.plan());
        assert_eq!(one.unwrap_err().kind, ErrorKind::KeyRejected);
        assert_eq!(two.unwrap_err().kind, ErrorKind::KeyRejected);
        let requests = server.received_requests().await.unwrap();
        assert!(
            requests.iter().all(|request| request.url.path() == TOKEN),
            "no data request was sent"
        );
    }
}

#[tokio::test]
async fn token_response_without_token_is_not_understood() {
    for data in [
        json!(null),
        json!({}),
        json!({"access_token": 7}),
        json!({"access_token": "a\nb"}),
    ] {
        let server = MockServer::start().await;
        on(
            "POST",
            TOKEN,
            response(200, json!({"statusCode": 200, "data": data})),
        )
        .mount(&server)
        .await;
        let error = client(&server, Auth::Automatic).usage().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::AnswerNotUnderstood);
    }
}

#[tokio::test]
async fn token_is_renewed_before_it_expires() {
    let server = MockServer::start().await;
    let short = json!({"access_token": JWT, "expires_in": "600"});
    on(
        "POST",
        TOKEN,
        response(200, json!({"code": 200, "data": short})),
    )
    .mount(&server)
    .await;
    on("GET", USAGE, empty_usage()).mount(&server).await;
    let seconds = Arc::new(AtomicI64::new(0));
    let offset = seconds.clone();
    let clock = Arc::new(move || now() + TimeDelta::seconds(offset.load(Ordering::SeqCst)));
    let client = Client::new(ClientOptions {
        clock,
        ..options(&server.uri(), Auth::Token)
    })
    .unwrap();
    for (second, tokens) in [(0, 1), (539, 1), (540, 2), (1079, 2), (1080, 3)] {
        seconds.store(second, Ordering::SeqCst);
        client.usage().await.unwrap();
        assert_eq!(
            request_count(&server, TOKEN).await,
            tokens,
            "after {second} s"
        );
    }
}

#[tokio::test]
async fn automatic_signs_where_the_token_endpoint_is_missing() {
    let nest = json!({"statusCode": 404, "message": "Cannot POST /api/v3/get-management-token"});
    for missing in [
        response(404, nest.clone()),
        response(200, nest),
        ResponseTemplate::new(405),
    ] {
        let server = MockServer::start().await;
        on("POST", TOKEN, missing).mount(&server).await;
        on("GET", USAGE, empty_usage()).mount(&server).await;
        let client = client(&server, Auth::Automatic);
        let (one, two) = tokio::join!(client.usage(), client.usage());
        assert!(one.is_ok() && two.is_ok());
        client.usage().await.unwrap();
        assert_eq!(client.sign_in(), Some(SignIn::Signature));
        assert_eq!(
            request_count(&server, TOKEN).await,
            1,
            "the missing endpoint is remembered"
        );
        let authorization = last_request(&server).await;
        assert!(
            header_of(&authorization, "authorization")
                .unwrap()
                .starts_with("authing ")
        );
    }
}

#[tokio::test]
async fn automatic_does_not_sign_after_other_failures() {
    for status in [301, 400, 401, 403, 429, 500, 503] {
        let server = MockServer::start().await;
        on("POST", TOKEN, ResponseTemplate::new(status))
            .mount(&server)
            .await;
        client(&server, Auth::Automatic).usage().await.unwrap_err();
        assert_eq!(request_count(&server, USAGE).await, 0, "{status}");
    }
    let server = MockServer::start().await;
    let error = client(&server, Auth::Token).usage().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::EndpointMissing);
    assert_eq!(request_count(&server, USAGE).await, 0);
}

#[tokio::test]
async fn signed_call_sends_the_brands_headers_and_no_token() {
    for (brand, prefix, scheme) in [
        (Brand::Authing, "x-authing-", "authing "),
        (Brand::GenAuth, "x-genauth-", "GenAuth "),
    ] {
        let server = MockServer::start().await;
        on("GET", USAGE, empty_usage()).mount(&server).await;
        let client = Client::new(ClientOptions {
            brand,
            ..options(&server.uri(), Auth::Signature)
        })
        .unwrap();
        client.usage().await.unwrap();
        let request = last_request(&server).await;
        let own = |name: &str| header_of(&request, &format!("{prefix}{name}"));
        assert_eq!(
            header_of(&request, "date"),
            Some("Sun, 09 Oct 2022 06:14:00 GMT")
        );
        assert_eq!(own("lang"), Some("en-US"));
        assert_eq!(own("signature-method"), Some("HMAC-SHA1"));
        assert_eq!(own("signature-version"), Some("1.0"));
        assert!(own("sdk-version").unwrap().starts_with("genauth-rs:"));
        let authorization = header_of(&request, "authorization").unwrap();
        assert!(
            authorization.starts_with(&format!("{scheme}{KEY_ID}:")),
            "{authorization}"
        );
        assert_eq!(request_count(&server, TOKEN).await, 0);
    }
}

#[tokio::test]
async fn invalid_date_range_makes_no_request() {
    let server = MockServer::start().await;
    let client = client(&server, Auth::Automatic);
    for (from, to) in [
        ("2022-08-02", "2022-08-01"),
        ("-0001-01-01", "2022-01-01"),
        ("2022-01-01", "+10000-01-01"),
    ] {
        let error = client.mau_history(day(from), day(to)).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::DateRangeInvalid, "{from} {to}");
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}
