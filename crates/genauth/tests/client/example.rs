//! `examples/usage.rs` as a program: what it prints, and how it ends.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::PathBuf,
    process::{Command, Output},
    thread,
};

use genauth_sim::{Fault, Sim, SimOptions};
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::common::{KEY_ID, MAU, PLAN, SECRET, USAGE, answer, on};

/// Cargo builds examples into a folder beside the tests' own.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let folder = tests
        .ancestors()
        .nth(2)
        .map(|folder| folder.join("examples"))
        .unwrap();
    folder.join(format!("usage{}", std::env::consts::EXE_SUFFIX))
}

/// In an environment that has a key or none, and may have a proxy.
pub(crate) async fn run_beside(
    proxy: Option<&str>,
    arguments: &[&str],
    key: Option<(&str, &str)>,
) -> Output {
    let mut command = Command::new(program());
    command.args(arguments);
    for name in [
        "GENAUTH_ACCESS_KEY_ID",
        "GENAUTH_ACCESS_KEY_SECRET",
        "NO_PROXY",
        "no_proxy",
    ] {
        command.env_remove(name);
    }
    if let Some((id, secret)) = key {
        command
            .env("GENAUTH_ACCESS_KEY_ID", id)
            .env("GENAUTH_ACCESS_KEY_SECRET", secret);
    }
    if let Some(proxy) = proxy {
        command
            .env("HTTP_PROXY", proxy)
            .env("HTTPS_PROXY", proxy)
            .env("ALL_PROXY", proxy);
        command
            .env("http_proxy", proxy)
            .env("https_proxy", proxy)
            .env("all_proxy", proxy);
    }
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

async fn run(arguments: &[&str], key: Option<(&str, &str)>) -> Output {
    run_beside(None, arguments, key).await
}

async fn document(arguments: &[&str], key: (&str, &str)) -> Value {
    let output = run(arguments, Some(key)).await;
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The text on stderr of a run that failed as the contract says.
async fn failure(arguments: &[&str], key: Option<(&str, &str)>) -> String {
    let output = run(arguments, key).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn documents_are_as_the_contract_says() {
    let server = MockServer::start().await;
    let usages = json!([
        {"amount": "1,000", "current": " 12.00 ", "experience": true, "modelCode": "A", "modelName": "A：x"},
        {"amount": "不限量", "current": 7.9, "modelCode": "B", "modelName": "B"},
        {"amount": "-1", "current": "", "modelCode": "C", "modelName": "C"},
    ]);
    on(
        "GET",
        USAGE,
        answer(200, json!({"statusCode": 200, "data": {"usages": usages}})),
    )
    .mount(&server)
    .await;
    let record = json!({"periodStartTime": "20220201", "periodEndTime": "20220301", "amount": "9", "current": null});
    on(
        "GET",
        MAU,
        answer(200, json!({"statusCode": 200, "data": {"records": record}})),
    )
    .mount(&server)
    .await;
    let goods = json!({"name": "企业版", "nameEn": "E", "group": "Enterprise", "sceneCode": "B2C", "amount": "1000"});
    let plan = json!({"code": "V4", "endTime": "2022-09-09 00:00:00", "overdueDays": "3", "goodsPackage": goods});
    on(
        "GET",
        PLAN,
        answer(200, json!({"statusCode": 200, "data": plan})),
    )
    .mount(&server)
    .await;
    let url = server.uri();
    let signed = [
        "--host",
        url.as_str(),
        "--brand",
        "authing",
        "--auth",
        "signature",
    ];
    let asked = async |question: &[&str]| {
        document(&[&signed[..], question].concat(), (KEY_ID, SECRET)).await
    };
    assert_eq!(
        asked(&["usage"]).await,
        json!({"sign_in": "signature", "benefits": [
            {"code": "A", "name": "x", "used": "12", "total": "1000", "unlimited": false, "trial": true},
            {"code": "B", "name": "B", "used": "7.9", "total": null, "unlimited": true, "trial": false},
            {"code": "C", "name": "C", "used": null, "total": null, "unlimited": false, "trial": false},
        ]})
    );
    let periods = json!({"sign_in": "signature", "periods": [
        {"start": "2022-02-01", "end": "2022-03-01", "used": null, "total": "9"},
    ]});
    assert_eq!(asked(&["mau", "2022-02-02", "2022-08-02"]).await, periods);
    assert_eq!(asked(&["mau", "20220202", "20220802"]).await, periods);
    assert_eq!(
        asked(&["plan"]).await,
        json!({"sign_in": "signature", "plan": {
            "code": "V4", "name": "企业版", "edition": "Enterprise", "scene": "B2C",
            "ends_at": "2022-09-09T00:00:00", "overdue_days": "3", "mau": "1000",
        }})
    );
}

#[tokio::test]
async fn it_signs_in_to_the_simulator_both_ways() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let (pool, url) = (&sim.pools()[0], sim.url());
    let key = (pool.access_key_id.as_str(), pool.access_key_secret.as_str());
    for (auth, way) in [
        ("automatic", "token"),
        ("token", "token"),
        ("signature", "signature"),
    ] {
        for brand in ["genauth", "authing"] {
            let arguments = [
                "--host",
                url.as_str(),
                "--brand",
                brand,
                "--auth",
                auth,
                "usage",
            ];
            let document = document(&arguments, key).await;
            assert_eq!(document["sign_in"], way);
            let benefits = document["benefits"].as_array().unwrap();
            assert_eq!(benefits.len(), sim.served_usage(key.0).len());
        }
    }
}

#[tokio::test]
async fn failures_say_their_code_and_nothing_secret() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let (url, key) = (sim.url(), Some((KEY_ID, SECRET)));
    let here = |question: &[&'static str]| [&["--host", url.as_str()], question].concat();
    let missing_file = ["--ca-file", "/no/such/file", "usage"];
    let no_pem = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    for (arguments, key, code) in [
        (here(&["usage"]), None, "key_malformed"),
        (here(&["usage"]), Some((KEY_ID, "")), "key_malformed"),
        (here(&["usage"]), key, "key_rejected"),
        (vec!["--host", "ftp://x", "usage"], key, "host_invalid"),
        (
            vec!["--host", "http://example.org", "usage"],
            key,
            "host_invalid",
        ),
        (
            here(&["mau", "20220230", "20220301"]),
            key,
            "date_range_invalid",
        ),
        (
            here(&["mau", "2022-03-01", "2022-02-01"]),
            key,
            "date_range_invalid",
        ),
        (here(&missing_file), key, "ca_file_invalid"),
        (here(&["--ca-file", no_pem, "plan"]), key, "ca_file_invalid"),
    ] {
        let text = failure(&arguments, key).await;
        assert!(
            text.starts_with(&format!("error[{code}]: ")),
            "{arguments:?}: {text}"
        );
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[tokio::test]
async fn the_servers_words_are_on_stderr() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let pool = &sim.pools()[0];
    let key = Some((pool.access_key_id.as_str(), pool.access_key_secret.as_str()));
    sim.set_fault(Some(Fault::UpgradeRequired));
    let text = failure(&["--host", &sim.url(), "usage"], key).await;
    assert!(
        text.starts_with("error[upgrade_required]: ") && text.contains("please upgrade"),
        "{text}"
    );
    assert!(text.contains("(request ID "), "{text}");
    sim.set_fault(Some(Fault::RateLimited {
        retry_after: Some(7),
    }));
    let text = failure(&["--host", &sim.url(), "plan"], key).await;
    assert!(
        text.starts_with("error[too_many_requests]: ") && text.contains("7 s"),
        "{text}"
    );
}

#[tokio::test]
async fn the_systems_proxy_is_used_beyond_this_computer_alone() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let pool = &sim.pools()[0];
    let key = Some((pool.access_key_id.as_str(), pool.access_key_secret.as_str()));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let asked_for = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        (&stream)
            .write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            .unwrap();
        line
    });
    let here = run_beside(Some(&proxy), &["--host", &sim.url(), "usage"], key).await;
    assert!(here.status.success());
    let there = ["--host", "https://id.acme.internal:8443", "usage"];
    let away = run_beside(Some(&proxy), &there, key).await;
    let text = String::from_utf8(away.stderr).unwrap();
    assert!(text.starts_with("error[unreachable]: "), "{text}");
    assert_eq!(
        asked_for.join().unwrap(),
        "CONNECT id.acme.internal:8443 HTTP/1.1\r\n"
    );
}
