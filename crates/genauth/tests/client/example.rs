//! Output and exit status of `examples/usage.rs`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::thread;

use genauth_sim::{Fault, Sim, SimOptions};
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::common::{KEY_ID, MAU, PLAN, SECRET, USAGE, on, response};

/// Cargo builds examples next to the folder of the tests.
pub(crate) fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let folder = tests
        .ancestors()
        .nth(2)
        .map(|folder| folder.join("examples"))
        .unwrap();
    folder.join(format!("usage{}", std::env::consts::EXE_SUFFIX))
}

/// Runs the program with an optional proxy and key in its environment.
pub(crate) async fn run_with_proxy(
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
    run_with_proxy(None, arguments, key).await
}

async fn document(arguments: &[&str], key: (&str, &str)) -> Value {
    let output = run(arguments, Some(key)).await;
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The stderr of a run that must fail with exit status 1 and no stdout.
async fn failure(arguments: &[&str], key: Option<(&str, &str)>) -> String {
    let output = run(arguments, key).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn the_line_of_the_readme_runs() {
    let page = include_str!("../../../../README.md");
    let (_, line) = page
        .split_once("cargo run -p genauth --example usage -- ")
        .unwrap();
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let (pool, url) = (sim.pools().remove(0), sim.url());
    let line = line.lines().next().unwrap();
    let line = line.replace("https://api.genauth.ai", &url);
    let arguments: Vec<&str> = line.split(' ').collect();
    let printed = document(&arguments, (&pool.access_key_id, &pool.access_key_secret));
    assert!(printed.await.to_string().contains("Admins"));
}

#[tokio::test]
async fn prints_the_documented_json() {
    let server = MockServer::start().await;
    let usages = json!([
        {"amount": "1,000", "current": " 12.00 ", "experience": true, "modelCode": "A", "modelName": "A：x"},
        {"amount": "不限量", "current": 7.9, "modelCode": "B", "modelName": "B"},
        {"amount": "-1", "current": "", "modelCode": "C", "modelName": "C"},
    ]);
    on(
        "GET",
        USAGE,
        response(200, json!({"statusCode": 200, "data": {"usages": usages}})),
    )
    .mount(&server)
    .await;
    let record = json!({"periodStartTime": "20220201", "periodEndTime": "20220301", "amount": "9", "current": null});
    on(
        "GET",
        MAU,
        response(200, json!({"statusCode": 200, "data": {"records": record}})),
    )
    .mount(&server)
    .await;
    let goods = json!({"name": "企业版", "nameEn": "E", "group": "Enterprise", "sceneCode": "B2C", "amount": "1000"});
    let plan = json!({"code": "V4", "endTime": "2022-09-09 00:00:00", "overdueDays": "3", "goodsPackage": goods});
    on(
        "GET",
        PLAN,
        response(200, json!({"statusCode": 200, "data": plan})),
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
    let output =
        async |command: &[&str]| document(&[&signed[..], command].concat(), (KEY_ID, SECRET)).await;
    assert_eq!(
        output(&["usage"]).await,
        json!({"sign_in": "signature", "benefits": [
            {"code": "A", "name": "x", "used": "12", "total": "1000", "unlimited": false, "trial": true},
            {"code": "B", "name": "B", "used": "7.9", "total": null, "unlimited": true, "trial": false},
            {"code": "C", "name": "C", "used": null, "total": null, "unlimited": false, "trial": false},
        ]})
    );
    let periods = json!({"sign_in": "signature", "periods": [
        {"start": "2022-02-01", "end": "2022-03-01", "used": null, "total": "9"},
    ]});
    assert_eq!(output(&["mau", "2022-02-02", "2022-08-02"]).await, periods);
    assert_eq!(output(&["mau", "20220202", "20220802"]).await, periods);
    assert_eq!(
        output(&["plan"]).await,
        json!({"sign_in": "signature", "plan": {
            "code": "V4", "name": "企业版", "edition": "Enterprise", "scene": "B2C",
            "ends_at": "2022-09-09T00:00:00", "overdue_days": "3", "mau": "1000",
        }})
    );
}

#[tokio::test]
async fn signs_in_to_the_simulator_both_ways() {
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
async fn failures_print_their_code_and_no_secret() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let (url, key) = (sim.url(), Some((KEY_ID, SECRET)));
    let local = |command: &[&'static str]| [&["--host", url.as_str()], command].concat();
    let missing_file = ["--ca-file", "/no/such/file", "usage"];
    let no_pem = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    for (arguments, key, code) in [
        (local(&["usage"]), None, "key_malformed"),
        (local(&["usage"]), Some((KEY_ID, "")), "key_malformed"),
        (local(&["usage"]), key, "key_rejected"),
        (vec!["--host", "ftp://x", "usage"], key, "host_invalid"),
        (
            vec!["--host", "http://example.org", "usage"],
            key,
            "host_invalid",
        ),
        (
            local(&["mau", "20220230", "20220301"]),
            key,
            "date_range_invalid",
        ),
        (
            local(&["mau", "2022-03-01", "2022-02-01"]),
            key,
            "date_range_invalid",
        ),
        (local(&missing_file), key, "ca_file_invalid"),
        (
            local(&["--ca-file", no_pem, "plan"]),
            key,
            "ca_file_invalid",
        ),
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
async fn prints_the_servers_message_on_stderr() {
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
async fn system_proxy_is_used_except_for_loopback() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let pool = &sim.pools()[0];
    let key = Some((pool.access_key_id.as_str(), pool.access_key_secret.as_str()));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let request_line = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).unwrap();
        (&stream)
            .write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            .unwrap();
        line
    });
    let local = run_with_proxy(Some(&proxy), &["--host", &sim.url(), "usage"], key).await;
    assert!(local.status.success());
    let remote = ["--host", "https://id.acme.internal:8443", "usage"];
    let output = run_with_proxy(Some(&proxy), &remote, key).await;
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.starts_with("error[unreachable]: "), "{text}");
    assert_eq!(
        request_line.join().unwrap(),
        "CONNECT id.acme.internal:8443 HTTP/1.1\r\n"
    );
}
