//! Clients and scripted servers.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};
use genauth::{
    AccessKey, AccessKeySecret, Auth, Brand, Client, ClientOptions, Host, Language, Limits,
    RetryPolicy,
};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

pub(crate) const KEY_ID: &str = "62eaa95ff0000ee52ae6b90c";
pub(crate) const SECRET: &str = "canary-0123456789abcdef";
pub(crate) const USAGE: &str = "/api/v3/get-usage-info";
pub(crate) const MAU: &str = "/api/v3/get-mau-period-usage-history";
pub(crate) const PLAN: &str = "/api/v3/get-current-package-info";
pub(crate) const TOKEN: &str = "/api/v3/get-management-token";

/// The time of every client here: 2022-10-09 06:14:00 UTC.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_665_296_040, 0).unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn key(id: &str, secret: &str) -> AccessKey {
    AccessKey::new(id, AccessKeySecret::new(secret.to_owned())).unwrap()
}

pub(crate) fn options(url: &str, auth: Auth) -> ClientOptions {
    ClientOptions {
        host: Host::parse(url).unwrap(),
        brand: Brand::Authing,
        auth,
        key: key(KEY_ID, SECRET),
        ca_pem: None,
        language: Language::English,
        clock: Arc::new(now),
        limits: once(),
    }
}

pub(crate) fn client(server: &MockServer, auth: Auth) -> Client {
    Client::new(options(&server.uri(), auth)).unwrap()
}

/// Without repeats: most tests are about what a single answer means.
pub(crate) fn once() -> Limits {
    Limits {
        retry: RetryPolicy::never(),
        ..Limits::default()
    }
}

/// As short as it takes for a call that never ends.
pub(crate) fn impatient() -> Limits {
    Limits {
        call: Duration::from_millis(200),
        ..once()
    }
}

pub(crate) fn answer(status: u16, body: Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

pub(crate) fn token(text: &str) -> ResponseTemplate {
    let data = json!({"access_token": text, "expires_in": 7200});
    answer(200, json!({"statusCode": 200, "message": "", "data": data}))
}

pub(crate) fn no_usage() -> ResponseTemplate {
    answer(200, json!({"statusCode": 200, "data": {"usages": []}}))
}

/// Answers one path in one way.
pub(crate) fn on(verb: &str, at: &str, answer: ResponseTemplate) -> Mock {
    Mock::given(method(verb)).and(path(at)).respond_with(answer)
}

/// A server on which every data call gets this answer. It signs nobody in.
pub(crate) async fn server_of(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

/// How often a path was called.
pub(crate) async fn calls(server: &MockServer, at: &str) -> usize {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .filter(|request| request.url.path() == at)
        .count()
}
