//! Each thing that is known to happen to keychains, by its name.

use std::{future::Future, io::Write as _, pin::Pin};

use super::*;

type Told = Pin<Box<dyn Future<Output = ()>>>;
type Story = (&'static str, fn() -> Told);

#[tokio::test]
async fn what_happens_to_keychains_loses_no_key_and_asks_nobody_twice() {
    let stories: [Story; 22] = [
        ("no bus and no service", || Box::pin(absent())),
        ("lost while running", || Box::pin(lost_while_running())),
        ("lost and back, locked", || Box::pin(back_but_locked())),
        ("locked and left so", || Box::pin(prompt_dismissed())),
        ("prompt dismissed with ten pools waiting", || {
            Box::pin(ten_pools_wait())
        }),
        ("prompt dismissed by an owner who had asked", || {
            Box::pin(owner_dismisses())
        }),
        (
            "prompt never answered",
            || Box::pin(prompt_never_answered()),
        ),
        ("prompt answered after everybody gave up", || {
            Box::pin(prompt_answered_late())
        }),
        ("unlocked by somebody else", || {
            Box::pin(unlocked_by_somebody())
        }),
        ("calls itself open and asks all the same", || {
            Box::pin(calls_itself_open())
        }),
        ("fails after it was left locked", || {
            Box::pin(fails_after_locked())
        }),
        ("entry deleted outside", || Box::pin(deleted_outside())),
        ("entry changed outside", || Box::pin(changed_outside())),
        ("entry of a bad encoding", || {
            Box::pin(not_understood("\u{fffd}\u{0}canary"))
        }),
        ("entry cut short", || {
            Box::pin(not_understood(r#"{"access_key_id":"id","access_key_sec"#))
        }),
        ("too long or denied: the write fails", || {
            Box::pin(write_fails())
        }),
        ("writes, and then reports failure", || {
            Box::pin(writes_then_fails())
        }),
        ("deletes, and then reports failure", || {
            Box::pin(deletes_then_fails())
        }),
        ("two processes at once", || Box::pin(two_at_once())),
        ("silent when a key is put", || Box::pin(silent_put())),
        ("gone when a session's key is removed", || {
            Box::pin(gone_when_only_held())
        }),
        ("gone when a key lies beneath the session's", || {
            Box::pin(gone_with_one_beneath())
        }),
    ];
    let count = stories.len();
    for (name, story) in stories {
        // Names the story whose assertion fails.
        let alone = tokio::task::LocalSet::new();
        let told = alone.run_until(async { tokio::task::spawn_local(story()).await });
        assert!(told.await.is_ok(), "{name}");
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "count: {count} keychain faults by name").unwrap();
}

async fn absent() {
    let (keychain, script) = with_key().await;
    script.state().fault = Some(KeychainError::Missing);
    assert_eq!(
        code(put(&keychain, "new").await),
        ErrorCode::KeychainMissing
    );
    assert_eq!(
        code(get(&keychain, Patience::Background).await),
        ErrorCode::KeychainMissing
    );
    keychain.hold_for_session(&id("two"), key("id", "held"), PriorEntry::Nothing);
    assert_eq!(got(&keychain, "two").await.1, "held");
}

async fn lost_while_running() {
    let (keychain, script) = with_key().await;
    script.state().fault = Some(KeychainError::Missing);
    assert_eq!(
        code(get(&keychain, Patience::Owner).await),
        ErrorCode::KeychainMissing
    );
    script.state().fault = None;
    assert_eq!(got(&keychain, "one").await.1, "kept");
}

async fn back_but_locked() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    script.state().fault = Some(KeychainError::Missing);
    owner_gets(keychain.clone()).await.unwrap_err();
    script.state().fault = Some(KeychainError::Locked);
    let asked = script.count("get one");
    in_background(&keychain, 20).await;
    assert_eq!(
        script.count("get one"),
        asked,
        "it was left locked before it went"
    );
}

async fn prompt_dismissed() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    let asked = script.count("get one");
    in_background(&keychain, 1000).await;
    assert_eq!(script.count("get one"), asked);
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
            tokio::spawn(async move { get(&keychain, Patience::Background).await })
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

async fn owner_dismisses() {
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
        assert_eq!(code(get(&keychain, Patience::Background).await), TIMED_OUT);
    }
    assert_eq!(script.count("get one"), 1);
    keychain.hold_for_session(&id("two"), key("id", "held"), PriorEntry::Nothing);
    assert_eq!(
        got(&keychain, "two").await.1,
        "held",
        "the session's way is open all the same"
    );
}

async fn prompt_answered_late() {
    let (keychain, mut script) = scripted(limits(SHORT, LONG));
    script
        .state()
        .entries
        .insert("one".to_owned(), entry("id", "kept"));
    script.state().hangs = true;
    assert_eq!(code(get(&keychain, Patience::Background).await), TIMED_OUT);
    script.began("get one").await;
    let owner = tokio::spawn(owner_gets(keychain.clone()));
    script.wake();
    assert!(owner.await.unwrap().unwrap().is_some());
    assert!(
        get(&keychain, Patience::Background)
            .await
            .unwrap()
            .is_some()
    );
}

async fn unlocked_by_somebody() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    script.state().fault = None;
    assert_eq!(
        code(get(&keychain, Patience::Background).await),
        ErrorCode::KeychainLocked
    );
    script.state().calls_itself_open = true;
    assert!(
        get(&keychain, Patience::Background)
            .await
            .unwrap()
            .is_some()
    );
    script.state().calls_itself_open = false;
    assert!(
        get(&keychain, Patience::Background)
            .await
            .unwrap()
            .is_some()
    );
}

async fn calls_itself_open() {
    let (keychain, script) = with_key().await;
    script.state().calls_itself_open = true;
    script.state().fault = Some(KeychainError::Locked);
    in_background(&keychain, 100).await;
    assert_eq!(
        script.count("get one"),
        3,
        "the put's, a prompt, and one on its word"
    );
    owner_gets(keychain.clone()).await.unwrap_err();
    in_background(&keychain, 100).await;
    assert_eq!(
        script.count("get one"),
        5,
        "the owner's, and one on its word"
    );
}

async fn fails_after_locked() {
    let (keychain, script) = with_key().await;
    locked_in_background(&keychain, &script).await;
    script.state().fault = Some(KeychainError::Failed);
    owner_gets(keychain.clone()).await.unwrap_err();
    script.state().fault = Some(KeychainError::Locked);
    let asked = script.count("get one");
    in_background(&keychain, 20).await;
    assert_eq!(script.count("get one"), asked);
}

async fn deleted_outside() {
    let (keychain, script) = with_key().await;
    script.state().entries.clear();
    assert!(
        get(&keychain, Patience::Background)
            .await
            .unwrap()
            .is_none()
    );
    remove(&keychain).await.unwrap();
    put(&keychain, "again").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "again");
}

async fn changed_outside() {
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
        "what somebody wrote stays as it is"
    );
}

async fn not_understood(text: &str) {
    let (keychain, script) = with_key().await;
    script
        .state()
        .entries
        .insert("one".to_owned(), text.to_owned());
    let failure = owner_gets(keychain.clone()).await.unwrap_err();
    let reason = failure.params.get("reason");
    assert_eq!(reason.map(String::as_str), Some("entry_not_understood"));
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
    assert_eq!(
        got(&keychain, "one").await.1,
        "new",
        "told to be there, and there"
    );
}

async fn deletes_then_fails() {
    let (keychain, script) = with_key().await;
    script.state().fails_after = Some("delete");
    remove(&keychain).await.unwrap();
    assert_eq!(script.entry("one"), None);
}

/// Another process writes between our reading and our writing.
async fn two_at_once() {
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
        "the later one, whole"
    );
}

async fn silent_put() {
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

async fn gone_when_only_held() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    script.state().fault = Some(KeychainError::Missing);
    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Nothing);
    remove(&keychain).await.unwrap();
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
}

/// The keychain went, the owner gave another key for the session, and removes the pool: the old key is still
/// in the keychain, and the owner has to know.
async fn gone_with_one_beneath() {
    let (keychain, script) = with_key().await;
    script.state().fault = Some(KeychainError::Missing);
    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::PerhapsAKey);
    assert_eq!(code(remove(&keychain).await), ErrorCode::KeychainMissing);
    assert_eq!(
        got(&keychain, "one").await.1,
        "held",
        "a removal that failed loses no key"
    );
    keychain.let_go(&id("one"));
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
    assert_eq!(script.entry("one"), Some(entry("id", "kept")));
}

async fn with_key() -> (Keychain, script::Script) {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "kept").await.unwrap();
    (keychain, script)
}

/// Asks in the background, is found locked, and left so.
async fn locked_in_background(keychain: &Keychain, script: &script::Script) {
    script.state().fault = Some(KeychainError::Locked);
    in_background(keychain, 1).await;
}

async fn in_background(keychain: &Keychain, times: usize) {
    for _ in 0..times {
        let answer = get(keychain, Patience::Background).await;
        assert_eq!(code(answer), ErrorCode::KeychainLocked);
    }
}

fn code<T>(answer: Result<T, Failure>) -> ErrorCode {
    answer.err().map(|failure| failure.code).unwrap()
}
