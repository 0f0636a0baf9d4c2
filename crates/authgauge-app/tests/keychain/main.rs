//! A keychain that is locked, missing, unresponsive or faulty: each case has its error code, and nothing hangs.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faults;
mod named;
mod script;

use std::sync::mpsc;
use std::time::Duration;

use authgauge_app::keychain::{
    InMemory, Initiator, KeyPlace, Keychain, KeychainError, KeychainTimeouts, PriorEntry,
    SecretStore,
};
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::pool::PoolId;
use genauth::{AccessKey, AccessKeySecret};
use tokio::time::timeout;
use zeroize::Zeroizing;

use script::scripted;

const SHORT: Duration = Duration::from_millis(20);
/// Longer than any test runs.
const LONG: Duration = Duration::from_secs(600);

#[tokio::test]
async fn keys_can_be_read_until_they_are_removed() {
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    assert!(
        keychain
            .get(&id("one"), Initiator::Owner)
            .await
            .unwrap()
            .is_none()
    );
    keychain
        .put(&id("one"), &key("id-1", "se\"cr\\et-1"), Initiator::Owner)
        .await
        .unwrap();
    keychain
        .put(&id("two"), &key("id-2", "secret-2"), Initiator::Owner)
        .await
        .unwrap();
    assert_eq!(
        got(&keychain, "one").await,
        ("id-1".to_owned(), "se\"cr\\et-1".to_owned())
    );
    keychain.remove(&id("one"), Initiator::Owner).await.unwrap();
    keychain.remove(&id("one"), Initiator::Owner).await.unwrap();
    assert!(
        keychain
            .get(&id("one"), Initiator::Owner)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(got(&keychain, "two").await.0, "id-2");
    assert!(keychain.trouble().is_none());
}

#[tokio::test]
async fn a_new_key_replaces_the_old_one_in_one_write() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "first").await.unwrap();
    put(&keychain, "second").await.unwrap();
    assert_eq!(script.writes(), ["set one", "set one"]);
    assert_eq!(got(&keychain, "one").await.1, "second");
    assert_eq!(
        script.entry("one").unwrap(),
        r#"{"access_key_id":"id","access_key_secret":"second"}"#
    );
}

#[tokio::test]
async fn each_keychain_error_has_its_code() {
    for (fault, code) in [
        (KeychainError::Missing, ErrorCode::KeychainMissing),
        (KeychainError::Locked, ErrorCode::KeychainLocked),
        (KeychainError::Failed, ErrorCode::KeychainFailed),
    ] {
        let (keychain, script) = scripted(limits(LONG, LONG));
        put(&keychain, "before").await.unwrap();
        script.state().fault = Some(fault);
        assert_eq!(
            get(&keychain, Initiator::Owner).await.unwrap_err().code,
            code
        );
        assert_eq!(put(&keychain, "after").await.unwrap_err().code, code);
        assert_eq!(
            keychain
                .remove(&id("one"), Initiator::Owner)
                .await
                .unwrap_err()
                .code,
            code
        );
        assert_eq!(keychain.trouble().unwrap().code, code);
        script.state().fault = None;
        assert_eq!(got(&keychain, "one").await.1, "before");
        assert!(keychain.trouble().is_none());
    }
}

#[tokio::test]
async fn an_entry_deleted_elsewhere_is_none() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "secret").await.unwrap();
    script.state().entries.clear();
    assert!(get(&keychain, Initiator::Owner).await.unwrap().is_none());
}

#[tokio::test]
async fn an_invalid_entry_is_not_understood_and_can_be_replaced() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    for text in [
        "",
        "canary",
        "[\"canary\"]",
        r#"{"access_key_id":"canary"}"#,
        r#"{"access_key_id":"id","access_key_secret":"canary canary"}"#,
        r#"{"access_key_id":"id","access_key_secret":""}"#,
        r#"{"access_key_id":"id","access_key_secret":"canary""#,
    ] {
        script
            .state()
            .entries
            .insert("one".to_owned(), text.to_owned());
        let failure = get(&keychain, Initiator::Owner).await.unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainFailed, "{text}");
        assert_eq!(failure.reason(), Some("entry_not_understood"));
        assert!(!format!("{failure:?} {failure}").contains("canary"));
    }
    put(&keychain, "new").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "new");
}

#[tokio::test]
async fn calls_to_an_unresponsive_keychain_time_out() {
    let (keychain, script) = scripted(limits(SHORT, SHORT));
    script.state().hangs = true;
    for initiator in [Initiator::Owner, Initiator::Background] {
        assert_eq!(get(&keychain, initiator).await.unwrap_err().code, TIMED_OUT);
    }
    assert_eq!(put(&keychain, "late").await.unwrap_err().code, TIMED_OUT);
    assert_eq!(remove(&keychain).await.unwrap_err().code, TIMED_OUT);
    assert_eq!(keychain.trouble().unwrap().code, TIMED_OUT);
}

#[tokio::test]
async fn background_calls_do_not_queue_behind_a_prompt() {
    let (keychain, mut script) = scripted(limits(SHORT, LONG));
    script.state().hangs = true;
    let first = tokio::spawn(owner_gets(keychain.clone()));
    script.began("get one").await;
    for _ in 0..20 {
        assert_eq!(
            get(&keychain, Initiator::Background)
                .await
                .unwrap_err()
                .code,
            TIMED_OUT
        );
    }
    // The prompt is answered: only calls that still wait are served.
    let waiting = tokio::spawn(owner_gets(keychain.clone()));
    script.wake();
    assert!(first.await.unwrap().unwrap().is_none());
    assert!(waiting.await.unwrap().unwrap().is_none());
    assert_eq!(script.count("get one"), 2);
}

#[tokio::test]
async fn a_call_cancelled_before_it_began_is_not_run() {
    let (keychain, mut script) = scripted(limits(LONG, LONG));
    script
        .state()
        .entries
        .insert("one".to_owned(), entry("id", "there"));
    script.state().hangs = true;
    let first = tokio::spawn(owner_gets(keychain.clone()));
    script.began("get one").await;
    timeout(SHORT, put(&keychain, "late")).await.unwrap_err();
    timeout(SHORT, remove(&keychain)).await.unwrap_err();
    script.wake();
    first.await.unwrap().unwrap();
    assert_eq!(got(&keychain, "one").await.1, "there");
    assert_eq!(script.writes(), [] as [&str; 0]);
}

#[tokio::test]
async fn a_write_that_finishes_after_its_caller_gave_up_is_undone() {
    for (before, undone) in [(None, "delete one"), (Some(entry("id", "old")), "set one")] {
        let (keychain, mut script) = scripted(limits(LONG, LONG));
        let old = before.clone().map(|text| ("one".to_owned(), text));
        script.state().entries.extend(old);
        script.state().hangs_in_set = true;
        let late = tokio::spawn({
            let keychain = keychain.clone();
            async move { put(&keychain, "late").await }
        });
        script.began("get one").await;
        script.began("set one").await;
        late.abort();
        assert!(late.await.unwrap_err().is_cancelled());
        script.wake();
        script.began(undone).await;
        // Dropping the last handle ends the thread, and with it the script's events.
        drop(keychain);
        script.ended().await;
        assert_eq!(script.entry("one"), before);
    }
}

#[tokio::test]
async fn a_dismissed_prompt_is_not_repeated_in_the_background() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "secret").await.unwrap();
    script.state().fault = Some(KeychainError::Locked);
    for _ in 0..5 {
        let code = get(&keychain, Initiator::Background)
            .await
            .unwrap_err()
            .code;
        assert_eq!(code, ErrorCode::KeychainLocked);
    }
    assert_eq!(
        script.count("get one"),
        2,
        "one by the put, one by the first locked call"
    );
    assert_eq!(
        get(&keychain, Initiator::Owner).await.unwrap_err().code,
        ErrorCode::KeychainLocked
    );
    assert_eq!(script.count("get one"), 3);
    script.state().fault = None;
    get(&keychain, Initiator::Owner).await.unwrap();
    assert!(
        get(&keychain, Initiator::Background)
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_session_key_has_precedence_until_the_next_put_or_removal() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "kept").await.unwrap();
    script.state().fault = Some(KeychainError::Missing);
    put(&keychain, "new").await.unwrap_err();
    assert_eq!(
        keychain.place(&id("one")),
        KeyPlace::Keychain,
        "a failed put holds no key"
    );

    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Absent);
    assert_eq!(keychain.place(&id("one")), KeyPlace::Session);
    assert_eq!(got(&keychain, "one").await.1, "held");
    script.state().fault = None;
    put(&keychain, "new").await.unwrap();
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
    assert_eq!(got(&keychain, "one").await.1, "new");

    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Absent);
    keychain.remove(&id("one"), Initiator::Owner).await.unwrap();
    assert!(get(&keychain, Initiator::Owner).await.unwrap().is_none());
    assert_eq!(script.entry("one"), None);
}

#[tokio::test]
async fn a_session_key_can_be_removed_without_a_keychain() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    script.state().fault = Some(KeychainError::Missing);
    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Absent);
    keychain.remove(&id("one"), Initiator::Owner).await.unwrap();
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
    let again = keychain
        .remove(&id("one"), Initiator::Owner)
        .await
        .unwrap_err();
    assert_eq!(
        again.code,
        ErrorCode::KeychainMissing,
        "the keychain may hold an entry"
    );
}

#[tokio::test]
async fn a_keychain_that_is_slow_to_start_times_out() {
    let (release, hang) = mpsc::channel::<()>();
    let make = move || {
        let _ = hang.recv();
        Box::new(InMemory::default()) as Box<dyn SecretStore>
    };
    let keychain = Keychain::start_with(make, limits(SHORT, LONG));
    keychain.wait_for_name().await;
    assert!(!keychain.name().is_empty());
    assert_eq!(
        get(&keychain, Initiator::Background)
            .await
            .unwrap_err()
            .code,
        TIMED_OUT
    );
    drop(release);
    assert!(get(&keychain, Initiator::Owner).await.unwrap().is_none());
    assert_eq!(keychain.name(), "Memory");
}

#[tokio::test]
async fn a_panic_in_the_keychain_fails_only_the_call() {
    struct Panicking;
    impl SecretStore for Panicking {
        fn name(&self) -> String {
            "Panicking".to_owned()
        }
        fn get(&mut self, _: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
            panic!("expected by the test")
        }
        fn set(&mut self, _: &str, _: &str) -> Result<(), KeychainError> {
            Ok(())
        }
        fn delete(&mut self, _: &str) -> Result<(), KeychainError> {
            Ok(())
        }
    }
    let keychain = Keychain::start_with(|| Box::new(Panicking), limits(LONG, LONG));
    for _ in 0..2 {
        let code = get(&keychain, Initiator::Owner).await.unwrap_err().code;
        assert_eq!(code, ErrorCode::KeychainFailed);
    }
}

const TIMED_OUT: ErrorCode = ErrorCode::KeychainTimedOut;

fn limits(background: Duration, owner: Duration) -> KeychainTimeouts {
    KeychainTimeouts { background, owner }
}

fn id(text: &str) -> PoolId {
    PoolId(text.to_owned())
}

fn key(id: &str, secret: &str) -> AccessKey {
    AccessKey::new(id, AccessKeySecret::new(secret.to_owned())).unwrap()
}

fn entry(id: &str, secret: &str) -> String {
    format!(r#"{{"access_key_id":"{id}","access_key_secret":"{secret}"}}"#)
}

async fn get(keychain: &Keychain, initiator: Initiator) -> Result<Option<AccessKey>, Failure> {
    keychain.get(&id("one"), initiator).await
}

async fn owner_gets(keychain: Keychain) -> Result<Option<AccessKey>, Failure> {
    get(&keychain, Initiator::Owner).await
}

async fn remove(keychain: &Keychain) -> Result<(), Failure> {
    keychain.remove(&id("one"), Initiator::Owner).await
}

async fn put(keychain: &Keychain, secret: &str) -> Result<(), Failure> {
    keychain
        .put(&id("one"), &key("id", secret), Initiator::Owner)
        .await
}

async fn got(keychain: &Keychain, pool: &str) -> (String, String) {
    let key = keychain
        .get(&id(pool), Initiator::Owner)
        .await
        .unwrap()
        .unwrap();
    (key.id().to_owned(), key.secret().expose_secret().to_owned())
}
