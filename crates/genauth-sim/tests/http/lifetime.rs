//! Start, stop and restart; TLS; a stalled server; the program.

use std::future::IntoFuture;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use genauth_sim::{Fault, Sim, SimOptions, TlsIdentity};
use reqwest::{Certificate, Client};

use super::client::*;

#[tokio::test]
async fn restarts_on_the_same_port() {
    let sim = start().await;
    let client = http();
    let usage = format!("{}{USAGE}", sim.url());
    let send = || client.get(&usage).send();
    assert_eq!(send().await.unwrap().status(), 200);
    let port = sim.port();

    drop(sim);
    assert!(send().await.is_err(), "kept connections are closed");
    assert!(send().await.unwrap_err().is_connect(), "the port is closed");

    let sim = Sim::start(SimOptions {
        port,
        ..fixed_clocks()
    })
    .await
    .unwrap();
    assert_eq!(sim.port(), port);
    assert_eq!(send().await.unwrap().status(), 200);
    sim.stop().await;
    assert!(send().await.is_err());
}

#[tokio::test]
async fn start_fails_if_the_port_is_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = Sim::start(SimOptions {
        port,
        ..fixed_clocks()
    })
    .await
    .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn stalled_request_is_never_answered_and_ends_with_the_server() {
    let sim = start().await;
    sim.set_fault(Some(Fault::Stall));
    let stalled = tokio::spawn(get(&sim, USAGE, "any").send().into_future());
    while sim.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    sim.set_fault(None);
    assert_eq!(
        codes(get(&sim, USAGE, "any")).await.0,
        401,
        "other requests are still answered"
    );
    assert!(!stalled.is_finished());
    sim.stop().await;
    assert!(stalled.await.unwrap().is_err());
}

#[tokio::test]
async fn tls_identity_serves_https_only() {
    let generated = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let cert_pem = generated.cert.pem();
    let key_pem = generated.signing_key.serialize_pem();
    let tls = Some(TlsIdentity {
        cert_pem: cert_pem.clone(),
        key_pem,
    });
    let sim = Sim::start(SimOptions {
        tls,
        ..fixed_clocks()
    })
    .await
    .unwrap();
    let usage = format!("{}{USAGE}", sim.url());
    assert!(usage.starts_with("https://127.0.0.1:"));

    let ca = Certificate::from_pem(cert_pem.as_bytes()).unwrap();
    let client = Client::builder()
        .no_proxy()
        .tls_certs_only([ca])
        .build()
        .unwrap();
    assert_eq!(client.get(&usage).send().await.unwrap().status(), 200);
    assert!(http().get(&usage).send().await.is_err());
    assert!(
        http()
            .get(usage.replace("https", "http"))
            .send()
            .await
            .is_err()
    );
}

#[tokio::test]
async fn start_fails_with_an_invalid_identity() {
    let tls = Some(TlsIdentity {
        cert_pem: "nonsense".into(),
        key_pem: "nonsense".into(),
    });
    let error = Sim::start(SimOptions {
        tls,
        ..fixed_clocks()
    })
    .await
    .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
}

#[tokio::test]
async fn program_prints_its_address_and_working_keys() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_genauth-sim"))
        .args(["--port", "0", "--seed", "3"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let url = lines.next().unwrap();
    lines.next();
    let mut last_word = || lines.next().unwrap().rsplit(' ').next().unwrap().to_owned();
    let (id, secret) = (last_word(), last_word());

    let pair = format!(r#"{{"accessKeyId":"{id}","accessKeySecret":"{secret}"}}"#);
    let request = http().post(format!("{url}{TOKEN}")).body(pair);
    let result = codes(request).await;
    program.kill().unwrap();
    program.wait().unwrap();
    assert_eq!(result, (200, None));
}
