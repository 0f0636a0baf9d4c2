//! Each way in which no connection comes about is told apart, with real sockets on loopback.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use genauth::{Auth, Client, ConnectProblem, ErrorKind};
use rcgen::generate_simple_self_signed;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, Stream, SupportedProtocolVersion};

use crate::common::{options, short_timeout};

/// A server's answer to the first bytes that it receives.
fn answering(bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&bytes);
        }
    });
    url
}

/// A TLS record with a fatal alert.
fn alert(description: u8) -> Vec<u8> {
    vec![0x15, 3, 3, 0, 2, 2, description]
}

/// The first answer of a server that knows TLS 1.1 at most.
fn hello_of_tls_1_1() -> Vec<u8> {
    let mut hello = vec![0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
    hello.extend([7; 32]);
    hello.extend([0, 0xc0, 0x13, 0]);
    hello
}

/// A server that demands a client certificate, or says in HTTP that it misses one.
fn demanding(version: &'static SupportedProtocolVersion, in_http: bool) -> (String, Vec<u8>) {
    let own = generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(own.cert.der().clone()).unwrap();
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots));
    let verifier = match in_http {
        true => verifier.allow_unauthenticated(),
        false => verifier,
    };
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_protocol_versions(&[version])
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for tcp in listener.incoming() {
            let mut tcp = tcp.unwrap();
            let mut tls = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = Stream::new(&mut tls, &mut tcp);
            let _ = stream.read(&mut [0; 4096]);
            let page = "<h1>No required SSL certificate was sent</h1>";
            let head = format!(
                "HTTP/1.1 400 Bad Request\r\ncontent-length: {}\r\n\r\n",
                page.len()
            );
            let _ = stream.write_all(format!("{head}{page}").as_bytes());
            tls.send_close_notify();
            let _ = tls.write_tls(&mut tcp);
        }
    });
    (url, own.cert.pem().into_bytes())
}

async fn failure(url: &str, ca: Option<Vec<u8>>) -> ErrorKind {
    let options = genauth::ClientOptions {
        ca_pem: ca,
        limits: short_timeout_of_seconds(),
        ..options(url, Auth::Signature)
    };
    Client::new(options)
        .unwrap()
        .usage()
        .await
        .unwrap_err()
        .kind
}

/// Long enough for a loaded machine.
fn short_timeout_of_seconds() -> genauth::ClientLimits {
    genauth::ClientLimits {
        request_timeout: std::time::Duration::from_secs(20),
        ..short_timeout()
    }
}

#[tokio::test]
async fn each_way_of_not_connecting_has_its_own_reason() {
    let refused = "https://127.0.0.1:9".to_owned();
    let (tls12, tls13) = (&rustls::version::TLS12, &rustls::version::TLS13);
    let (wants_12, ca_12) = demanding(tls12, false);
    let (wants_13, ca_13) = demanding(tls13, false);
    let (says, ca_says) = demanding(tls13, true);
    let http = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".to_vec();
    let cases = [
        ("nothing listens", refused, None, ConnectProblem::Refused),
        (
            "closed at once",
            answering(Vec::new()),
            None,
            ConnectProblem::Interrupted,
        ),
        ("plain http", answering(http), None, ConnectProblem::NotTls),
        (
            "ssh",
            answering(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
            None,
            ConnectProblem::NotTls,
        ),
        (
            "old TLS, by alert",
            answering(alert(70)),
            None,
            ConnectProblem::TlsVersion,
        ),
        (
            "old TLS, by hello",
            answering(hello_of_tls_1_1()),
            None,
            ConnectProblem::TlsVersion,
        ),
        (
            "no method in common",
            answering(alert(40)),
            None,
            ConnectProblem::TlsFailed,
        ),
        (
            "client certificate, alert",
            answering(alert(116)),
            None,
            ConnectProblem::ClientCertificate,
        ),
        (
            "client certificate, TLS 1.2",
            wants_12,
            Some(ca_12),
            ConnectProblem::ClientCertificate,
        ),
        (
            "client certificate, TLS 1.3",
            wants_13,
            Some(ca_13),
            ConnectProblem::ClientCertificate,
        ),
        (
            "client certificate, in HTTP",
            says,
            Some(ca_says),
            ConnectProblem::ClientCertificate,
        ),
        #[cfg(target_os = "linux")]
        (
            "no route",
            "https://224.0.0.1".to_owned(),
            None,
            ConnectProblem::NetworkUnreachable,
        ),
    ];
    for (name, url, ca, expected) in &cases {
        let kind = failure(url, ca.clone()).await;
        assert_eq!(kind, ErrorKind::from(*expected), "{name}");
    }
    println!("count: {} cases of connections that fail", cases.len());
}
