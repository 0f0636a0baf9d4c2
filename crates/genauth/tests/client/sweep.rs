//! The error code of every HTTP status on every endpoint with three bodies, as one reviewed snapshot.

use std::fmt::Write as _;

use genauth::Auth;
use genauth_sim::{Fault, Sim, SimOptions};

use crate::common::no_retries;
use crate::faults::table::{client, ended};

const BODIES: [(&str, &str); 3] = [
    ("no body", ""),
    ("a page", "<html></html>"),
    (
        "an envelope",
        r#"{"statusCode":200,"data":{"access_token":"e30.e30.x"}}"#,
    ),
];

const STATUSES: std::ops::Range<u16> = 100..600;

/// Keeps the client from reusing a connection that is about to close.
const CLOSE: &str = "connection: close\r\n";

fn fixed_response(status: u16, body: &str) -> Fault {
    let length = body.len();
    let text = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{CLOSE}\r\n{body}");
    Fault::RawBytes(text.into_bytes())
}

/// The code of each status, equal neighbours on one line.
async fn codes(sim: &Sim, auth: Auth, call: &str, body: &str) -> String {
    let mut lines: Vec<(u16, u16, String)> = Vec::new();
    for status in STATUSES {
        sim.set_fault(Some(fixed_response(status, body)));
        let code = ended(&client(sim, auth, no_retries()), call).await;
        match lines.last_mut() {
            Some((_, last, same)) if *same == code => *last = status,
            _ => lines.push((status, status, code)),
        }
    }
    lines.iter().fold(String::new(), |mut text, line| {
        let _ = match line {
            (one, last, code) if one == last => writeln!(text, "  {one}      {code}"),
            (first, last, code) => writeln!(text, "  {first}–{last}  {code}"),
        };
        text
    })
}

#[tokio::test]
async fn error_code_of_every_status_on_every_endpoint() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let mut statuses = 0;
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (endpoint, auth, call) in [
        ("get-usage-info", Auth::Signature, "usage"),
        ("get-mau-period-usage-history", Auth::Signature, "mau"),
        ("get-current-package-info", Auth::Signature, "plan"),
        ("get-management-token", Auth::Token, "usage"),
    ] {
        for (name, body) in BODIES {
            let lines = codes(&sim, auth, call, body).await;
            statuses += STATUSES.len();
            let title = format!("{endpoint}, {name}\n");
            match groups.iter_mut().find(|(group, _)| *group == lines) {
                Some((_, titles)) => titles.push(title),
                None => groups.push((lines, vec![title])),
            }
        }
    }
    println!("count: {statuses} statuses on endpoints");
    let part = |(lines, titles): &(String, Vec<String>)| titles.concat() + lines;
    let parts: Vec<String> = groups.iter().map(part).collect();
    insta::assert_snapshot!(parts.join("\n"));
}
