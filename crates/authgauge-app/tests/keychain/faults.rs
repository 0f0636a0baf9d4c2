//! Every fault in every call: the key is where the answers say it is, and nobody is asked over and over.

use std::io::Write as _;

use authgauge_app::keychain::{KeychainError, Patience};
use authgauge_core::ErrorCode;

use super::{LONG, entry, get, got, limits, put, remove, script::scripted};

/// More than a refresh of all pools asks for.
const BACKGROUND: usize = 20;

#[tokio::test]
async fn no_fault_loses_a_key_or_asks_over_and_over() {
    let faults = [
        (KeychainError::Missing, ErrorCode::KeychainMissing),
        (KeychainError::Locked, ErrorCode::KeychainLocked),
        (KeychainError::Failed, ErrorCode::KeychainFailed),
        (KeychainError::TimedOut, ErrorCode::KeychainTimedOut),
    ];
    let calls: [&[&'static str]; 6] = [
        &["get"],
        &["set"],
        &["delete"],
        &["get", "set"],
        &["set", "delete"],
        &["get", "set", "delete"],
    ];
    let mut cases = 0;
    for (fault, code) in faults {
        for calls in calls {
            survive(calls, fault, code).await;
            cases += 1;
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "count: {cases} keychain faults in every call").unwrap();
}

async fn survive(calls: &[&'static str], fault: KeychainError, code: ErrorCode) {
    let story = format!("{fault:?} in {calls:?}");
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "before").await.unwrap();
    let asked = script.count("get one");
    script.state().fault_in = calls.iter().map(|call| (*call, fault)).collect();

    for _ in 0..BACKGROUND {
        let answer = get(&keychain, Patience::Background).await;
        assert_eq!(
            answer.err().map(|failure| failure.code),
            calls.contains(&"get").then_some(code)
        );
    }
    if fault == KeychainError::Locked && calls.contains(&"get") {
        assert_eq!(script.count("get one"), asked + 1, "{story}: one prompt");
    }

    let written = put(&keychain, "after").await;
    assert_eq!(
        written.is_err(),
        calls.contains(&"set") || stops_a_write(calls, fault),
        "{story}"
    );
    let removed = remove(&keychain).await;
    assert_eq!(removed.is_err(), calls.contains(&"delete"), "{story}");
    if let Some(failure) = removed.as_ref().err().or(written.as_ref().err()) {
        assert_eq!(failure.code, code, "{story}");
    }

    script.state().fault_in.clear();
    let expected = match (removed, written) {
        (Ok(()), _) => None,
        (Err(_), Ok(())) => Some(entry("id", "after")),
        (Err(_), Err(_)) => Some(entry("id", "before")),
    };
    assert_eq!(script.entry("one"), expected, "{story}");
    // The way back is the same as the way in.
    put(&keychain, "again").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "again", "{story}");
    assert!(keychain.trouble().is_none(), "{story}");
}

/// What is there is read first; only where it makes no sense is it written over unread.
fn stops_a_write(calls: &[&'static str], fault: KeychainError) -> bool {
    calls.contains(&"get") && fault != KeychainError::Failed
}
