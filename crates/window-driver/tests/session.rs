//! A session is a desktop of its own, with a keyring that can be looked into, locked, stopped and
//! silenced.
#![cfg(target_os = "linux")]

use std::{io::Write, process::Stdio};

use window_driver::{Keyring, Session};

/// Stores an entry as any desktop program would.
fn store(session: &Session, pool: &str, secret: &str) -> bool {
    let mut child = session
        .command("secret-tool")
        .args(["store", "--label", "Headroom test", "pool", pool])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(secret.as_bytes())
        .unwrap();
    child.wait().unwrap().success()
}

#[tokio::test]
async fn the_keyring_is_real_and_shows_what_it_holds() {
    let mut session = Session::start().await.unwrap();
    assert_eq!(session.keyring_items().await.unwrap(), []);

    assert!(store(&session, "first", "s3cret"));
    let items = session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        items[0].attributes.get("pool").map(String::as_str),
        Some("first")
    );
    assert!(items[0].holds("s3cret"));
    assert!(!format!("{items:?}").contains("s3cret"));

    session.stop_keyring().await.unwrap();
    assert!(session.keyring_items().await.is_err());
    session.start_keyring().await.unwrap();
    assert_eq!(session.keyring_items().await.unwrap(), items);
}

#[tokio::test]
async fn a_locked_keyring_shows_nothing() {
    let session = Session::start().await.unwrap();
    assert!(store(&session, "first", "s3cret"));
    session.lock_keyring().await.unwrap();
    assert_eq!(session.keyring_items().await.unwrap(), []);
}

#[tokio::test]
async fn two_sessions_share_nothing() {
    let one = Session::start().await.unwrap();
    let other = Session::start().await.unwrap();
    assert!(store(&one, "first", "s3cret"));
    assert_eq!(one.keyring_items().await.unwrap().len(), 1);
    assert_eq!(other.keyring_items().await.unwrap(), []);
    assert_ne!(one.home(), other.home());
}

#[tokio::test]
async fn a_session_without_a_keyring_has_nobody_to_ask() {
    let session = Session::start_with(Keyring::Absent).await.unwrap();
    assert!(session.keyring_items().await.is_err());
    assert!(!store(&session, "first", "s3cret"));
}
