//! Clients and mock servers.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use genauth::{
    AccessKey, AccessKeySecret, Auth, Brand, Client, ClientLimits, ClientOptions, Host, Language,
    RetryPolicy,
};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

pub(crate) const KEY_ID: &str = "62eaa95ff0000ee52ae6b90c";
pub(crate) const SECRET: &str = "canary-0123456789abcdef";
pub(crate) const USAGE: &str = "/api/v3/get-usage-info";
pub(crate) const MAU: &str = "/api/v3/get-mau-period-usage-history";
pub(crate) const PLAN: &str = "/api/v3/get-current-package-info";
pub(crate) const TOKEN: &str = "/api/v3/get-management-token";

/// The time of every client: 2022-10-09 06:14:00 UTC.
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
        proxy: None,
        language: Language::English,
        clock: Arc::new(now),
        limits: no_retries(),
    }
}

pub(crate) fn client(server: &MockServer, auth: Auth) -> Client {
    Client::new(options(&server.uri(), auth)).unwrap()
}

/// Limits without retries.
pub(crate) fn no_retries() -> ClientLimits {
    ClientLimits {
        retry: RetryPolicy::never(),
        ..ClientLimits::default()
    }
}

/// Limits with a short timeout, for calls that never end.
pub(crate) fn short_timeout() -> ClientLimits {
    ClientLimits {
        request_timeout: Duration::from_millis(200),
        ..no_retries()
    }
}

pub(crate) fn response(status: u16, body: Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

pub(crate) fn token_response(text: &str) -> ResponseTemplate {
    let data = json!({"access_token": text, "expires_in": 7200});
    response(200, json!({"statusCode": 200, "message": "", "data": data}))
}

pub(crate) fn empty_usage() -> ResponseTemplate {
    response(200, json!({"statusCode": 200, "data": {"usages": []}}))
}

/// Always the same response on one path.
pub(crate) fn on(verb: &str, url_path: &str, response: ResponseTemplate) -> Mock {
    Mock::given(method(verb))
        .and(path(url_path))
        .respond_with(response)
}

/// A server with the same response to every `GET`, and without a token endpoint.
pub(crate) async fn server_with(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(response)
        .mount(&server)
        .await;
    server
}

/// The number of requests to a path.
pub(crate) async fn request_count(server: &MockServer, path: &str) -> usize {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .filter(|request| request.url.path() == path)
        .count()
}
