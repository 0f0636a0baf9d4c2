use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use super::failed;
use crate::error::Failure;

const USER_AGENT: &str = concat!("authgauge/", env!("CARGO_PKG_VERSION"));

/// No address that anybody uses is longer.
const LONGEST: usize = 2048;

/// Where a note may go: over `https`, or to this computer. Without a user name: it would be shown.
pub(super) fn address(text: &str) -> Option<Url> {
    // The URL standard drops tabs and line ends inside an address; what was typed must be what is called.
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '\\';
    if text.len() > LONGEST || !text.chars().all(is_plain) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let may_be_called = match url.scheme() {
        "https" => true,
        "http" => is_here(&url),
        _ => false,
    };
    (is_anonymous && may_be_called && url.fragment().is_none()).then_some(url)
}

/// Sends it. Redirects are not followed: the owner named one address, and no other hears of it.
pub(super) async fn post(text: &str, body: String, limit: Duration) -> Result<(), Failure> {
    let url = address(text).ok_or_else(|| failed("address"))?;
    let client = client(&url, limit).map_err(|_| failed("other"))?;
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
        status => Err(failed("refused").with("status", status.as_u16())),
    }
}

fn client(url: &Url, limit: Duration) -> reqwest::Result<Client> {
    let client = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(Policy::none())
        .referer(false)
        .timeout(limit);
    if is_here(url) {
        // What stays on this computer is no proxy's business, whatever the name stands for elsewhere.
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

fn is_here(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let address = name.parse::<std::net::IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn addresses_are_https_or_of_this_computer() {
        for (text, fine) in [
            ("https://hooks.example.com/a?b=c", true),
            ("https://192.0.2.7:8443/", true),
            ("http://127.0.0.1:8080/hook", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]:8080", true),
            ("http://localhost:8080", true),
            ("https://localhost:8080", true),
            ("http://hooks.example.com/", false),
            ("http://localhost.example.com/", false),
            ("http://127.0.0.1.example.com/", false),
            ("http://192.0.2.7/", false),
            ("http://0.0.0.0/", false),
            ("https://user@hooks.example.com/", false),
            ("https://:word@hooks.example.com/", false),
            ("https://hooks.example.com/#part", false),
            ("https://hooks.exa\tmple.com/", false),
            ("https:\\\\hooks.example.com", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("hooks.example.com", false),
            ("https://", false),
            ("", false),
        ] {
            assert_eq!(address(text).is_some(), fine, "{text}");
        }
        let long = format!("https://example.com/{}", "x".repeat(LONGEST));
        assert_eq!(address(&long), None);
    }

    /// What a server that gives this answer is sent, and how that went.
    async fn sent(name: &str, answer: &'static str) -> (String, Result<(), Failure>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serve = async {
            let (mut line, _) = listener.accept().await.unwrap();
            let (mut heard, mut part) = (Vec::new(), [0; 4096]);
            while !heard.ends_with(b"{}") {
                let read = line.read(&mut part).await.unwrap();
                heard.extend_from_slice(&part[..read]);
            }
            line.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8(heard).unwrap()
        };
        let url = format!("http://{name}:{port}/hook?a=b");
        let post = post(&url, "{}".to_owned(), Duration::from_secs(60));
        tokio::join!(serve, post)
    }

    #[tokio::test]
    async fn a_note_is_posted_and_the_status_alone_counts() {
        for name in ["127.0.0.1", "localhost"] {
            let answer = "HTTP/1.1 204 No Content\r\n\r\n";
            let (heard, done) = sent(name, answer).await;
            assert_eq!(done, Ok(()));
            assert!(heard.starts_with("POST /hook?a=b HTTP/1.1\r\n"), "{heard}");
            assert!(
                heard.contains("content-type: application/json\r\n"),
                "{heard}"
            );
        }
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed_and_a_refusal_is_told() {
        for (answer, status) in [
            (
                "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
                307,
            ),
            ("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n", 500),
        ] {
            let refused = failed("refused").with("status", status);
            assert_eq!(sent("127.0.0.1", answer).await.1, Err(refused));
        }
    }

    #[tokio::test]
    async fn nobody_is_waited_for_longer_than_the_limit() {
        let nobody = post(
            "http://127.0.0.1:9/",
            String::new(),
            Duration::from_secs(60),
        )
        .await;
        assert_eq!(nobody, Err(failed("unreachable")));
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        let done = post(&url, String::new(), Duration::from_millis(50)).await;
        assert_eq!(done, Err(failed("timed_out")));
    }

    #[tokio::test]
    async fn what_is_no_address_is_not_called() {
        let done = post("http://example.com/", String::new(), Duration::ZERO).await;
        assert_eq!(done, Err(failed("address")));
    }
}
