//! A session is a desktop of its own, with a keyring that can be looked into, locked, stopped and
//! silenced.
#![cfg(target_os = "linux")]

use std::{io::Write, process::Stdio};

use desktop_driver::{Keyring, Session};

/// Stores an entry as any desktop program would; true when the keyring took it.
fn store(session: &Session, pool: &str, secret: &str) -> std::io::Result<bool> {
    let mut command = session.command("secret-tool");
    command
        .args(["store", "--label", "Authgauge test", "pool", pool])
        .stdin(Stdio::piped());
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(secret.as_bytes())?;
    }
    Ok(child.wait()?.success())
}

#[tokio::test]
async fn the_keyring_is_real_and_shows_what_it_holds() {
    let mut session = Session::start().await.unwrap();
    assert_eq!(session.keyring_items().await.unwrap(), []);

    assert!(store(&session, "first", "s3cret").unwrap());
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
    // The daemon may add an attribute of its own to what it reads back.
    let again = session.keyring_items().await.unwrap();
    assert_eq!(again.len(), 1);
    assert_eq!(
        again[0].attributes.get("pool"),
        items[0].attributes.get("pool")
    );
    assert!(again[0].holds("s3cret"));
}

#[tokio::test]
async fn a_locked_keyring_shows_nothing() {
    let session = Session::start().await.unwrap();
    assert!(store(&session, "first", "s3cret").unwrap());
    session.lock_keyring().await.unwrap();
    assert_eq!(session.keyring_items().await.unwrap(), []);
}

#[tokio::test]
async fn two_sessions_share_nothing() {
    let one = Session::start().await.unwrap();
    let other = Session::start().await.unwrap();
    assert!(store(&one, "first", "s3cret").unwrap());
    assert_eq!(one.keyring_items().await.unwrap().len(), 1);
    assert_eq!(other.keyring_items().await.unwrap(), []);
    assert_ne!(one.home(), other.home());
}

#[tokio::test]
async fn a_session_without_a_keyring_has_nobody_to_ask() {
    let session = Session::start_with(Keyring::Absent).await.unwrap();
    assert!(session.keyring_items().await.is_err());
    assert!(!store(&session, "first", "s3cret").unwrap());
}
