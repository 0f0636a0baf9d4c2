//! What stands between: proxies that refuse, names that nobody knows, servers that send elsewhere.
//! A proxy is the environment's, so these calls are made by a process of their own.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
};

use genauth::Auth;
use genauth_sim::{Fault as Injected, Sim, SimOptions};
use tokio::task::JoinSet;

use super::table::{CALLS, Case, NOT_UNDERSTOOD, UNREACHABLE, client, ended};
use crate::{
    common::{KEY_ID, SECRET, once},
    example::run_beside,
};

/// Reserved for names that do not exist.
const AWAY: &str = "https://pool.invalid";

pub(super) async fn run() -> Vec<Case> {
    let mut running = JoinSet::new();
    for (name, proxy) in proxies() {
        for auth in ["token", "signature"] {
            for call in CALLS {
                running.spawn(meet(name, proxy.clone(), auth, call));
            }
        }
    }
    let mut cases = running.join_all().await;
    cases.extend(sent_elsewhere().await);
    cases
}

fn proxies() -> [(&'static str, Option<String>); 6] {
    [
        ("an unknown name", None),
        ("no proxy where it should be", Some(nobody())),
        (
            "a proxy that wants a password",
            Some(says(b"HTTP/1.1 407 No\r\n\r\n")),
        ),
        (
            "a proxy that refuses",
            Some(says(b"HTTP/1.1 403 No\r\n\r\n")),
        ),
        (
            "a proxy that is no proxy",
            Some(says(b"SSH-2.0-OpenSSH_9.2\r\n")),
        ),
        ("a proxy that hangs up", Some(says(b""))),
    ]
}

fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Says the same to everybody, until the tests end.
fn says(words: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // A caller who has gone already is none of this server's business.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(words);
        }
    });
    format!("http://{address}")
}

async fn meet(
    name: &'static str,
    proxy: Option<String>,
    auth: &'static str,
    call: &'static str,
) -> Case {
    let mut arguments = vec!["--host", AWAY, "--auth", auth, call];
    if call == "mau" {
        arguments.extend(["20220101", "20221231"]);
    }
    let output = run_beside(proxy.as_deref(), &arguments, Some((KEY_ID, SECRET))).await;
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.stdout.is_empty() && !text.contains(SECRET), "{text}");
    let code = text
        .strip_prefix("error[")
        .and_then(|text| text.split(']').next());
    Case {
        name: format!("{name}, {call} by {auth}"),
        expected: UNREACHABLE,
        ended: code.unwrap_or(&text).to_owned(),
    }
}

/// Nothing of ours follows a redirect, least of all the key.
async fn sent_elsewhere() -> Vec<Case> {
    let elsewhere = Sim::start(SimOptions::default()).await.unwrap();
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    sim.set_fault(Some(Injected::Redirect(elsewhere.url())));
    let mut cases = Vec::new();
    for auth in [Auth::Signature, Auth::Token, Auth::Automatic] {
        let client = client(&sim, auth, once());
        for call in CALLS {
            cases.push(Case {
                name: format!("sent elsewhere, {call} {auth:?}"),
                expected: NOT_UNDERSTOOD,
                ended: ended(&client, call).await,
            });
        }
    }
    assert_eq!(elsewhere.requests(), [], "a redirect was followed");
    cases
}
