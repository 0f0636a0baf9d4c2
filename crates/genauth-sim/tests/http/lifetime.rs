//! Starting, stopping, coming back; TLS; a stalled server; the program itself.

use std::future::IntoFuture;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use genauth_sim::{Fault, Sim, SimOptions, TlsIdentity};
use reqwest::{Certificate, Client};

use super::caller::*;

#[tokio::test]
async fn it_goes_down_and_comes_back_on_the_same_port() {
    let sim = start().await;
    let client = http();
    let usage = format!("{}{USAGE}", sim.url());
    let ask = || client.get(&usage).send();
    assert_eq!(ask().await.unwrap().status(), 200);
    let port = sim.port();

    drop(sim);
    assert!(ask().await.is_err(), "a kept connection must not live on");
    assert!(ask().await.unwrap_err().is_connect(), "nobody listens");

    let sim = Sim::start(SimOptions { port, ..still() }).await.unwrap();
    assert_eq!(sim.port(), port);
    assert_eq!(ask().await.unwrap().status(), 200);
    sim.stop().await;
    assert!(ask().await.is_err());
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = Sim::start(SimOptions { port, ..still() })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn a_stalled_server_takes_the_request_and_never_answers_but_can_be_stopped() {
    let sim = start().await;
    sim.set_fault(Some(Fault::Stall));
    let waiting = tokio::spawn(get(&sim, USAGE, "any").send().into_future());
    while sim.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    sim.set_fault(None);
    assert_eq!(
        codes(get(&sim, USAGE, "any")).await.0,
        401,
        "others are still answered"
    );
    assert!(!waiting.is_finished());
    sim.stop().await;
    assert!(waiting.await.unwrap().is_err());
}

#[tokio::test]
async fn with_an_identity_it_speaks_https_only() {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let cert_pem = made.cert.pem();
    let key_pem = made.signing_key.serialize_pem();
    let tls = Some(TlsIdentity {
        cert_pem: cert_pem.clone(),
        key_pem,
    });
    let sim = Sim::start(SimOptions { tls, ..still() }).await.unwrap();
    let usage = format!("{}{USAGE}", sim.url());
    assert!(usage.starts_with("https://127.0.0.1:"));

    let ca = Certificate::from_pem(cert_pem.as_bytes()).unwrap();
    let trusting = Client::builder()
        .no_proxy()
        .tls_certs_only([ca])
        .build()
        .unwrap();
    assert_eq!(trusting.get(&usage).send().await.unwrap().status(), 200);
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
async fn an_identity_that_cannot_be_read_is_an_error() {
    let tls = Some(TlsIdentity {
        cert_pem: "nonsense".into(),
        key_pem: "nonsense".into(),
    });
    let error = Sim::start(SimOptions { tls, ..still() }).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
}

#[tokio::test]
async fn the_program_prints_its_address_and_keys_that_work() {
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
    let asked = http().post(format!("{url}{TOKEN}")).body(pair);
    let answered = codes(asked).await;
    program.kill().unwrap();
    program.wait().unwrap();
    assert_eq!(answered, (200, None));
}
