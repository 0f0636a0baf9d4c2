//! A session is isolated, and its keyring can be read, locked, stopped and started.
#![cfg(target_os = "linux")]

use std::io::{self, Write};
use std::process::Stdio;

use desktop_driver::{Keyring, Session};

/// Stores an entry with another program; true when the keyring accepted it.
fn store(session: &Session, name: &str, secret: &str) -> io::Result<bool> {
    let mut command = session.command("secret-tool");
    command
        .args(["store", "--label", "Example", "name", name])
        .stdin(Stdio::piped());
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(secret.as_bytes())?;
    }
    Ok(child.wait()?.success())
}

#[tokio::test]
async fn keyring_items_are_read_and_survive_a_restart() {
    let mut session = Session::start().await.unwrap();
    assert_eq!(session.keyring_items().await.unwrap(), []);

    assert!(store(&session, "first", "s3cret").unwrap());
    let items = session.keyring_items().await.unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        items[0].attributes.get("name").map(String::as_str),
        Some("first")
    );
    assert!(items[0].contains("s3cret"));
    assert!(!format!("{items:?}").contains("s3cret"));

    session.stop_keyring().await.unwrap();
    assert!(session.keyring_items().await.is_err());
    session.start_keyring().await.unwrap();
    // The restarted daemon may add an attribute.
    let reloaded = session.keyring_items().await.unwrap();
    assert_eq!(reloaded.len(), 1);
    assert_eq!(
        reloaded[0].attributes.get("name"),
        items[0].attributes.get("name")
    );
    assert!(reloaded[0].contains("s3cret"));
}

#[tokio::test]
async fn a_locked_keyring_lists_no_items() {
    let session = Session::start().await.unwrap();
    assert!(store(&session, "first", "s3cret").unwrap());
    session.lock_keyring().await.unwrap();
    assert_eq!(session.keyring_items().await.unwrap(), []);
}

#[tokio::test]
async fn sessions_have_separate_keyrings_and_homes() {
    let one = Session::start().await.unwrap();
    let other = Session::start().await.unwrap();
    assert!(store(&one, "first", "s3cret").unwrap());
    assert_eq!(one.keyring_items().await.unwrap().len(), 1);
    assert_eq!(other.keyring_items().await.unwrap(), []);
    assert_ne!(one.home(), other.home());
}

#[tokio::test]
async fn without_a_keyring_reading_and_storing_fail() {
    let session = Session::start_with(Keyring::Absent).await.unwrap();
    assert!(session.keyring_items().await.is_err());
    assert!(!store(&session, "first", "s3cret").unwrap());
}
