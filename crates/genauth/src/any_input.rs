//! Whatever comes in, from a server or from an owner: no panic, and nothing let through that should not
//! be. Starts from the corpus in `tests/data` and bends it.

use std::{path::Path, sync::Arc};

use chrono::Utc;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    AccessKey, AccessKeySecret, Auth, Brand, Client, ClientOptions, ErrorKind, Host, Language,
    Limits,
    bent::{lines, near},
    cases::cases,
    envelope,
    transport::Answer,
    wire,
};

const WHAT: &str = "answers, dates, hosts and CA files, bent";

const HOSTS: &str = include_str!("../tests/data/corpus/hosts.txt");
const DATES: &str = include_str!("../tests/data/corpus/dates.txt");
const CA: &str = include_str!("../tests/data/corpus/ca.txt");

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
    let _ = wire::benefits(data.clone());
    let _ = wire::mau_history(data.clone());
    let _ = wire::plan(data.clone());
    let _ = wire::token(data.clone());
}

proptest! {
    #![proptest_config(cases(5_000, WHAT))]

    #[test]
    fn any_answer_is_read_or_refused(status in 200..600_u16, body in near(bodies())) {
        let answer = Answer { status, body, ahead_ms: None, retry_after: None };
        if let Ok(data) = envelope::open(&answer) {
            prop_assert!((200..300).contains(&status));
            read_as_everything(&data);
        }
    }

    #[test]
    fn any_date_is_read_or_left_out(text in near(lines(DATES))) {
        let text = String::from_utf8_lossy(&text);
        let period = json!({"periodStartTime": text, "periodEndTime": "20220901", "amount": 1});
        let data = json!({"endTime": text, "records": [period]});
        read_as_everything(&data);
    }

    #[test]
    fn any_host_is_safe_or_refused(text in near(lines(HOSTS))) {
        if let Ok(host) = Host::parse(&String::from_utf8_lossy(&text)) {
            let url = host.at("/api/v3/get-usage-info", &[]);
            let is_safe = url.scheme() == "https" || (url.scheme() == "http" && host.is_loopback());
            prop_assert!(is_safe, "{url}");
            prop_assert!(url.username().is_empty() && url.password().is_none(), "{url}");
            prop_assert_eq!(url.path(), "/api/v3/get-usage-info");
        }
    }
}

proptest! {
    #![proptest_config(cases(500, WHAT))]

    #[test]
    fn any_ca_file_is_usable_or_refused(pem in near(vec![CA.as_bytes().to_vec()])) {
        let client = Client::new(ClientOptions {
            host: Host::parse("http://127.0.0.1:1").unwrap(),
            brand: Brand::Authing,
            auth: Auth::Automatic,
            key: AccessKey::new("id", AccessKeySecret::new("secret".to_owned())).unwrap(),
            ca_pem: Some(pem),
            language: Language::English,
            clock: Arc::new(Utc::now),
            limits: Limits::default(),
        });
        prop_assert!(client.map_or_else(|error| error.kind == ErrorKind::CaFileInvalid, |_| true));
    }
}
