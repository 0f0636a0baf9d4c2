//! A keychain that is locked, absent, silent or wrong: each says its code, and nothing hangs.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faults;
mod named;
mod script;

use std::{sync::mpsc, time::Duration};

use authgauge_app::keychain::{
    InMemory, Keychain, KeychainError, Limits, Patience, PriorEntry, SecretStore,
};
use authgauge_app::view::KeyPlace;
use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use authgauge_core::pool::PoolId;
use genauth::{AccessKey, AccessKeySecret};
use tokio::time::timeout;
use zeroize::Zeroizing;

use script::scripted;

const SHORT: Duration = Duration::from_millis(20);
/// Longer than any test runs.
const LONG: Duration = Duration::from_secs(600);

#[tokio::test]
async fn keys_come_back_until_they_are_removed() {
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    assert!(
        keychain
            .get(&id("one"), Patience::Owner)
            .await
            .unwrap()
            .is_none()
    );
    keychain
        .put(&id("one"), &key("id-1", "se\"cr\\et-1"), Patience::Owner)
        .await
        .unwrap();
    keychain
        .put(&id("two"), &key("id-2", "secret-2"), Patience::Owner)
        .await
        .unwrap();
    assert_eq!(
        got(&keychain, "one").await,
        ("id-1".to_owned(), "se\"cr\\et-1".to_owned())
    );
    keychain.remove(&id("one"), Patience::Owner).await.unwrap();
    keychain.remove(&id("one"), Patience::Owner).await.unwrap();
    assert!(
        keychain
            .get(&id("one"), Patience::Owner)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(got(&keychain, "two").await.0, "id-2");
    assert!(keychain.trouble().is_none());
}

#[tokio::test]
async fn a_new_key_takes_the_old_ones_place_in_one_write() {
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
async fn each_fault_has_its_code() {
    for (fault, code) in [
        (KeychainError::Missing, ErrorCode::KeychainMissing),
        (KeychainError::Locked, ErrorCode::KeychainLocked),
        (KeychainError::Failed, ErrorCode::KeychainFailed),
    ] {
        let (keychain, script) = scripted(limits(LONG, LONG));
        put(&keychain, "before").await.unwrap();
        script.state().fault = Some(fault);
        assert_eq!(
            get(&keychain, Patience::Owner).await.unwrap_err().code,
            code
        );
        assert_eq!(put(&keychain, "after").await.unwrap_err().code, code);
        assert_eq!(
            keychain
                .remove(&id("one"), Patience::Owner)
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
async fn an_entry_that_somebody_deleted_is_none() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "secret").await.unwrap();
    script.state().entries.clear();
    assert!(get(&keychain, Patience::Owner).await.unwrap().is_none());
}

#[tokio::test]
async fn an_entry_that_somebody_changed_is_not_understood_and_can_be_replaced() {
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
        let failure = get(&keychain, Patience::Owner).await.unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainFailed, "{text}");
        assert_eq!(failure.params["reason"], "entry_not_understood");
        assert!(!format!("{failure:?} {failure}").contains("canary"));
    }
    put(&keychain, "new").await.unwrap();
    assert_eq!(got(&keychain, "one").await.1, "new");
}

#[tokio::test]
async fn a_silent_keychain_is_waited_for_no_longer_than_patience_lasts() {
    let (keychain, script) = scripted(limits(SHORT, SHORT));
    script.state().hangs = true;
    for patience in [Patience::Owner, Patience::Background] {
        assert_eq!(get(&keychain, patience).await.unwrap_err().code, TIMED_OUT);
    }
    assert_eq!(put(&keychain, "late").await.unwrap_err().code, TIMED_OUT);
    assert_eq!(remove(&keychain).await.unwrap_err().code, TIMED_OUT);
    assert_eq!(keychain.trouble().unwrap().code, TIMED_OUT);
}

#[tokio::test]
async fn nobody_in_the_background_queues_up_behind_a_prompt() {
    let (keychain, mut script) = scripted(limits(SHORT, LONG));
    script.state().hangs = true;
    let asked = tokio::spawn(owner_gets(keychain.clone()));
    script.began("get one").await;
    for _ in 0..20 {
        assert_eq!(
            get(&keychain, Patience::Background).await.unwrap_err().code,
            TIMED_OUT
        );
    }
    // The owner answers: those who still wait are served, and nobody else is.
    let waiting = tokio::spawn(owner_gets(keychain.clone()));
    script.wake();
    assert!(asked.await.unwrap().unwrap().is_none());
    assert!(waiting.await.unwrap().unwrap().is_none());
    assert_eq!(script.count("get one"), 2);
}

#[tokio::test]
async fn what_was_given_up_on_before_it_began_is_not_done() {
    let (keychain, mut script) = scripted(limits(LONG, LONG));
    script
        .state()
        .entries
        .insert("one".to_owned(), entry("id", "there"));
    script.state().hangs = true;
    let asked = tokio::spawn(owner_gets(keychain.clone()));
    script.began("get one").await;
    timeout(SHORT, put(&keychain, "late")).await.unwrap_err();
    timeout(SHORT, remove(&keychain)).await.unwrap_err();
    script.wake();
    asked.await.unwrap().unwrap();
    assert_eq!(got(&keychain, "one").await.1, "there");
    assert_eq!(script.writes(), [] as [&str; 0]);
}

#[tokio::test]
async fn a_key_that_came_too_late_is_taken_back() {
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
        // Without callers the keychain ends its thread, and with that the script's events.
        drop(keychain);
        script.ended().await;
        assert_eq!(script.entry("one"), before);
    }
}

#[tokio::test]
async fn a_prompt_that_was_dismissed_does_not_come_back_by_itself() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "secret").await.unwrap();
    script.state().fault = Some(KeychainError::Locked);
    for _ in 0..5 {
        let code = get(&keychain, Patience::Background).await.unwrap_err().code;
        assert_eq!(code, ErrorCode::KeychainLocked);
    }
    assert_eq!(
        script.count("get one"),
        2,
        "one by the put, one that found it locked"
    );
    assert_eq!(
        get(&keychain, Patience::Owner).await.unwrap_err().code,
        ErrorCode::KeychainLocked
    );
    assert_eq!(script.count("get one"), 3);
    script.state().fault = None;
    get(&keychain, Patience::Owner).await.unwrap();
    assert!(
        get(&keychain, Patience::Background)
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_session_key_comes_first_and_goes_with_the_next_put_or_removal() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    put(&keychain, "kept").await.unwrap();
    script.state().fault = Some(KeychainError::Missing);
    put(&keychain, "new").await.unwrap_err();
    assert_eq!(
        keychain.place(&id("one")),
        KeyPlace::Keychain,
        "not by itself"
    );

    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Nothing);
    assert_eq!(keychain.place(&id("one")), KeyPlace::Session);
    assert_eq!(got(&keychain, "one").await.1, "held");
    script.state().fault = None;
    put(&keychain, "new").await.unwrap();
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
    assert_eq!(got(&keychain, "one").await.1, "new");

    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Nothing);
    keychain.remove(&id("one"), Patience::Owner).await.unwrap();
    assert!(get(&keychain, Patience::Owner).await.unwrap().is_none());
    assert_eq!(script.entry("one"), None);
}

#[tokio::test]
async fn a_session_key_can_be_removed_where_there_is_no_keychain() {
    let (keychain, script) = scripted(limits(LONG, LONG));
    script.state().fault = Some(KeychainError::Missing);
    keychain.hold_for_session(&id("one"), key("id", "held"), PriorEntry::Nothing);
    keychain.remove(&id("one"), Patience::Owner).await.unwrap();
    assert_eq!(keychain.place(&id("one")), KeyPlace::Keychain);
    let again = keychain
        .remove(&id("one"), Patience::Owner)
        .await
        .unwrap_err();
    assert_eq!(
        again.code,
        ErrorCode::KeychainMissing,
        "an entry may be there all the same"
    );
}

#[tokio::test]
async fn a_keychain_that_cannot_be_made_in_time_says_so() {
    let (release, hang) = mpsc::channel::<()>();
    let make = move || {
        let _ = hang.recv();
        Box::new(InMemory::default()) as Box<dyn SecretStore>
    };
    let keychain = Keychain::start_with(make, limits(SHORT, LONG));
    keychain.settled().await;
    assert!(!keychain.name().is_empty());
    assert_eq!(
        get(&keychain, Patience::Background).await.unwrap_err().code,
        TIMED_OUT
    );
    drop(release);
    assert!(get(&keychain, Patience::Owner).await.unwrap().is_none());
    assert_eq!(keychain.name(), "Memory");
}

#[tokio::test]
async fn a_keychain_that_breaks_down_takes_nothing_with_it() {
    struct Broken;
    impl SecretStore for Broken {
        fn name(&self) -> String {
            "Broken".to_owned()
        }
        fn get(&mut self, _: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
            panic!("a keychain broke down, as this test wants")
        }
        fn set(&mut self, _: &str, _: &str) -> Result<(), KeychainError> {
            Ok(())
        }
        fn delete(&mut self, _: &str) -> Result<(), KeychainError> {
            Ok(())
        }
    }
    let keychain = Keychain::start_with(|| Box::new(Broken), limits(LONG, LONG));
    for _ in 0..2 {
        let code = get(&keychain, Patience::Owner).await.unwrap_err().code;
        assert_eq!(code, ErrorCode::KeychainFailed);
    }
}

const TIMED_OUT: ErrorCode = ErrorCode::KeychainTimedOut;

fn limits(background: Duration, owner: Duration) -> Limits {
    Limits { background, owner }
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

async fn get(keychain: &Keychain, patience: Patience) -> Result<Option<AccessKey>, Failure> {
    keychain.get(&id("one"), patience).await
}

async fn owner_gets(keychain: Keychain) -> Result<Option<AccessKey>, Failure> {
    get(&keychain, Patience::Owner).await
}

async fn remove(keychain: &Keychain) -> Result<(), Failure> {
    keychain.remove(&id("one"), Patience::Owner).await
}

async fn put(keychain: &Keychain, secret: &str) -> Result<(), Failure> {
    keychain
        .put(&id("one"), &key("id", secret), Patience::Owner)
        .await
}

async fn got(keychain: &Keychain, pool: &str) -> (String, String) {
    let key = keychain
        .get(&id(pool), Patience::Owner)
        .await
        .unwrap()
        .unwrap();
    (key.id().to_owned(), key.secret().expose_secret().to_owned())
}
