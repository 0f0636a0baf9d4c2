//! Calls through proxies: HTTP and SOCKS on loopback, in front of a simulator with TLS.

use genauth::{Auth, Client, ClientOptions, ConnectProblem, Error, ErrorKind, Proxy};
use genauth_sim::Sim;
use rcgen::CertificateParams;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::common::{key, options};
use crate::local_proxy::{LocalProxy, Manner};
use crate::tls::private_server_with;

/// A name that only a proxy knows.
const HOST: &str = "id.acme.internal";

async fn server() -> (Sim, String) {
    private_server_with(CertificateParams::new(vec![HOST.to_owned()]).unwrap()).await
}

fn client(sim: &Sim, ca: &str, proxy: Option<&str>) -> Client {
    let pool = &sim.pools()[0];
    let proxy = proxy.map(|proxy| Proxy::parse(proxy).unwrap());
    Client::new(ClientOptions {
        key: key(&pool.access_key_id, &pool.access_key_secret),
        ca_pem: Some(ca.as_bytes().to_vec()),
        proxy,
        ..options(&format!("https://{HOST}:8443"), Auth::Token)
    })
    .unwrap()
}

fn problem(result: Result<Vec<genauth::Benefit>, Error>) -> Result<(), ErrorKind> {
    result.map(drop).map_err(|error| error.kind)
}

#[tokio::test]
async fn each_kind_of_proxy_is_followed_with_and_without_a_password() {
    let (sim, ca) = server().await;
    let port = sim.port();
    let secret = Manner::Password("ann", "p@ss:w/rd");
    let mut cases = 0;
    for (scheme, proxy, user_info) in [
        ("http", LocalProxy::http(port, Manner::Open).await, ""),
        (
            "http",
            LocalProxy::http(port, secret).await,
            "ann:p@ss:w/rd@",
        ),
        (
            "http",
            LocalProxy::http(port, secret).await,
            "ann:p%40ss%3Aw%2Frd@",
        ),
        ("socks5h", LocalProxy::socks5(port, Manner::Open).await, ""),
        ("socks", LocalProxy::socks5(port, Manner::Open).await, ""),
        (
            "socks5h",
            LocalProxy::socks5(port, secret).await,
            "ann:p@ss:w/rd@",
        ),
    ] {
        let url = format!("{scheme}://{user_info}{}", proxy.address);
        let usage = client(&sim, &ca, Some(&url)).usage().await;
        assert_eq!(problem(usage), Ok(()), "{url}");
        // The proxy looked the name up.
        assert_eq!(proxy.hosts(), [format!("{HOST}:8443")], "{url}");
        cases += 1;
    }
    println!("count: {cases} cases of proxies that are followed");
}

#[tokio::test]
async fn each_failure_at_a_proxy_is_told_apart() {
    let (sim, ca) = server().await;
    let port = sim.port();
    let secret = Manner::Password("ann", "right");
    let http = LocalProxy::http(port, secret).await.address;
    let socks = LocalProxy::socks5(port, secret).await.address;
    let http_refuses = LocalProxy::http(port, Manner::Refuses).await.address;
    let socks_refuses = LocalProxy::socks5(port, Manner::Refuses).await.address;
    let closed = "127.0.0.1:9";
    let cases = [
        (format!("http://{http}"), ConnectProblem::ProxyPassword),
        (
            format!("http://ann:wrong@{http}"),
            ConnectProblem::ProxyPassword,
        ),
        (format!("socks5h://{socks}"), ConnectProblem::ProxyPassword),
        (
            format!("socks5h://ann:wrong@{socks}"),
            ConnectProblem::ProxyPassword,
        ),
        (
            format!("http://{http_refuses}"),
            ConnectProblem::ProxyRefused,
        ),
        (
            format!("socks5h://{socks_refuses}"),
            ConnectProblem::ProxyRefused,
        ),
        (format!("http://{closed}"), ConnectProblem::ProxyUnreachable),
        (
            format!("https://{closed}"),
            ConnectProblem::ProxyUnreachable,
        ),
        (
            format!("socks5h://{closed}"),
            ConnectProblem::ProxyUnreachable,
        ),
        (
            format!("socks4a://{closed}"),
            ConnectProblem::ProxyUnreachable,
        ),
        (
            "http://proxy.invalid:1".to_owned(),
            ConnectProblem::ProxyNameNotFound,
        ),
        (
            "socks5h://proxy.invalid:1".to_owned(),
            ConnectProblem::ProxyNameNotFound,
        ),
        // Each speaks the other's protocol.
        (
            format!("socks5h://{http_refuses}"),
            ConnectProblem::ProxyNotUnderstood,
        ),
        (
            format!("http://{socks_refuses}"),
            ConnectProblem::ProxyNotUnderstood,
        ),
        // It speaks no TLS.
        (format!("https://{http}"), ConnectProblem::ProxyUnreachable),
    ];
    for (url, expected) in &cases {
        let usage = client(&sim, &ca, Some(url)).usage().await;
        assert_eq!(problem(usage), Err((*expected).into()), "{url}");
    }
    println!("count: {} cases of failures at a proxy", cases.len());
    assert_eq!(sim.requests(), []);
}

#[tokio::test]
async fn what_is_no_answer_of_a_proxy_is_told_from_a_refusal() {
    let (sim, ca) = server().await;
    let (mut cases, mut mismatches) = (0, Vec::new());
    for (schemes, answer, expected) in answers() {
        let address = answering(answer).await;
        for scheme in schemes.split(' ') {
            let url = format!("{scheme}://{address}");
            let usage = client(&sim, &ca, Some(&url)).usage().await;
            let usage = problem(usage);
            if usage != Err(expected.into()) {
                let answer = String::from_utf8_lossy(answer);
                mismatches.push(format!("{scheme} {answer:?}: {usage:?}"));
            }
            cases += 1;
        }
    }
    assert!(mismatches.is_empty(), "{}", mismatches.join("\n"));
    println!("count: {cases} answers that no proxy gives, or refusals");
}

/// The address of what answers each client's first bytes with these, and closes the connection.
async fn answering(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut client, _) = listener.accept().await.unwrap();
            // The client may leave at any time.
            let _ = client.read(&mut [0; 4096]).await;
            let _ = client.write_all(bytes).await;
        }
    });
    address
}

/// What answers, called by these schemes, and what the owner reads.
fn answers() -> Vec<(&'static str, &'static [u8], ConnectProblem)> {
    use ConnectProblem::{ProxyNotUnderstood, ProxyPassword, ProxyRefused};
    const ALL: &str = "http socks4a socks5h";
    const SOCKS: &str = "socks4a socks5h";
    vec![
        (ALL, b"", ProxyNotUnderstood),
        (ALL, b"SSH-2.0-OpenSSH_9.2\r\n", ProxyNotUnderstood),
        (ALL, b"220 mail.acme.internal ESMTP\r\n", ProxyNotUnderstood),
        (ALL, &[0xff; 600], ProxyNotUnderstood),
        (ALL, &[0; 600], ProxyNotUnderstood),
        (ALL, &[5], ProxyNotUnderstood),
        (
            SOCKS,
            b"HTTP/1.1 400 Bad Request\r\n\r\n",
            ProxyNotUnderstood,
        ),
        ("socks5h", &[5, 0xff], ProxyPassword),
        ("socks5h", &[5, 9], ProxyNotUnderstood),
        ("socks5h", &[5, 0, 5, 0, 0, 9, 0, 0], ProxyNotUnderstood),
        (
            "socks5h",
            &[5, 0, 5, 77, 0, 1, 0, 0, 0, 0, 0, 0],
            ProxyNotUnderstood,
        ),
        (
            "socks5h",
            &[5, 0, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0],
            ProxyRefused,
        ),
        ("socks4a", &[0, 91, 0, 0, 0, 0, 0, 0], ProxyRefused),
        ("socks4a", &[0, 77, 0, 0, 0, 0, 0, 0], ProxyNotUnderstood),
        (
            "http",
            b"HTTP/1.1 103 Early Hints\r\n\r\n",
            ProxyNotUnderstood,
        ),
        ("http", b"HTTP/1.1 201 Created\r\n\r\n", ProxyNotUnderstood),
        (
            "http",
            b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>",
            ProxyNotUnderstood,
        ),
        (
            "http",
            b"HTTP/1.1 302 Found\r\nlocation: /login\r\n\r\n",
            ProxyRefused,
        ),
        ("http", b"HTTP/1.1 407 Who?\r\n\r\n", ProxyPassword),
        ("http", b"HTTP/1.1 503 No\r\n\r\n", ProxyRefused),
    ]
}

#[tokio::test]
async fn a_server_that_speaks_as_a_proxy_wants_no_password_for_one() {
    let server = wiremock::MockServer::start().await;
    let refusal = wiremock::Mock::given(wiremock::matchers::any());
    refusal
        .respond_with(wiremock::ResponseTemplate::new(407))
        .mount(&server)
        .await;
    let usage = crate::common::client(&server, Auth::Token).usage().await;
    assert_eq!(problem(usage), Err(ErrorKind::AnswerNotUnderstood));
}

#[tokio::test]
async fn a_proxy_that_opens_tls_may_want_a_password_within_it() {
    let (sim, ca) = server().await;
    sim.set_fault(Some(genauth_sim::Fault::Html(407)));
    let proxy = LocalProxy::http(sim.port(), Manner::Open).await;
    let usage = client(&sim, &ca, Some(&proxy.address)).usage().await;
    assert_eq!(problem(usage), Err(ConnectProblem::ProxyPassword.into()));
}

#[tokio::test]
async fn a_changed_proxy_holds_for_the_next_call() {
    let (sim, ca) = server().await;
    let (first, second) = (
        LocalProxy::http(sim.port(), Manner::Open).await,
        LocalProxy::socks5(sim.port(), Manner::Open).await,
    );
    let client = client(&sim, &ca, Some(&first.address));
    client.usage().await.unwrap();
    let other = Proxy::parse(&format!("socks5h://{}", second.address));
    client.reconnected(other).unwrap().usage().await.unwrap();
    assert_eq!((first.hosts().len(), second.hosts().len()), (1, 1));
}

#[tokio::test]
async fn this_computer_is_never_reached_through_a_proxy() {
    let (sim, ca) =
        private_server_with(CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap()).await;
    let proxy = LocalProxy::http(sim.port(), Manner::Open).await;
    let pool = &sim.pools()[0];
    let client = Client::new(ClientOptions {
        key: key(&pool.access_key_id, &pool.access_key_secret),
        ca_pem: Some(ca.into_bytes()),
        proxy: Proxy::parse(&proxy.address),
        ..options(&sim.url(), Auth::Token)
    });
    client.unwrap().usage().await.unwrap();
    assert!(proxy.hosts().is_empty());
}
