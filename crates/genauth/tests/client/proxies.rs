//! Calls through proxies: HTTP and SOCKS on loopback, in front of a simulator with TLS.

use genauth::{Auth, Client, ClientOptions, ConnectProblem, Error, ErrorKind, Proxy};
use genauth_sim::Sim;
use rcgen::CertificateParams;

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
        // Each speaks the other's protocol; to the HTTP library, another protocol is a refusal.
        (
            format!("socks5h://{http_refuses}"),
            ConnectProblem::ProxyNotUnderstood,
        ),
        (
            format!("http://{socks_refuses}"),
            ConnectProblem::ProxyRefused,
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
