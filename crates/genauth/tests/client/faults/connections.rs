//! Connections that break or carry no valid HTTP, and closed ports.

use genauth::Auth;
use genauth_sim::{Effect, Fault as Injected, Position, Sim, SimOptions, StreamFault};

use super::table::{CALLS, Case, Fault, NOT_UNDERSTOOD, TIMED_OUT, UNREACHABLE, client, ended};
use crate::common::no_retries;

const POSITIONS: [Position; 3] = [
    Position::BeforeHeaders,
    Position::InHeaders,
    Position::InBody,
];

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = interruptions();
    faults.extend(invalid_http());
    faults
}

fn interruptions() -> Vec<Fault> {
    let effects = [
        (Effect::Reset, UNREACHABLE),
        (Effect::Close, UNREACHABLE),
        (Effect::Stall, TIMED_OUT),
        (Effect::Trickle, TIMED_OUT),
        (Effect::Corrupt, NOT_UNDERSTOOD),
    ];
    let all = effects
        .iter()
        .flat_map(|(effect, code)| POSITIONS.map(|position| (*effect, position, *code)));
    all.map(|(effect, position, code)| Fault {
        times_out: code == TIMED_OUT,
        ..Fault::new(
            format!("{effect:?} {position:?}"),
            Injected::Stream(StreamFault { effect, position }),
            code,
        )
    })
    .collect()
}

/// Responses that are not valid HTTP.
fn invalid_http() -> Vec<Fault> {
    let long_header = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(1 << 20));
    let raw: [(&str, &[u8], &'static str); 13] = [
        ("no bytes", b"", UNREACHABLE),
        (
            "another protocol",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "TLS on a plain connection",
            b"\x15\x03\x03\x00\x02\x02\x28",
            NOT_UNDERSTOOD,
        ),
        (
            "an unknown version",
            b"HTTP/9.9 200 OK\r\n\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "a non-numeric status",
            b"HTTP/1.1 abc OK\r\n\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "only an interim response",
            b"HTTP/1.1 100 Continue\r\n\r\n",
            UNREACHABLE,
        ),
        (
            "two content lengths",
            b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 9\r\n\r\n{}",
            NOT_UNDERSTOOD,
        ),
        (
            "an invalid content length",
            b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}",
            NOT_UNDERSTOOD,
        ),
        (
            "a body shorter than its length",
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}",
            UNREACHABLE,
        ),
        (
            "truncated chunks",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"st",
            UNREACHABLE,
        ),
        (
            "a chunk size that is no number",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "a chunk size that is too large",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n",
            NOT_UNDERSTOOD,
        ),
        (
            "a chunk longer than its size",
            b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
            NOT_UNDERSTOOD,
        ),
    ];
    let long = ("a 1 MiB header", long_header.as_bytes(), NOT_UNDERSTOOD);
    raw.into_iter()
        .chain([long])
        .map(|(name, bytes, code)| Fault::new(name, Injected::RawBytes(bytes.to_vec()), code))
        .collect()
}

/// A closed port.
pub(super) async fn refused() -> Vec<Case> {
    let mut cases = Vec::new();
    for auth in [Auth::Signature, Auth::Token, Auth::Automatic] {
        let sim = Sim::start(SimOptions::default()).await.unwrap();
        let client = client(&sim, auth, no_retries());
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
