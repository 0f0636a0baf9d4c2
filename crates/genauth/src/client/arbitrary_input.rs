//! Whatever comes in, from a server or from an owner: no panic, and nothing let through that should not
//! be. Starts from the corpus in `tests/data`: an `any_…` bends it, and a `fuzz_…` is what `cargo xtask fuzz`
//! lets grow from it towards code that nothing has reached yet.

use std::{path::Path, sync::Arc};

use chrono::Utc;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{envelope, sign_in::token_response, transport::Answer};
use crate::{
    AccessKey, AccessKeySecret, Auth, Benefit, Brand, Client, ClientOptions, ErrorKind, Host,
    Language, Limits, MauHistory, Plan,
    mutate::{lines, near},
    proptest_config::{FEW, proptest_config},
};

const WHAT: &str = "answers, dates, hosts and CA files, mutate";

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

fn read_as_everything(data: &Value) {
    let _ = Benefit::from_usage_data(data.clone());
    let _ = MauHistory::from_data(data.clone());
    let _ = Plan::from_data(data.clone());
    let _ = token_response(data.clone());
}

fn answer_holds(status: u16, body: &[u8]) {
    let answer = Answer {
        status,
        body: body.to_vec(),
        ahead_ms: None,
        retry_after: None,
    };
    if let Ok(data) = envelope::open(&answer) {
        assert!((200..300).contains(&status));
        read_as_everything(&data);
    }
}

fn date_holds(text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    let period = json!({"periodStartTime": text, "periodEndTime": "20220901", "amount": 1});
    let data = json!({"endTime": text, "records": [period]});
    read_as_everything(&data);
}

fn host_holds(text: &[u8]) {
    if let Ok(host) = Host::parse(&String::from_utf8_lossy(text)) {
        let url = host.at("/api/v3/get-usage-info", &[]);
        let is_safe = url.scheme() == "https" || (url.scheme() == "http" && host.is_loopback());
        assert!(is_safe, "{url}");
        assert!(
            url.username().is_empty() && url.password().is_none(),
            "{url}"
        );
        assert_eq!(url.path(), "/api/v3/get-usage-info");
    }
}

fn ca_file_holds(pem: &[u8]) {
    let client = Client::new(ClientOptions {
        host: Host::parse("http://127.0.0.1:1").unwrap(),
        brand: Brand::Authing,
        auth: Auth::Automatic,
        key: AccessKey::new("id", AccessKeySecret::new("secret".to_owned())).unwrap(),
        ca_pem: Some(pem.to_vec()),
        language: Language::English,
        clock: Arc::new(Utc::now),
        limits: Limits::default(),
    });
    assert!(client.map_or_else(|error| error.kind == ErrorKind::CaFileInvalid, |_| true));
}

proptest! {
    #![proptest_config(proptest_config(5_000, WHAT))]

    #[test]
    fn any_answer_is_read_or_refused(status in 200..600_u16, body in near(bodies())) {
        answer_holds(status, &body);
    }

    #[test]
    fn any_date_is_read_or_left_out(text in near(lines(DATES))) {
        date_holds(&text);
    }

    #[test]
    fn any_host_is_safe_or_refused(text in near(lines(HOSTS))) {
        host_holds(&text);
    }
}

proptest! {
    #![proptest_config(proptest_config(500, WHAT))]

    #[test]
    fn any_ca_file_is_usable_or_refused(pem in near(vec![CA.as_bytes().to_vec()])) {
        ca_file_holds(&pem);
    }
}

#[test]
fn fuzz_answers() {
    let holds = |body: &[u8]| {
        for status in [200, 401, 500] {
            answer_holds(status, body);
        }
    };
    bodies().iter().for_each(|body| holds(body));
    bolero::check!().with_iterations(FEW).for_each(holds);
}

#[test]
fn fuzz_dates() {
    lines(DATES).iter().for_each(|text| date_holds(text));
    bolero::check!().with_iterations(FEW).for_each(date_holds);
}

#[test]
fn fuzz_hosts() {
    lines(HOSTS).iter().for_each(|text| host_holds(text));
    bolero::check!().with_iterations(FEW).for_each(host_holds);
}

#[test]
fn fuzz_ca_files() {
    ca_file_holds(CA.as_bytes());
    bolero::check!()
        .with_iterations(FEW / 10)
        .for_each(ca_file_holds);
}
