//! Proxies on loopback that connect every client to one server, whatever host was asked for.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

/// What a proxy demands and how it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Accepts everyone.
    Open,
    /// Accepts this user and password.
    Password(&'static str, &'static str),
    /// Refuses every host.
    Refuses,
}

/// A running proxy.
pub(crate) struct LocalProxy {
    /// `host:port`.
    pub(crate) address: String,
    hosts: Arc<Mutex<Vec<String>>>,
}

impl LocalProxy {
    /// A proxy that speaks HTTP.
    pub(crate) async fn http(server: u16, manner: Manner) -> Self {
        Self::start(server, manner, false).await
    }

    /// A proxy that speaks SOCKS 5.
    pub(crate) async fn socks5(server: u16, manner: Manner) -> Self {
        Self::start(server, manner, true).await
    }

    /// The hosts that clients asked for, as `host:port`.
    pub(crate) fn hosts(&self) -> Vec<String> {
        self.hosts.lock().unwrap().clone()
    }

    async fn start(server: u16, manner: Manner, is_socks: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let hosts = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&hosts);
        tokio::spawn(async move {
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                let seen = Arc::clone(&seen);
                tokio::spawn(async move {
                    // The client may leave at any time.
                    let asked = match is_socks {
                        true => socks5(&mut client, manner).await,
                        false => http(&mut client, manner).await,
                    };
                    let Ok(Some(host)) = asked else { return };
                    seen.lock().unwrap().push(host);
                    let mut server = TcpStream::connect(("127.0.0.1", server)).await.unwrap();
                    let _ = copy_bidirectional(&mut client, &mut server).await;
                });
            }
        });
        Self { address, hosts }
    }
}

async fn http(client: &mut TcpStream, manner: Manner) -> std::io::Result<Option<String>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
        if !head[0].is_ascii_alphabetic() {
            client
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .await?;
            return Ok(None);
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let credentials = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": Basic ")?;
        name.eq_ignore_ascii_case("proxy-authorization")
            .then(|| value.to_owned())
    });
    let refusal = match manner {
        Manner::Password(user, password) if credentials != Some(basic(user, password)) => {
            "407 Who?"
        }
        Manner::Refuses => "403 No",
        _ => {
            client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            return Ok(head.split(' ').nth(1).map(str::to_owned));
        }
    };
    client
        .write_all(format!("HTTP/1.1 {refusal}\r\n\r\n").as_bytes())
        .await?;
    Ok(None)
}

fn basic(user: &str, password: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"))
}

/// RFC 1928 and 1929.
async fn socks5(client: &mut TcpStream, manner: Manner) -> std::io::Result<Option<String>> {
    client.read_u8().await?;
    let methods = bytes(client).await?;
    let wanted = u8::from(matches!(manner, Manner::Password(..))) * 2;
    if !methods.contains(&wanted) {
        client.write_all(&[5, 0xff]).await?;
        return Ok(None);
    }
    client.write_all(&[5, wanted]).await?;
    if let Manner::Password(user, password) = manner {
        client.read_u8().await?;
        let is_right = bytes(client).await? == user.as_bytes();
        let is_right = bytes(client).await? == password.as_bytes() && is_right;
        client.write_all(&[1, u8::from(!is_right)]).await?;
    }
    let mut request = [0; 4];
    client.read_exact(&mut request).await?;
    let host = match request[3] {
        1 => {
            let mut address = [0; 4];
            client.read_exact(&mut address).await?;
            std::net::Ipv4Addr::from(address).to_string()
        }
        _ => String::from_utf8(bytes(client).await?).unwrap(),
    };
    let port = client.read_u16().await?;
    let refusal = u8::from(manner == Manner::Refuses) * 2;
    client
        .write_all(&[5, refusal, 0, 1, 0, 0, 0, 0, 0, 0])
        .await?;
    Ok((refusal == 0).then(|| format!("{host}:{port}")))
}

/// Bytes after their number.
async fn bytes(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::from(client.read_u8().await?)];
    client.read_exact(&mut bytes).await?;
    Ok(bytes)
}
