//! Failing proxies, unknown host names and redirects. The proxy is set in the environment, so each call runs in a
//! separate process.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use genauth::Auth;
use genauth_sim::{Fault as Injected, Sim, SimOptions};
use tokio::task::JoinSet;

use super::table::{CALLS, Case, NOT_UNDERSTOOD, UNREACHABLE, client, ended};
use crate::common::{KEY_ID, SECRET, no_retries};
use crate::example::run_with_proxy;

/// A name that never resolves (RFC 2606).
const UNKNOWN_HOST: &str = "https://pool.invalid";

pub(super) async fn run() -> Vec<Case> {
    let mut running = JoinSet::new();
    for (name, proxy) in proxies() {
        for auth in ["token", "signature"] {
            for call in CALLS {
                running.spawn(run_case(name, proxy.clone(), auth, call));
            }
        }
    }
    let mut cases = running.join_all().await;
    cases.extend(redirects().await);
    cases
}

fn proxies() -> [(&'static str, Option<String>); 6] {
    [
        ("an unknown name", None),
        ("a closed proxy port", Some(closed_port())),
        (
            "a proxy that requires a password",
            Some(fixed_proxy(b"HTTP/1.1 407 No\r\n\r\n")),
        ),
        (
            "a proxy that refuses",
            Some(fixed_proxy(b"HTTP/1.1 403 No\r\n\r\n")),
        ),
        (
            "a proxy that is not HTTP",
            Some(fixed_proxy(b"SSH-2.0-OpenSSH_9.2\r\n")),
        ),
        ("a proxy that disconnects", Some(fixed_proxy(b""))),
    ]
}

fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// A proxy that sends the same bytes to every client.
fn fixed_proxy(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // The client may have disconnected.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(bytes);
        }
    });
    format!("http://{address}")
}

async fn run_case(
    name: &'static str,
    proxy: Option<String>,
    auth: &'static str,
    call: &'static str,
) -> Case {
    let mut arguments = vec!["--host", UNKNOWN_HOST, "--auth", auth, call];
    if call == "mau" {
        arguments.extend(["20220101", "20221231"]);
    }
    let output = run_with_proxy(proxy.as_deref(), &arguments, Some((KEY_ID, SECRET))).await;
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

/// A redirect is not followed with any call.
async fn redirects() -> Vec<Case> {
    let target = Sim::start(SimOptions::default()).await.unwrap();
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    sim.set_fault(Some(Injected::Redirect(target.url())));
    let mut cases = Vec::new();
    for auth in [Auth::Signature, Auth::Token, Auth::Automatic] {
        let client = client(&sim, auth, no_retries());
        for call in CALLS {
            cases.push(Case {
                name: format!("redirected, {call} {auth:?}"),
                expected: NOT_UNDERSTOOD,
                ended: ended(&client, call).await,
            });
        }
    }
    assert_eq!(target.requests(), [], "a redirect was followed");
    cases
}
