//! Faults in the bytes of an answer, seen without any HTTP client between.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use genauth_sim::{Fault, LineFault, Place, Sim, SimOptions, Trouble};

const ASK: &[u8] = b"GET /api/v3/get-usage-info HTTP/1.1\r\nhost: sim\r\nconnection: close\r\n\r\n";

/// Asks a server with this fault.
async fn asked(fault: Fault) -> (Sim, TcpStream) {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    sim.set_fault(Some(fault));
    let mut stream = TcpStream::connect(("127.0.0.1", sim.port())).unwrap();
    stream.write_all(ASK).unwrap();
    (sim, stream)
}

/// What arrives until the connection ends, and how it ends.
async fn arrives(fault: Fault) -> (String, Option<ErrorKind>) {
    let (_sim, mut stream) = asked(fault).await;
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).err().map(|end| end.kind());
    (String::from_utf8_lossy(&bytes).into_owned(), end)
}

/// Long enough for more to come, if more came.
const A_WHILE: Duration = Duration::from_millis(50);

fn line(trouble: Trouble, place: Place) -> Fault {
    Fault::Line(LineFault { trouble, place })
}

#[tokio::test]
async fn answers_are_cut_where_they_should_be() {
    for (place, last) in [
        (Place::BeforeHeaders, ""),
        (Place::InHeaders, "content"),
        (Place::InBody, "{\"statusCo"),
    ] {
        let (text, end) = arrives(line(Trouble::Cut, place)).await;
        assert!(text.ends_with(last) && end.is_none(), "{text} {end:?}");
        let (_, end) = arrives(line(Trouble::Reset, place)).await;
        assert_eq!(end, Some(ErrorKind::ConnectionReset), "{place:?}");
        let (_sim, mut stream) = asked(line(Trouble::Stall, place)).await;
        let mut text = Vec::new();
        while !text.ends_with(last.as_bytes()) {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            text.extend(byte);
        }
        stream.set_read_timeout(Some(A_WHILE)).unwrap();
        let end = stream.read(&mut [0]).unwrap_err().kind();
        assert!(matches!(end, ErrorKind::WouldBlock | ErrorKind::TimedOut));
    }
}

#[tokio::test]
async fn garbage_begins_where_it_should_and_is_as_long_as_the_answer() {
    let (text, _) = arrives(line(Trouble::Garbage, Place::InBody)).await;
    assert!(text.starts_with("HTTP/1.1 200 OK\r\n"), "{text}");
    assert!(text.contains("{\"statusCo\u{fffd}"), "{text}");
}

#[tokio::test]
async fn other_bytes_go_out_as_they_are() {
    let (text, end) = arrives(Fault::Instead(b"SSH-2.0-x\r\n".to_vec())).await;
    assert_eq!((text.as_str(), end), ("SSH-2.0-x\r\n", None));
}

#[tokio::test]
async fn trouble_ends_when_it_is_taken_back_even_on_the_same_connection() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let client = reqwest::Client::new();
    let url = format!("{}/api/v3/get-usage-info", sim.url());
    sim.set_fault(Some(line(Trouble::Garbage, Place::InBody)));
    let spoilt = client.get(&url).send().await.unwrap();
    assert!(!spoilt.bytes().await.unwrap().ends_with(b"}"));
    sim.set_fault(None);
    let whole = client.get(&url).send().await.unwrap();
    assert!(whole.bytes().await.unwrap().ends_with(b"}"));
}
