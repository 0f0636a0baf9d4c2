//! Whom Authgauge speaks to: every way out leads through a proxy that writes down who was asked for.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::network::Contact;
use crate::owner::Owner;

#[derive(Clone, Default)]
struct AskedFor(Arc<Mutex<Vec<String>>>);

impl AskedFor {
    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// A proxy that lets nobody through.
async fn proxy() -> (String, AskedFor) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = AskedFor::default();
    let heard = asked.clone();
    tokio::spawn(async move {
        while let Ok((caller, _)) = listener.accept().await {
            tokio::spawn(write_down(caller, heard.clone()));
        }
    });
    (url, asked)
}

async fn write_down(mut caller: TcpStream, heard: AskedFor) {
    let mut request = vec![0; 4096];
    let length = caller.read(&mut request).await.unwrap_or(0);
    let text = String::from_utf8_lossy(&request[..length]).into_owned();
    let first = text.lines().next().unwrap_or_default();
    heard.0.lock().unwrap().push(first.to_owned());
    let _ = caller
        .write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
        .await;
}

#[tokio::test]
async fn nobody_is_contacted_but_the_host_of_the_pool() {
    let mut owner = Owner::arrives().await;
    let (url, asked) = proxy().await;
    for name in [
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ] {
        owner.session.set_env(name, &url);
    }
    // The driver speaks to the window over loopback.
    owner.session.set_env("no_proxy", "127.0.0.1,localhost");
    let app = owner.opens_app().await;
    owner.adds(&app, &owner.pool(0)).await;
    app.click("refresh").await.unwrap();
    app.click("open-settings").await.unwrap();
    app.wait_for("settings").await.unwrap();
    assert_eq!(asked.all(), Vec::<String>::new());
    assert!(!owner.sim.requests().is_empty());
    assert!(owner.network.contacts().contains(&Contact {
        what: "connect".to_owned(),
        whom: "127.0.0.1".to_owned(),
        port: owner.sim.port(),
    }));

    // The same proxy does see a pool whose host is not on this machine: that host, and no other.
    app.click("add-pool").await.unwrap();
    owner.fills_in(&app, &owner.pool(1)).await;
    app.type_into("host", "https://id.acme.example")
        .await
        .unwrap();
    app.click("test-key").await.unwrap();
    app.wait_for("error").await.unwrap();
    let asked = asked.all();
    assert!(!asked.is_empty());
    assert!(
        asked
            .iter()
            .all(|line| line.starts_with("CONNECT id.acme.example:443 ")),
        "{asked:?}"
    );
    let port: u16 = url.rsplit(':').next().unwrap().parse().unwrap();
    let to_the_proxy = |contact: &Contact| contact.what == "connect" && contact.port == port;
    let strangers = owner.network.strangers();
    assert!(!strangers.is_empty(), "the watch sees the proxy");
    assert!(strangers.iter().all(to_the_proxy), "{strangers:?}");
    owner.network.allow(port);
}

#[tokio::test]
async fn a_name_that_is_asked_for_does_not_escape_the_watch() {
    let owner = Owner::arrives().await;
    let knocks = |whom: &str| {
        let mut shell = owner.session.command("bash");
        let knock = format!("exec 3<>/dev/tcp/{whom}");
        shell.args(["-c", &knock]).status().unwrap();
    };
    knocks("somewhere.invalid/443");
    knocks("127.0.0.1/9");
    let strangers = owner.network.strangers();
    let seen: Vec<_> = strangers
        .iter()
        .map(|one| (one.whom.as_str(), one.port))
        .collect();
    assert_eq!(seen, [("somewhere.invalid", 0), ("127.0.0.1", 9)]);
    owner.network.forget();
}
