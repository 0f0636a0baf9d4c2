//! What an HTTP proxy answers to `CONNECT`. The HTTP library says no more than "unsuccessful", and takes what follows a
//! success for the server's: after such a failure the proxy is asked once more, without a password.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::USER_AGENT;
use crate::{ConnectProblem, ErrorKind, Host, Proxy, ProxyKind};

/// The longest head that is read.
const MAX_HEAD: u64 = 8 * 1024;

/// The failure, told more exactly.
pub(super) async fn explained(
    kind: ErrorKind,
    proxy: &Proxy,
    server: &Host,
    limit: Duration,
) -> ErrorKind {
    let may_be_the_proxys = matches!(
        kind,
        ErrorKind::Unreachable {
            problem: ConnectProblem::ProxyRefused
                | ConnectProblem::NotTls
                | ConnectProblem::Interrupted
        }
    );
    if !may_be_the_proxys || proxy.kind() != ProxyKind::Http {
        return kind;
    }
    match timeout(limit, ask(proxy, server)).await {
        Ok(Ok(answer)) if !is_understood(&answer) => ConnectProblem::ProxyNotUnderstood.into(),
        _ => kind,
    }
}

/// What the proxy answers until the head is complete, at most `MAX_HEAD` bytes.
async fn ask(proxy: &Proxy, server: &Host) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(proxy.address()).await?;
    let server = format!("{}:{}", server.hostname(), server.port());
    // As the library asks.
    let request =
        format!("CONNECT {server} HTTP/1.1\r\nHost: {server}\r\nUser-Agent: {USER_AGENT}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let (mut answer, mut stream) = (Vec::new(), stream.take(MAX_HEAD));
    // What speaks another protocol may reset the connection.
    while end_of_head(&answer).is_none()
        && stream.read_buf(&mut answer).await.unwrap_or_default() > 0
    {}
    Ok(answer)
}

fn end_of_head(answer: &[u8]) -> Option<usize> {
    let blank_line = answer.windows(4).position(|part| part == b"\r\n\r\n");
    blank_line.map(|start| start + 4)
}

/// Whether this is a refusal, or the beginning of a tunnel.
fn is_understood(answer: &[u8]) -> bool {
    let head = end_of_head(answer).and_then(|end| answer.split_at_checked(end));
    let Some((head, body)) = head else {
        return false;
    };
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let status = head
        .strip_prefix("http/1.")
        .and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
    match status {
        Some(200) => body.is_empty() && !head.lines().any(announces_body),
        Some(300..=599) => true,
        _ => false,
    }
}

fn announces_body(line: &str) -> bool {
    match line.split_once(':') {
        Some(("content-length", length)) => length.trim() != "0",
        Some((name, _)) => name == "transfer-encoding",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_and_a_tunnel_are_understood() {
        for (answer, expected) in [
            ("HTTP/1.1 200 OK\r\n\r\n", true),
            ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", true),
            ("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno", true),
            ("HTTP/1.1 407 Who?\r\n\r\n", true),
            ("HTTP/1.1 502 Bad Gateway\r\n\r\n", true),
            ("HTTP/1.1 201 Created\r\n\r\n", false),
            ("HTTP/1.1 103 Early Hints\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                false,
            ),
            ("HTTP/1.1 200 OK\r\n\r\n<html>", false),
            ("HTTP/1.1 2000 OK\r\n\r\n", false),
            ("HTTP/1.1 OK\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\n", false),
            ("SSH-2.0-OpenSSH_9.2\r\n", false),
            ("\u{5}\u{0}", false),
            ("", false),
        ] {
            assert_eq!(is_understood(answer.as_bytes()), expected, "{answer:?}");
        }
    }
}
