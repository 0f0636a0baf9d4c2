//! A client written from the vendor's description. It shares no code with the simulator.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, Utc};
use genauth_sim::{Sim, SimClock, SimOptions, SimPool};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use sha1::Sha1;

pub(crate) const USAGE: &str = "/api/v3/get-usage-info";
pub(crate) const MAU: &str = "/api/v3/get-mau-period-usage-history";
pub(crate) const PLAN: &str = "/api/v3/get-current-package-info";
pub(crate) const TOKEN: &str = "/api/v3/get-management-token";

/// 21 November 2026, 17:00 in China.
pub(crate) fn start_time() -> DateTime<Utc> {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Options with fixed clocks.
pub(crate) fn fixed_clocks() -> SimOptions {
    SimOptions {
        clock: SimClock::fixed(start_time()),
        auth_clock: SimClock::fixed(start_time()),
        ..SimOptions::default()
    }
}

pub(crate) async fn start() -> Sim {
    Sim::start(fixed_clocks()).await.unwrap()
}

pub(crate) fn pool(sim: &Sim, slug: &str) -> SimPool {
    sim.pools()
        .into_iter()
        .find(|pool| pool.slug == slug)
        .unwrap()
}

/// Trusts no certificate, since loading the system's trust store is slow.
pub(crate) fn http() -> Client {
    let policy = reqwest::redirect::Policy::none();
    Client::builder()
        .no_proxy()
        .redirect(policy)
        .tls_certs_only([])
        .build()
        .unwrap()
}

pub(crate) async fn body(response: Response) -> Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// `statusCode` and `apiCode` of a response under HTTP 200.
pub(crate) async fn codes(request: RequestBuilder) -> (u64, Option<u64>) {
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    let body = body(response).await;
    assert!(body["message"].is_string() && body["requestId"].is_string());
    (
        body["statusCode"].as_u64().unwrap(),
        body["apiCode"].as_u64(),
    )
}

pub(crate) fn token_request(sim: &Sim, access_key_id: &str, secret: &str) -> RequestBuilder {
    let pair = json!({ "accessKeyId": access_key_id, "accessKeySecret": secret });
    let request = http().post(format!("{}{TOKEN}", sim.url()));
    request
        .header("content-type", "application/json")
        .body(pair.to_string())
}

pub(crate) async fn token(sim: &Sim, pool: &SimPool) -> String {
    let request = token_request(sim, &pool.access_key_id, &pool.access_key_secret);
    let body = body(request.send().await.unwrap()).await;
    body["data"]["access_token"].as_str().unwrap().to_owned()
}

/// A GET with this `authorization`.
pub(crate) fn get(sim: &Sim, path: &str, authorization: &str) -> RequestBuilder {
    http()
        .get(format!("{}{path}", sim.url()))
        .header("authorization", authorization)
}

/// The `data` of a successful GET with a token, in a language.
pub(crate) async fn data(sim: &Sim, pool: &SimPool, path: &str, language: &str) -> Value {
    let request = get(sim, path, &token(sim, pool).await).header("x-genauth-lang", language);
    let mut body = body(request.send().await.unwrap()).await;
    assert_eq!(body["statusCode"], 200);
    body["data"].take()
}

/// The parts of a signed request, each of which can be changed.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) scheme: &'static str,
    pub(crate) family: &'static str,
    pub(crate) path: &'static str,
    pub(crate) query: Vec<(&'static str, &'static str)>,
    pub(crate) access_key_id: String,
    pub(crate) secret: String,
    pub(crate) date: Option<String>,
    pub(crate) method: &'static str,
    pub(crate) version: &'static str,
    pub(crate) nonce: String,
}

impl Signed {
    pub(crate) fn authing(pool: &SimPool) -> Self {
        Self {
            scheme: "authing",
            family: "x-authing-",
            path: USAGE,
            query: Vec::new(),
            access_key_id: pool.access_key_id.clone(),
            secret: pool.access_key_secret.clone(),
            date: Some(http_date(start_time())),
            method: "HMAC-SHA1",
            version: "1.0",
            nonce: "f02a938cdbcf1b1f10bf14887eda6659".to_owned(),
        }
    }

    pub(crate) fn genauth(pool: &SimPool) -> Self {
        Self {
            scheme: "GenAuth",
            family: "x-genauth-",
            ..Self::authing(pool)
        }
    }

    pub(crate) fn request(&self, sim: &Sim) -> RequestBuilder {
        let headers = self.headers();
        let (scheme, key) = (self.scheme, &self.access_key_id);
        let authorization = format!("{scheme} {key}:{}", self.signature(&headers));
        let query: Vec<_> = self
            .query
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let path = format!("{}?{}", self.path, query.join("&"));
        let request = get(sim, path.trim_end_matches('?'), &authorization);
        headers.into_iter().fold(request, |request, (name, value)| {
            request.header(name, value)
        })
    }

    fn headers(&self) -> Vec<(String, String)> {
        let own = [
            ("lang", "zh-CN"),
            ("signature-method", self.method),
            ("signature-nonce", &self.nonce),
            ("signature-version", self.version),
        ];
        let date = self
            .date
            .iter()
            .map(|date| ("date".to_owned(), date.clone()));
        let own = own.map(|(name, value)| (format!("{}{name}", self.family), value.to_owned()));
        date.chain(own).collect()
    }

    /// Requires `headers` in alphabetical order.
    fn signature(&self, headers: &[(String, String)]) -> String {
        let mut text = "GET\n".to_owned();
        for (name, value) in headers {
            text += &format!("{name}:{value}\n");
        }
        text += self.path;
        let mut query = self.query.clone();
        query.sort_unstable();
        for (index, (key, value)) in query.iter().enumerate() {
            text += &format!("{}{key}={value}", if index == 0 { '?' } else { '&' });
        }
        let mut mac = Hmac::<Sha1>::new_from_slice(self.secret.as_bytes()).unwrap();
        mac.update(text.as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }
}

pub(crate) fn http_date(at: DateTime<Utc>) -> String {
    httpdate::fmt_http_date(SystemTime::from(at))
}
