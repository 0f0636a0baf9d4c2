//! Arbitrary input from servers and owners: no panic, and nothing unsafe accepted.
//!
//! Starts from the corpus in `tests/data`. The `any_…` tests mutate it at random; `cargo xtask fuzz` grows it in the
//! `fuzz_…` tests, guided by coverage.

use std::path::Path;
use std::sync::Arc;

use chrono::Utc;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::envelope;
use super::sign_in::token_response;
use super::transport::HttpResponse;
use crate::mutate::{lines, near};
use crate::proptest_config::{FEW, proptest_config};
use crate::{
    AccessKey, AccessKeySecret, Auth, Benefit, Brand, Client, ClientLimits, ClientOptions,
    ErrorKind, Host, Language, MauHistory, Plan,
};

const INPUT: &str = "mutated responses, dates, hosts and CA files";

const HOSTS: &str = include_str!("../../tests/data/corpus/hosts.txt");
const DATES: &str = include_str!("../../tests/data/corpus/dates.txt");
const CA: &str = include_str!("../../tests/data/corpus/ca.txt");

fn bodies() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bodies");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

fn parse_as_every_model(data: &Value) {
    let _ = Benefit::from_usage_data(data.clone());
    let _ = MauHistory::from_data(data.clone());
    let _ = Plan::from_data(data.clone());
    let _ = token_response(data.clone());
}

fn check_response(status: u16, body: &[u8]) {
    let response = HttpResponse {
        status,
        body: body.to_vec(),
        ahead_ms: None,
        retry_after: None,
    };
    if let Ok(data) = envelope::open(&response) {
        assert!((200..300).contains(&status));
        parse_as_every_model(&data);
    }
}

fn check_date(text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    let period = json!({"periodStartTime": text, "periodEndTime": "20220901", "amount": 1});
    let data = json!({"endTime": text, "records": [period]});
    parse_as_every_model(&data);
}

fn check_host(text: &[u8]) {
    if let Ok(host) = Host::parse(&String::from_utf8_lossy(text)) {
        let url = host.url("/api/v3/get-usage-info", &[]);
        let is_safe = url.scheme() == "https" || (url.scheme() == "http" && host.is_loopback());
        assert!(is_safe, "{url}");
        assert!(
            url.username().is_empty() && url.password().is_none(),
            "{url}"
        );
        assert_eq!(url.path(), "/api/v3/get-usage-info");
    }
}

fn check_ca_file(pem: &[u8]) {
    let client = Client::new(ClientOptions {
        host: Host::parse("http://127.0.0.1:1").unwrap(),
        brand: Brand::Authing,
        auth: Auth::Automatic,
        key: AccessKey::new("id", AccessKeySecret::new("secret".to_owned())).unwrap(),
        proxy: None,
        ca_pem: Some(pem.to_vec()),
        language: Language::English,
        clock: Arc::new(Utc::now),
        limits: ClientLimits::default(),
    });
    assert!(client.map_or_else(
        |error| matches!(error.kind, ErrorKind::CaFileInvalid { .. }),
        |_| true
    ));
}

proptest! {
    #![proptest_config(proptest_config(5_000, INPUT))]

    #[test]
    fn any_response_is_read_or_refused(status in 200..600_u16, body in near(bodies())) {
        check_response(status, &body);
    }

    #[test]
    fn any_date_is_read_or_omitted(text in near(lines(DATES))) {
        check_date(&text);
    }

    #[test]
    fn any_host_is_safe_or_refused(text in near(lines(HOSTS))) {
        check_host(&text);
    }
}

proptest! {
    #![proptest_config(proptest_config(500, INPUT))]

    #[test]
    fn any_ca_file_is_usable_or_refused(pem in near(vec![CA.as_bytes().to_vec()])) {
        check_ca_file(&pem);
    }
}

#[test]
fn fuzz_responses() {
    let check = |body: &[u8]| {
        for status in [200, 401, 500] {
            check_response(status, body);
        }
    };
    bodies().iter().for_each(|body| check(body));
    bolero::check!().with_iterations(FEW).for_each(check);
}

#[test]
fn fuzz_dates() {
    lines(DATES).iter().for_each(|text| check_date(text));
    bolero::check!().with_iterations(FEW).for_each(check_date);
}

#[test]
fn fuzz_hosts() {
    lines(HOSTS).iter().for_each(|text| check_host(text));
    bolero::check!().with_iterations(FEW).for_each(check_host);
}

#[test]
fn fuzz_ca_files() {
    check_ca_file(CA.as_bytes());
    bolero::check!()
        .with_iterations(FEW / 10)
        .for_each(check_ca_file);
}
