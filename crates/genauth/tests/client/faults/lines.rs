//! Faults in the bytes of an answer, and servers that are not there.

use genauth::Auth;
use genauth_sim::{Fault as Injected, LineFault, Place, Sim, SimOptions, Trouble};

use super::table::{CALLS, Case, Fault, NOT_UNDERSTOOD, TIMED_OUT, UNREACHABLE, client, ended};
use crate::common::once;

const PLACES: [Place; 3] = [Place::BeforeHeaders, Place::InHeaders, Place::InBody];

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = in_places();
    faults.extend(instead());
    faults
}

fn in_places() -> Vec<Fault> {
    let troubles = [
        (Trouble::Reset, UNREACHABLE),
        (Trouble::Cut, UNREACHABLE),
        (Trouble::Stall, TIMED_OUT),
        (Trouble::Drip, TIMED_OUT),
        (Trouble::Garbage, NOT_UNDERSTOOD),
    ];
    let all = troubles
        .iter()
        .flat_map(|(trouble, code)| PLACES.map(|place| (*trouble, place, *code)));
    all.map(|(trouble, place, code)| Fault {
        lasts: code == TIMED_OUT,
        ..Fault::new(
            format!("{trouble:?} {place:?}"),
            Injected::Line(LineFault { trouble, place }),
            code,
        )
    })
    .collect()
}

/// Whole answers that are not quite HTTP.
fn instead() -> Vec<Fault> {
    let long_header = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(1 << 20));
    let raw: [(&str, &[u8], &'static str); 10] = [
        ("nothing at all", b"", UNREACHABLE),
        (
            "another protocol",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "TLS where none was asked for",
            b"\x15\x03\x03\x00\x02\x02\x28",
            NOT_UNDERSTOOD,
        ),
        (
            "an unknown version",
            b"HTTP/9.9 200 OK\r\n\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "a status of letters",
            b"HTTP/1.1 abc OK\r\n\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "promises alone",
            b"HTTP/1.1 100 Continue\r\n\r\n",
            UNREACHABLE,
        ),
        (
            "two lengths",
            b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}",
            NOT_UNDERSTOOD,
        ),
        (
            "a length that is none",
            b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}",
            NOT_UNDERSTOOD,
        ),
        (
            "less than promised",
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}",
            UNREACHABLE,
        ),
        (
            "chunks cut short",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"st",
            UNREACHABLE,
        ),
    ];
    let long = (
        "a header of a mebibyte",
        long_header.as_bytes(),
        NOT_UNDERSTOOD,
    );
    raw.into_iter()
        .chain([long])
        .map(|(name, bytes, code)| Fault::new(name, Injected::Instead(bytes.to_vec()), code))
        .collect()
}

/// A port where nobody listens any more.
pub(super) async fn refused() -> Vec<Case> {
    let mut cases = Vec::new();
    for auth in [Auth::Signature, Auth::Token, Auth::Automatic] {
        let sim = Sim::start(SimOptions::default()).await.unwrap();
        let client = client(&sim, auth, once());
        sim.stop().await;
        for call in CALLS {
            cases.push(Case {
                name: format!("refused, {call} {auth:?}"),
                expected: UNREACHABLE,
                ended: ended(&client, call).await,
            });
        }
    }
    cases
}
