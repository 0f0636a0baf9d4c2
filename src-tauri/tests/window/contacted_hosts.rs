//! The app contacts no host but those of its pools. A proxy that refuses every request records what was requested.
//! It only lets WebDriver through, which follows the session's proxy on its way to the app's web view.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fixture::Fixture;
use crate::network_watch::Contact;

/// The first line of each request.
#[derive(Clone, Default)]
pub(crate) struct RequestLines(Arc<Mutex<Vec<String>>>);

impl RequestLines {
    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Starts the proxy and returns its URL and the requests it will record.
pub(crate) async fn start_proxy() -> (String, RequestLines) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = RequestLines::default();
    let recorded = requests.clone();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(record_and_refuse(client, recorded.clone()));
        }
    });
    (url, requests)
}

async fn record_and_refuse(mut client: TcpStream, requests: RequestLines) {
    let mut request = vec![0; 4096];
    let length = client.read(&mut request).await.unwrap_or(0);
    let text = String::from_utf8_lossy(&request[..length]).into_owned();
    let first = text.lines().next().unwrap_or_default();
    if let Some(port) = port_of_webdriver(first) {
        return tunnel(client, port).await;
    }
    requests.0.lock().unwrap().push(first.to_owned());
    let _ = client
        .write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
        .await;
}

/// Only WebDriver opens tunnels to this computer: a pool on it has plain http, which a proxy gets as a `GET`.
fn port_of_webdriver(first_line: &str) -> Option<u16> {
    let (port, _) = first_line
        .strip_prefix("CONNECT 127.0.0.1:")?
        .split_once(' ')?;
    port.parse().ok()
}

/// Waits for the app, which may not listen yet.
async fn tunnel(mut client: TcpStream, port: u16) {
    let mut server = loop {
        match TcpStream::connect(("127.0.0.1", port)).await {
            Ok(server) => break server,
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    };
    let _ = client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
    let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
}

#[tokio::test]
async fn only_the_hosts_of_the_pools_are_contacted() {
    let mut fixture = Fixture::start().await;
    let (url, requests) = start_proxy().await;
    for name in [
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ] {
        fixture.session.set_env(name, &url);
    }
    // Authgauge itself must not send what is meant for this computer to a proxy.
    for name in ["no_proxy", "NO_PROXY"] {
        fixture.session.set_env(name, "");
    }
    let app = fixture.open_app().await;
    fixture.add_pool(&app, &fixture.pool(0)).await;
    app.click("refresh").await.unwrap();
    app.click("open-settings").await.unwrap();
    app.wait_for("settings").await.unwrap();
    assert_eq!(requests.all(), Vec::<String>::new());
    assert!(!fixture.sim.requests().is_empty());
    assert!(fixture.network.contacts().contains(&Contact {
        action: "connect".to_owned(),
        host: "127.0.0.1".to_owned(),
        port: fixture.sim.port(),
    }));

    // The proxy does see a pool on another host: that host and no other.
    app.click("add-pool").await.unwrap();
    fixture.fill_pool_form(&app, &fixture.pool(1)).await;
    app.type_into("host", "https://id.acme.example")
        .await
        .unwrap();
    app.click("test-key").await.unwrap();
    app.wait_for("error").await.unwrap();
    let requests = requests.all();
    assert!(!requests.is_empty());
    assert!(
        requests
            .iter()
            .all(|line| line.starts_with("CONNECT id.acme.example:443 ")),
        "{requests:?}"
    );
    let port: u16 = url.rsplit(':').next().unwrap().parse().unwrap();
    let is_to_proxy = |contact: &Contact| contact.action == "connect" && contact.port == port;
    let unexpected = fixture.network.unexpected();
    assert!(!unexpected.is_empty(), "the watch records the proxy");
    assert!(unexpected.iter().all(is_to_proxy), "{unexpected:?}");
    fixture.network.allow(port);
}

#[tokio::test]
async fn the_network_watch_records_lookups_and_connections() {
    let fixture = Fixture::start().await;
    let connect = |address: &str| {
        let mut shell = fixture.session.command("bash");
        let script = format!("exec 3<>/dev/tcp/{address}");
        shell.args(["-c", &script]).status().unwrap();
    };
    connect("somewhere.invalid/443");
    connect("127.0.0.1/9");
    let unexpected = fixture.network.unexpected();
    let unexpected: Vec<_> = unexpected
        .iter()
        .map(|contact| (contact.host.as_str(), contact.port))
        .collect();
    assert_eq!(unexpected, [("somewhere.invalid", 0), ("127.0.0.1", 9)]);
    fixture.network.clear();
}
