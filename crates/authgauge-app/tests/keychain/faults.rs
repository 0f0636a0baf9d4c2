//! Every error in every call: the key is where the results say, and prompts are not repeated.

use std::io::Write as _;

use authgauge_app::keychain::{Initiator, KeychainError};
use authgauge_core::error::ErrorCode;

use super::script::scripted;
use super::{LONG, entry, get, got, limits, put, remove};

/// More calls than a refresh of all pools makes.
const BACKGROUND: usize = 20;

#[tokio::test]
async fn no_error_loses_a_key_or_repeats_prompts() {
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
            check(calls, fault, code).await;
            cases += 1;
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "count: {cases} keychain faults in every call").unwrap();
}

async fn check(calls: &[&'static str], fault: KeychainError, code: ErrorCode) {
    let case = format!("{fault:?} in {calls:?}");
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "before").await.unwrap();
    let before = script.count("get one");
    script.state().fault_in = calls.iter().map(|call| (*call, fault)).collect();

    for _ in 0..BACKGROUND {
        let answer = get(&keychain, Initiator::Background).await;
        assert_eq!(
            answer.err().map(|failure| failure.code),
            calls.contains(&"get").then_some(code)
        );
    }
    if fault == KeychainError::Locked && calls.contains(&"get") {
        assert_eq!(script.count("get one"), before + 1, "{case}: one prompt");
    }

    let written = put(&keychain, "after").await;
    assert_eq!(
        written.is_err(),
        calls.contains(&"set") || stops_a_write(calls, fault),
        "{case}"
    );
    let removed = remove(&keychain).await;
    assert_eq!(removed.is_err(), calls.contains(&"delete"), "{case}");
    if let Some(failure) = removed.as_ref().err().or(written.as_ref().err()) {
        assert_eq!(failure.code, code, "{case}");
    }

    script.state().fault_in.clear();
    let expected = match (removed, written) {
        (Ok(()), _) => None,
        (Err(_), Ok(())) => Some(entry("id", "after")),
        (Err(_), Err(_)) => Some(entry("id", "before")),
    };
    assert_eq!(script.entry("one"), expected, "{case}");
    // After the errors everything works again.
    put(&keychain, "again").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "again", "{case}");
    assert!(keychain.trouble().is_none(), "{case}");
}

/// A put reads the old entry first; only an unreadable one is overwritten.
fn stops_a_write(calls: &[&'static str], fault: KeychainError) -> bool {
    calls.contains(&"get") && fault != KeychainError::Failed
}
