//! Every body of the manifest as a response.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use genauth::{Allowance, Auth, Benefit, Error, ErrorKind, MauHistory, Quantity};
use serde_json::Value;
use wiremock::ResponseTemplate;

use crate::common::{client, day, server_with};

/// A body as it was parsed, in words.
type ParsedBody = Result<Vec<String>, Error>;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/bodies")
}

fn manifest() -> Vec<Value> {
    let text = fs::read_to_string(folder().join("manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The HTTP statuses a body is sent with.
fn statuses(file: &str) -> &'static [u16] {
    match file {
        "error-html.html" => &[502, 200],
        "error-rate-limit.json" => &[429],
        _ => &[200],
    }
}

/// The expected parse of each accepted body.
fn expected(file: &str) -> &'static [&'static str] {
    match file {
        "usage-array-with-unknown-code.json" => &[
            "SocialConnections 社交账号链接: 0 of 1",
            "X_UnknownRight 示例: 7421 of 8000, trial",
        ],
        "usage-object.json" => &["SocialConnections Social account link: 0 of 0, trial"],
        "usage-null.json" | "mau-empty.json" => &[],
        "usage-odd-numbers.json" => &[
            "A A: 12 of 1000",
            "B B: 3 of not reported (-1)",
            "C C: 3 of not reported",
            "D D: not reported () of unlimited",
        ],
        "usage-over-and-zero.json" => &[
            "A A: 1312 of 1000",
            "SocialConnections 社交账号链接: 2 of 0, trial",
        ],
        "mau-unsorted-repeated-yearlong.json" => &[
            "2021-09-01 to 2022-09-01: 0 of 0",
            "2022-02-01 to 2022-03-01: 640 of 1000",
            "2022-03-01 to 2022-04-01: 812 of 1000",
        ],
        other => panic!("no expectation for {other}"),
    }
}

fn expected_error(file: &str, status: u16) -> ErrorKind {
    match (file, status) {
        // The mock server sends the current Date, and the client's clock is fixed in 2022.
        ("error-clock-skew.json", _) => ErrorKind::ClockSkew { ahead_ms: None },
        ("error-rate-limit.json", _) => ErrorKind::TooManyRequests { retry_after: None },
        ("error-html.html", 502) => ErrorKind::ServerFailing { retry_after: None },
        ("error-html.html", _) => ErrorKind::AnswerNotUnderstood,
        (other, _) => panic!("no expectation for {other}"),
    }
}

#[tokio::test]
async fn every_body_is_parsed_as_the_manifest_states() {
    for entry in manifest() {
        let field = |name: &str| entry[name].as_str().unwrap().to_owned();
        let file = field("file");
        for &status in statuses(&file) {
            let parsed = read(&file, &field("endpoint"), status).await;
            match field("expect").as_str() {
                "accept" => assert_eq!(parsed.unwrap(), expected(&file), "{file}"),
                _ => check_rejected(&file, status, parsed),
            }
        }
    }
}

#[test]
fn manifest_lists_every_body() {
    let named: BTreeSet<String> = manifest()
        .iter()
        .map(|entry| entry["file"].as_str().unwrap().to_owned())
        .collect();
    let present: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "manifest.json")
        .collect();
    assert_eq!(named, present);
}

fn check_rejected(file: &str, status: u16, parsed: ParsedBody) {
    let error = parsed.unwrap_err();
    let mut kind = error.kind.clone();
    if let ErrorKind::ClockSkew { ahead_ms } = &mut kind {
        assert!(ahead_ms.take().is_some_and(|ahead| ahead < 0), "{error:?}");
    }
    assert_eq!(kind, expected_error(file, status), "{file} {status}");
    if file.ends_with(".html") {
        assert_eq!(error.reply.message, None, "HTML is never shown");
    } else {
        assert!(error.reply.message.is_some(), "{file}");
    }
    let has_id = error.reply.request_id.as_deref() == Some("0b2c1f3e-9d1a-4c77-8a53-0f6a4f0d2a11");
    assert_eq!(has_id, file == "error-clock-skew.json");
}

async fn read(file: &str, endpoint: &str, status: u16) -> ParsedBody {
    let body = fs::read(folder().join(file)).unwrap();
    let server = server_with(ResponseTemplate::new(status).set_body_bytes(body)).await;
    let client = client(&server, Auth::Signature);
    match endpoint {
        "usage" => client
            .usage()
            .await
            .map(|benefits| benefits.iter().map(benefit).collect()),
        "mau" => client
            .mau_history(day("2022-02-02"), day("2022-08-02"))
            .await
            .map(periods),
        other => panic!("no such endpoint: {other}"),
    }
}

fn benefit(benefit: &Benefit) -> String {
    let Benefit {
        code,
        name,
        used,
        total,
        trial,
    } = benefit;
    let trial = if *trial { ", trial" } else { "" };
    format!(
        "{code} {name}: {} of {}{trial}",
        quantity(used),
        allowance(total)
    )
}

fn periods(history: MauHistory) -> Vec<String> {
    assert_eq!(history.unreadable, 0);
    let describe = |p: &genauth::MauPeriod| {
        format!(
            "{} to {}: {} of {}",
            p.start,
            p.end,
            quantity(&p.used),
            allowance(&p.total)
        )
    };
    history.periods.iter().map(describe).collect()
}

fn quantity(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Known(number) => number.to_string(),
        Quantity::NotReported(raw) => not_reported(raw.as_deref()),
    }
}

fn allowance(allowance: &Allowance) -> String {
    match allowance {
        Allowance::Limited(limit) => limit.to_string(),
        Allowance::Unlimited => "unlimited".to_owned(),
        Allowance::NotReported(raw) => not_reported(raw.as_deref()),
    }
}

fn not_reported(raw: Option<&str>) -> String {
    raw.map_or("not reported".to_owned(), |raw| {
        format!("not reported ({raw})")
    })
}
