use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Url};

use authgauge_core::hook_choice::is_on_this_computer;

use super::failed;
use authgauge_core::error::Failure;

const USER_AGENT: &str = concat!("authgauge/", env!("CARGO_PKG_VERSION"));

/// Posts the message. Redirects are not followed: the owner named one address.
pub(super) async fn post(
    http: ClientBuilder,
    url: Url,
    body: String,
    limit: Duration,
) -> Result<(), Failure> {
    let client = client(http, &url, limit).map_err(|_| failed("other"))?;
    let request = client.post(url).header(CONTENT_TYPE, "application/json");
    let answer = request.body(body).send().await.map_err(|error| {
        failed(if error.is_timeout() {
            "timed_out"
        } else {
            "unreachable"
        })
    })?;
    match answer.status() {
        status if status.is_success() => Ok(()),
        status => Err(failed("refused").with_status(status.as_u16())),
    }
}

fn client(http: ClientBuilder, url: &Url, limit: Duration) -> reqwest::Result<Client> {
    let client = http
        .user_agent(USER_AGENT)
        .redirect(Policy::none())
        .referer(false)
        .timeout(limit);
    if is_on_this_computer(url) {
        // Loopback bypasses proxies, and `localhost` is pinned to it.
        let here = [
            (Ipv4Addr::LOCALHOST, 0).into(),
            (Ipv6Addr::LOCALHOST, 0).into(),
        ];
        client
            .no_proxy()
            .resolve_to_addrs("localhost", &here)
            .build()
    } else {
        client.https_only(true).build()
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    /// What a server with this answer receives, and the result.
    async fn sent(name: &str, answer: &'static str) -> (String, Result<(), Failure>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serve = async {
            let (mut line, _) = listener.accept().await.unwrap();
            let (mut received, mut part) = (Vec::new(), [0; 4096]);
            while !received.ends_with(b"{}") {
                let read = line.read(&mut part).await.unwrap();
                received.extend_from_slice(&part[..read]);
            }
            line.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8(received).unwrap()
        };
        let url = format!("http://{name}:{port}/hook?a=b");
        let url = url.parse().unwrap();
        let post = post(
            Client::builder(),
            url,
            "{}".to_owned(),
            Duration::from_secs(60),
        );
        tokio::join!(serve, post)
    }

    #[tokio::test]
    async fn a_message_is_posted_and_only_the_status_counts() {
        for name in ["127.0.0.1", "localhost"] {
            let answer = "HTTP/1.1 204 No Content\r\n\r\n";
            let (received, done) = sent(name, answer).await;
            assert_eq!(done, Ok(()));
            assert!(
                received.starts_with("POST /hook?a=b HTTP/1.1\r\n"),
                "{received}"
            );
            assert!(
                received.contains("content-type: application/json\r\n"),
                "{received}"
            );
        }
    }

    #[tokio::test]
    async fn redirects_are_not_followed_and_refusals_reported() {
        for (answer, status) in [
            (
                "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
                307,
            ),
            ("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n", 500),
        ] {
            let refused = failed("refused").with_status(status);
            assert_eq!(sent("127.0.0.1", answer).await.1, Err(refused));
        }
    }

    #[tokio::test]
    async fn a_closed_port_is_unreachable_and_a_silent_server_times_out() {
        let refused = post(
            Client::builder(),
            "http://127.0.0.1:9/".parse().unwrap(),
            String::new(),
            Duration::from_secs(60),
        )
        .await;
        assert_eq!(refused, Err(failed("unreachable")));
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        let url = url.parse().unwrap();
        let done = post(
            Client::builder(),
            url,
            String::new(),
            Duration::from_millis(50),
        )
        .await;
        assert_eq!(done, Err(failed("timed_out")));
    }
}
