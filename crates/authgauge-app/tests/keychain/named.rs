//! Known keychain problems, by name.

use std::future::Future;
use std::io::Write as _;
use std::pin::Pin;

use super::*;

type Run = Pin<Box<dyn Future<Output = ()>>>;
type Case = (&'static str, fn() -> Run);

#[tokio::test]
async fn known_keychain_problems_lose_no_key_and_repeat_no_prompt() {
    let cases: [Case; 22] = [
        ("no bus and no service", || Box::pin(missing())),
        ("stops while running", || Box::pin(stops_while_running())),
        ("stops and returns locked", || Box::pin(returns_locked())),
        ("stays locked", || Box::pin(prompt_dismissed())),
        ("prompt dismissed with ten pools waiting", || {
            Box::pin(ten_pools_wait())
        }),
        ("prompt dismissed by the owner", || {
            Box::pin(owner_dismisses_prompt())
        }),
        (
            "prompt never answered",
            || Box::pin(prompt_never_answered()),
        ),
        ("prompt answered after all callers timed out", || {
            Box::pin(prompt_answered_late())
        }),
        ("unlocked by another program", || {
            Box::pin(unlocked_elsewhere())
        }),
        ("reports itself open and prompts", || {
            Box::pin(reports_itself_open())
        }),
        ("fails after it stayed locked", || {
            Box::pin(fails_after_locked())
        }),
        ("entry deleted outside", || Box::pin(deleted_elsewhere())),
        ("entry changed outside", || Box::pin(changed_elsewhere())),
        ("entry with a bad encoding", || {
            Box::pin(not_understood("\u{fffd}\u{0}canary"))
        }),
        ("truncated entry", || {
            Box::pin(not_understood(r#"{"access_key_id":"id","access_key_sec"#))
        }),
        ("the write fails", || Box::pin(write_fails())),
        ("writes, and then reports failure", || {
            Box::pin(writes_then_fails())
        }),
        ("deletes, and then reports failure", || {
            Box::pin(deletes_then_fails())
        }),
        ("two processes at once", || Box::pin(two_processes())),
        ("does not respond to a put", || Box::pin(unresponsive_put())),
        ("missing when a session key is removed", || {
            Box::pin(missing_when_only_held())
        }),
        ("missing when a session key replaces an entry", || {
            Box::pin(missing_with_prior_entry())
        }),
    ];
    let count = cases.len();
    for (name, case) in cases {
        // Names the case whose assertion fails.
        let local = tokio::task::LocalSet::new();
        let joined = local.run_until(async { tokio::task::spawn_local(case()).await });
        assert!(joined.await.is_ok(), "{name}");
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "count: {count} keychain faults by name").unwrap();
}

async fn missing() {
    let (keychain, script) = with_key().await;
    script.state().fault = Some(KeychainError::Missing);
    assert_eq!(
        code(put(&keychain, "new").await),
        ErrorCode::KeychainMissing
    );
    assert_eq!(
        code(get(&keychain, Initiator::Background).await),
        ErrorCode::KeychainMissing
    );
    keychain.hold_for_session(&id("two"), key("id", "held"), PriorEntry::Absent);
    assert_eq!(got(&keychain, "two").await.1, "held");
}

async fn stops_while_running() {
    let (keychain, script) = with_key().await;
    script.state().fault = Some(KeychainError::Missing);
    assert_eq!(
        code(get(&keychain, Initiator::Owner).await),
        ErrorCode::KeychainMissing
    );
    script.state().fault = None;
    assert_eq!(got(&keychain, "one").await.1, "kept");
}

async fn returns_locked() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    script.state().fault = Some(KeychainError::Missing);
    owner_gets(keychain.clone()).await.unwrap_err();
    script.state().fault = Some(KeychainError::Locked);
    let before = script.count("get one");
    in_background(&keychain, 20).await;
    assert_eq!(
        script.count("get one"),
        before,
        "it was locked before it stopped"
    );
}

async fn prompt_dismissed() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    let before = script.count("get one");
    in_background(&keychain, 1000).await;
    assert_eq!(script.count("get one"), before);
}

async fn ten_pools_wait() {
    let (keychain, mut script) = with_key().await;
    script.began("get one").await;
    script.began("set one").await;
    script.state().hangs = true;
    script.state().fault = Some(KeychainError::Locked);
    let waiting: Vec<_> = (0..10)
        .map(|_| {
            let keychain = keychain.clone();
            tokio::spawn(async move { get(&keychain, Initiator::Background).await })
        })
        .collect();
    script.began("get one").await;
    script.wake();
    for waiting in waiting {
        assert_eq!(code(waiting.await.unwrap()), ErrorCode::KeychainLocked);
    }
    assert_eq!(
        script.count("get one"),
        2,
        "the put's, and one prompt for all ten"
    );
}

async fn owner_dismisses_prompt() {
    let (keychain, script) = with_key().await;
    script.state().fault = Some(KeychainError::Locked);
    for clicks in 1..=3 {
        assert_eq!(
            code(owner_gets(keychain.clone()).await),
            ErrorCode::KeychainLocked
        );
        in_background(&keychain, 20).await;
        assert_eq!(script.count("get one"), 1 + clicks, "one prompt a click");
    }
}

async fn prompt_never_answered() {
    let (keychain, script) = scripted(limits(SHORT, SHORT));
    script.state().hangs = true;
    assert_eq!(code(owner_gets(keychain.clone()).await), TIMED_OUT);
    for _ in 0..20 {
        assert_eq!(code(get(&keychain, Initiator::Background).await), TIMED_OUT);
    }
    assert_eq!(script.count("get one"), 1);
    keychain.hold_for_session(&id("two"), key("id", "held"), PriorEntry::Absent);
    assert_eq!(
        got(&keychain, "two").await.1,
        "held",
        "session keys stay available"
    );
}

async fn prompt_answered_late() {
    let (keychain, mut script) = scripted(limits(SHORT, LONG));
    script
        .state()
        .entries
        .insert("one".to_owned(), entry("id", "kept"));
    script.state().hangs = true;
    assert_eq!(code(get(&keychain, Initiator::Background).await), TIMED_OUT);
    script.began("get one").await;
    let owner = tokio::spawn(owner_gets(keychain.clone()));
    script.wake();
    assert!(owner.await.unwrap().unwrap().is_some());
    assert!(
        get(&keychain, Initiator::Background)
            .await
            .unwrap()
            .is_some()
    );
}

async fn unlocked_elsewhere() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    script.state().fault = None;
    assert_eq!(
        code(get(&keychain, Initiator::Background).await),
        ErrorCode::KeychainLocked
    );
    script.state().reports_open = true;
    assert!(
        get(&keychain, Initiator::Background)
            .await
            .unwrap()
            .is_some()
    );
    script.state().reports_open = false;
    assert!(
        get(&keychain, Initiator::Background)
            .await
            .unwrap()
            .is_some()
    );
}

async fn reports_itself_open() {
    let (keychain, script) = with_key().await;
    script.state().reports_open = true;
    script.state().fault = Some(KeychainError::Locked);
    in_background(&keychain, 100).await;
    assert_eq!(
        script.count("get one"),
        3,
        "the put, a prompt, and one because it reported itself open"
    );
    owner_gets(keychain.clone()).await.unwrap_err();
    in_background(&keychain, 100).await;
    assert_eq!(
        script.count("get one"),
        5,
        "the owner's, and one because it reported itself open"
    );
}

async fn fails_after_locked() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    script.state().fault = Some(KeychainError::Failed);
    owner_gets(keychain.clone()).await.unwrap_err();
    script.state().fault = Some(KeychainError::Locked);
    let before = script.count("get one");
    in_background(&keychain, 20).await;
    assert_eq!(script.count("get one"), before);
}

async fn deleted_elsewhere() {
    let (keychain, script) = with_key().await;
    script.state().entries.clear();
    assert!(
        get(&keychain, Initiator::Background)
            .await
            .unwrap()
            .is_none()
    );
    remove(&keychain).await.unwrap();
    put(&keychain, "again").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "again");
}

async fn changed_elsewhere() {
    let (keychain, script) = with_key().await;
    script
        .state()
        .entries
        .insert("one".to_owned(), entry("other", "changed"));
    assert_eq!(
        got(&keychain, "one").await,
        ("other".to_owned(), "changed".to_owned())
    );
    assert_eq!(
        script.writes(),
        ["set one"],
        "the entry of another program stays"
    );
}

async fn not_understood(text: &str) {
    let (keychain, script) = with_key().await;
    script
        .state()
        .entries
        .insert("one".to_owned(), text.to_owned());
    let failure = owner_gets(keychain.clone()).await.unwrap_err();
    let reason = failure.reason();
    assert_eq!(reason, Some("entry_not_understood"));
    assert!(!format!("{failure:?}").contains("canary"));
    assert_eq!(script.entry("one").as_deref(), Some(text));
    put(&keychain, "new").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "new");
}

async fn write_fails() {
    let (keychain, script) = with_key().await;
    script.state().fault_in.insert("set", KeychainError::Failed);
    assert_eq!(code(put(&keychain, "new").await), ErrorCode::KeychainFailed);
    assert_eq!(got(&keychain, "one").await.1, "kept");
}

async fn writes_then_fails() {
    let (keychain, script) = with_key().await;
    script.state().fails_after = Some("set");
    put(&keychain, "new").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "new", "the write succeeded");
}

async fn deletes_then_fails() {
    let (keychain, script) = with_key().await;
    script.state().fails_after = Some("delete");
    remove(&keychain).await.unwrap();
    assert_eq!(script.entry("one"), None);
}

/// Another process writes between the read and the write of a put.
async fn two_processes() {
    let (keychain, mut script) = with_key().await;
    script.began("get one").await;
    script.began("set one").await;
    script.state().hangs_in_set = true;
    let late = tokio::spawn({
        let keychain = keychain.clone();
        async move { put(&keychain, "ours").await }
    });
    script.began("get one").await;
    script.began("set one").await;
    script
        .state()
        .entries
        .insert("one".to_owned(), entry("id", "theirs"));
    script.wake();
    late.await.unwrap().unwrap();
    assert_eq!(
        got(&keychain, "one").await.1,
        "ours",
        "the later write wins"
    );
}

async fn unresponsive_put() {
    let (keychain, script) = scripted(limits(SHORT, SHORT));
    script
        .state()
        .entries
        .insert("one".to_owned(), entry("id", "kept"));
    script.state().hangs = true;
    assert_eq!(code(put(&keychain, "late").await), TIMED_OUT);
    script.wake();
    drop(keychain);
    let mut script = script;
    script.ended().await;
    assert_eq!(script.entry("one"), Some(entry("id", "kept")));
}

async fn missing_when_only_held() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    script.state().fault = Some(KeychainError::Missing);
    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Absent);
    remove(&keychain).await.unwrap();
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
}

/// The keychain stops, the owner enters a session key and removes the pool: the error says that the old key may
/// still be in the keychain.
async fn missing_with_prior_entry() {
    let (keychain, script) = with_key().await;
    script.state().fault = Some(KeychainError::Missing);
    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Possible);
    assert_eq!(code(remove(&keychain).await), ErrorCode::KeychainMissing);
    assert_eq!(
        got(&keychain, "one").await.1,
        "held",
        "a failed removal keeps the key"
    );
    keychain.release(&id("one"));
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
    assert_eq!(script.entry("one"), Some(entry("id", "kept")));
}

async fn with_key() -> (Keychain, script::Script) {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "kept").await.unwrap();
    (keychain, script)
}

/// A background call finds the keychain locked.
async fn locked_in_background(keychain: &Keychain, script: &script::Script) {
    script.state().fault = Some(KeychainError::Locked);
    in_background(keychain, 1).await;
}

async fn in_background(keychain: &Keychain, times: usize) {
    for _ in 0..times {
        let answer = get(keychain, Initiator::Background).await;
        assert_eq!(code(answer), ErrorCode::KeychainLocked);
    }
}

fn code<T>(answer: Result<T, Failure>) -> ErrorCode {
    answer.err().map(|failure| failure.code).unwrap()
}
