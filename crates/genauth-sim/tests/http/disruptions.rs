//! Disruptions in the bytes of a response, over plain TCP.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use genauth_sim::{Effect, Fault, Position, Sim, SimOptions, StreamFault};

const REQUEST: &[u8] =
    b"GET /api/v3/get-usage-info HTTP/1.1\r\nhost: sim\r\nconnection: close\r\n\r\n";

/// Sends a request to a server with a fault.
async fn send_request(fault: Fault) -> (Sim, TcpStream) {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    sim.set_fault(Some(fault));
    let mut stream = TcpStream::connect(("127.0.0.1", sim.port())).unwrap();
    stream.write_all(REQUEST).unwrap();
    (sim, stream)
}

/// The bytes received until the connection ends, and its error.
async fn receive(fault: Fault) -> (String, Option<ErrorKind>) {
    let (_sim, mut stream) = send_request(fault).await;
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).err().map(|end| end.kind());
    (String::from_utf8_lossy(&bytes).into_owned(), end)
}

/// Long enough for further bytes to arrive.
const WAIT: Duration = Duration::from_millis(50);

fn disrupted(effect: Effect, position: Position) -> Fault {
    Fault::Stream(StreamFault { effect, position })
}

#[tokio::test]
async fn response_ends_at_the_position() {
    for (position, last) in [
        (Position::BeforeHeaders, ""),
        (Position::InHeaders, "content"),
        (Position::InBody, "{\"statusCo"),
    ] {
        let (text, end) = receive(disrupted(Effect::Close, position)).await;
        assert!(text.ends_with(last) && end.is_none(), "{text} {end:?}");
        let (_, end) = receive(disrupted(Effect::Reset, position)).await;
        assert_eq!(end, Some(ErrorKind::ConnectionReset), "{position:?}");
        let (_sim, mut stream) = send_request(disrupted(Effect::Stall, position)).await;
        let mut text = Vec::new();
        while !text.ends_with(last.as_bytes()) {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            text.extend(byte);
        }
        stream.set_read_timeout(Some(WAIT)).unwrap();
        let end = stream.read(&mut [0]).unwrap_err().kind();
        assert!(matches!(end, ErrorKind::WouldBlock | ErrorKind::TimedOut));
    }
}

#[tokio::test]
async fn corrupt_bytes_start_at_the_position() {
    let (text, _) = receive(disrupted(Effect::Corrupt, Position::InBody)).await;
    assert!(text.starts_with("HTTP/1.1 200 OK\r\n"), "{text}");
    assert!(text.contains("{\"statusCo\u{fffd}"), "{text}");
}

#[tokio::test]
async fn raw_bytes_are_sent_unchanged() {
    let (text, end) = receive(Fault::RawBytes(b"SSH-2.0-x\r\n".to_vec())).await;
    assert_eq!((text.as_str(), end), ("SSH-2.0-x\r\n", None));
}

#[tokio::test]
async fn cleared_fault_no_longer_disrupts_the_same_connection() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let client = reqwest::Client::new();
    let url = format!("{}/api/v3/get-usage-info", sim.url());
    sim.set_fault(Some(disrupted(Effect::Corrupt, Position::InBody)));
    let corrupted = client.get(&url).send().await.unwrap();
    assert!(!corrupted.bytes().await.unwrap().ends_with(b"}"));
    sim.set_fault(None);
    let intact = client.get(&url).send().await.unwrap();
    assert!(intact.bytes().await.unwrap().ends_with(b"}"));
}
