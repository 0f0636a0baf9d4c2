//! Tests with a real GNOME Keyring, and with a real KeePassXC, on a private bus in a private home directory.
//!
//! Bus and home directory are set by the environment, so each test runs again in a process with a private one.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod application;
mod keepassxc;
mod session;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use authgauge_app::keychain::{Initiator, Keychain, OsKeychain};
use authgauge_core::error::ErrorCode;
use authgauge_core::pool::PoolId;
use genauth::{AccessKey, AccessKeySecret};
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use zbus::blocking::Connection;
use zbus::blocking::fdo::DBusProxy;

use session::{Keyring, in_a_session, stop};

/// The longest wait; tests do not wait that long.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

#[test]
fn a_key_is_put_updated_in_place_and_removed() {
    in_a_session("a_key_is_put_updated_in_place_and_removed", || {
        let _keyring = Keyring::start();
        let keychain = keychain();
        wait(keychain.wait_for_name());
        assert_eq!(keychain.name(), "GNOME Keyring");
        assert!(
            wait(keychain.get(&pool(), Initiator::Owner))
                .unwrap()
                .is_none()
        );
        wait(keychain.remove(&pool(), Initiator::Owner)).unwrap();

        wait(keychain.put(&pool(), &key("id-1", "first"), Initiator::Owner)).unwrap();
        let first = entries();
        wait(keychain.put(&pool(), &key("id-2", "second"), Initiator::Owner)).unwrap();
        let second = entries();
        assert_eq!((first.len(), second.len()), (1, 1));
        assert_eq!(first[0].path, second[0].path, "the entry is the same one");
        let text = r#"{"access_key_id":"id-2","access_key_secret":"second"}"#;
        assert_eq!(second[0].text, text);
        assert_eq!(
            second[0].label,
            format!("Authgauge: access key of {}", pool())
        );
        assert_eq!(
            read(&keychain).unwrap(),
            ("id-2".to_owned(), "second".to_owned())
        );

        // Another process finds it, too.
        assert_eq!(read(&self::keychain()).unwrap().1, "second");
        wait(keychain.remove(&pool(), Initiator::Owner)).unwrap();
        assert!(entries().is_empty());
        assert!(
            wait(keychain.get(&pool(), Initiator::Owner))
                .unwrap()
                .is_none()
        );
        assert!(keychain.trouble().is_none());
    });
}

#[test]
fn equal_copies_of_an_entry_are_used_and_left_alone() {
    in_a_session("equal_copies_of_an_entry_are_used_and_left_alone", || {
        let _keyring = Keyring::start();
        let keychain = keychain();
        wait(keychain.put(&pool(), &key("id", "secret"), Initiator::Owner)).unwrap();
        let text = entries().remove(0).text;
        for collection in COLLECTIONS {
            copy(collection, &text);
        }
        assert_eq!(entries().len(), 1 + COLLECTIONS.len());
        for keychain in [&keychain, &self::keychain()] {
            assert_eq!(read(keychain).unwrap().1, "secret");
        }
        assert_eq!(entries().len(), 1 + COLLECTIONS.len());
        assert!(keychain.trouble().is_none());
    });
}

#[test]
fn different_copies_of_an_entry_are_named_and_a_replaced_key_settles_it() {
    let name = "different_copies_of_an_entry_are_named_and_a_replaced_key_settles_it";
    in_a_session(name, || {
        let _keyring = Keyring::start();
        for (number, collection) in COLLECTIONS.into_iter().enumerate() {
            let keychain = keychain();
            wait(keychain.put(&pool(), &key("id", "secret"), Initiator::Owner)).unwrap();
            copy(collection, "{}");
            let failure = wait(keychain.get(&pool(), Initiator::Owner)).unwrap_err();
            assert_eq!(failure.code, ErrorCode::KeychainFailed);
            assert_eq!(failure.reason(), Some("entries_differ"), "{collection}");
            assert_eq!(keychain.trouble(), Some(failure));
            assert_eq!(entries().len(), 2 + number);

            wait(keychain.put(&pool(), &key("id", "new"), Initiator::Owner)).unwrap();
            assert_eq!(read(&keychain).unwrap().1, "new");
            assert!(entries().iter().all(|entry| entry.text.contains("new")));
        }
        wait(keychain().remove(&pool(), Initiator::Owner)).unwrap();
        assert!(entries().is_empty());
    });
}

#[test]
fn removing_a_pool_removes_its_key_whatever_its_host_is_now() {
    in_a_session(
        "removing_a_pool_removes_its_key_whatever_its_host_is_now",
        || {
            let _keyring = Keyring::start();
            let keychain = keychain();
            let kept = ["other@https://a.example", "one-more@https://a.example"];
            let removed = ["one@https://a.example", "one@https://b.example:8443"];
            for account in kept.iter().chain(&removed) {
                let entry = PoolId((*account).to_owned());
                wait(keychain.put(&entry, &key("id", account), Initiator::Owner)).unwrap();
            }
            let altered = PoolId("one@https://altered.example".to_owned());
            wait(keychain.remove(&altered, Initiator::Owner)).unwrap();
            let mut left: Vec<_> = entries().into_iter().map(|entry| entry.label).collect();
            left.sort();
            let label = |account| format!("Authgauge: access key of {account}");
            assert_eq!(left, [label(kept[1]), label(kept[0])]);
        },
    );
}

#[test]
fn an_entry_that_is_no_text_is_not_understood_and_can_be_replaced() {
    in_a_session(
        "an_entry_that_is_no_text_is_not_understood_and_can_be_replaced",
        || {
            let _keyring = Keyring::start();
            let keychain = keychain();
            wait(keychain.put(&pool(), &key("id", "before"), Initiator::Owner)).unwrap();
            let service = SecretService::connect(EncryptionType::Dh).unwrap();
            let found = service
                .search_items([("service", "Authgauge")].into())
                .unwrap();
            found.unlocked[0]
                .set_secret(b"canary \xff", "text/plain")
                .unwrap();
            let failure = wait(keychain.get(&pool(), Initiator::Owner)).unwrap_err();
            assert_eq!(failure.code, ErrorCode::KeychainFailed);
            wait(keychain.put(&pool(), &key("id", "after"), Initiator::Owner)).unwrap();
            assert_eq!(read(&keychain).unwrap().1, "after");
        },
    );
}

#[test]
fn a_keychain_that_stays_locked_is_reported_as_locked() {
    in_a_session("a_keychain_that_stays_locked_is_reported_as_locked", || {
        let _keyring = Keyring::start();
        let keychain = keychain();
        wait(keychain.put(&pool(), &key("id", "secret"), Initiator::Owner)).unwrap();
        let service = SecretService::connect(EncryptionType::Dh).unwrap();
        service.get_default_collection().unwrap().lock().unwrap();
        // No program on this bus can show a prompt, so it is dismissed.
        for initiator in [Initiator::Owner, Initiator::Background] {
            let failure = wait(keychain.get(&pool(), initiator)).unwrap_err();
            assert_eq!(failure.code, ErrorCode::KeychainLocked);
        }
        let failure = wait(keychain.put(&pool(), &key("id", "new"), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainLocked);
        let other = PoolId("another".to_owned());
        let failure = wait(keychain.put(&other, &key("id", "new"), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainLocked);
        let failure = wait(keychain.remove(&pool(), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainLocked);
    });
}

#[test]
fn a_stopped_keychain_is_missing_until_it_runs_again() {
    in_a_session("a_stopped_keychain_is_missing_until_it_runs_again", || {
        let keychain = keychain();
        wait(keychain.wait_for_name());
        assert_eq!(keychain.name(), "Secret Service");
        let failure = wait(keychain.get(&pool(), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainMissing);
        let failure = wait(keychain.put(&pool(), &key("id", "s"), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainMissing);

        let keyring = Keyring::start();
        wait(keychain.put(&pool(), &key("id", "secret"), Initiator::Owner)).unwrap();
        drop(keyring);
        let failure = wait(keychain.get(&pool(), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainMissing);
        let _keyring = Keyring::start();
        assert_eq!(read(&keychain).unwrap().1, "secret");
    });
}

#[test]
fn without_a_bus_the_keychain_is_missing() {
    in_a_session("without_a_bus_the_keychain_is_missing", || {
        let bus = Connection::session().unwrap();
        let pid = DBusProxy::new(&bus)
            .unwrap()
            .get_connection_unix_process_id("org.freedesktop.DBus".try_into().unwrap())
            .unwrap();
        stop(pid);
        let keychain = keychain();
        let failure = wait(keychain.get(&pool(), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainMissing);
    });
}

#[test]
fn a_key_survives_locking_and_unlocking() {
    in_a_session("a_key_survives_locking_and_unlocking", || {
        let keyring = Keyring::start();
        let keychain = keychain();
        wait(keychain.put(&pool(), &key("id", CANARY), Initiator::Owner)).unwrap();
        let service = SecretService::connect(EncryptionType::Dh).unwrap();
        service.get_default_collection().unwrap().lock().unwrap();
        for _ in 0..10 {
            let failure = wait(keychain.get(&pool(), Initiator::Background)).unwrap_err();
            assert_eq!(failure.code, ErrorCode::KeychainLocked);
        }
        let late = key("id", "late");
        let failure = wait(keychain.put(&pool(), &late, Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainLocked);
        drop(keyring);
        let _unlocked = Keyring::start();
        // It is unlocked: the next background call reads the key.
        let key = wait(keychain.get(&pool(), Initiator::Background)).unwrap();
        assert_eq!(key.unwrap().secret().expose_secret(), CANARY);
    });
}

#[test]
fn a_stored_key_survives_a_killed_keychain() {
    in_a_session("a_stored_key_survives_a_killed_keychain", || {
        let keychain = keychain();
        for number in 0..5 {
            let keyring = Keyring::start();
            let secret = format!("{CANARY}-{number}");
            wait(keychain.put(&pool(), &key("id", &secret), Initiator::Owner)).unwrap();
            drop(keyring);
            let failure = wait(keychain.get(&pool(), Initiator::Owner)).unwrap_err();
            assert_eq!(failure.code, ErrorCode::KeychainMissing);
            let _back = Keyring::start();
            assert_eq!(read(&keychain).unwrap().1, secret);
            assert_eq!(entries().len(), 1);
        }
    });
}

#[test]
fn keys_of_every_shape_round_trip() {
    in_a_session("keys_of_every_shape_round_trip", || {
        let _keyring = Keyring::start();
        let longest = "9".repeat(256);
        let secrets = [
            "0",
            "0123456789abcdef0123456789abcdef",
            "a-b_c.d~e",
            "+/=",
            "\"\\'",
            "%20",
            &longest,
        ];
        let mut trips = 0;
        for secret in secrets {
            // One handle after another, as two processes would be.
            for keychain in [keychain(), keychain()] {
                wait(keychain.put(&pool(), &key("id", secret), Initiator::Owner)).unwrap();
                assert_eq!(read(&self::keychain()).unwrap().1, secret);
                trips += 1;
            }
            wait(keychain().remove(&pool(), Initiator::Owner)).unwrap();
            assert!(read(&keychain()).is_none());
        }
        assert!(entries().is_empty());
        let mut out = std::io::stdout().lock();
        writeln!(out, "count: {trips} round trips of the real keyring").unwrap();
    });
}

#[test]
fn no_key_is_written_in_plain() {
    in_a_session("no_key_is_written_in_plain", || {
        let _keyring = Keyring::start();
        let keychain = keychain();
        wait(keychain.put(&pool(), &key("id", CANARY), Initiator::Owner)).unwrap();
        let home = std::env::var_os("HOME").unwrap();
        // The header of the keyring's file: proves that the search works.
        assert!(is_in_a_file(Path::new(&home), b"GnomeKeyring"));
        assert!(!is_in_a_file(Path::new(&home), CANARY.as_bytes()));
    });
}

#[test]
fn concurrent_writers_leave_one_complete_entry() {
    in_a_session("concurrent_writers_leave_one_complete_entry", || {
        let _keyring = Keyring::start();
        wait(keychain().put(&pool(), &key("id", "first"), Initiator::Owner)).unwrap();
        std::thread::scope(|scope| {
            for name in ["a", "b"] {
                scope.spawn(move || {
                    let keychain = keychain();
                    for number in 0..10 {
                        let key = key(name, &format!("{name}{number}"));
                        wait(keychain.put(&pool(), &key, Initiator::Owner)).unwrap();
                    }
                });
            }
        });
        assert_eq!(entries().len(), 1);
        let (name, secret) = read(&keychain()).unwrap();
        assert!(["a", "b"].contains(&name.as_str()));
        assert_eq!(secret, format!("{name}9"));
    });
}

const CANARY: &str = "canary-7f3a91c2";

fn is_in_a_file(folder: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            return is_in_a_file(&entry.path(), bytes);
        }
        kind.is_file()
            && fs::read(entry.path())
                .unwrap()
                .windows(bytes.len())
                .any(|part| part == bytes)
    })
}

pub(crate) fn keychain() -> Keychain {
    Keychain::start(|| Box::new(OsKeychain::default()))
}

pub(crate) fn pool() -> PoolId {
    PoolId("0b7d3f6e-6f0c-4a53-9c0e-6b8f5f1f2a10".to_owned())
}

fn key(id: &str, secret: &str) -> AccessKey {
    AccessKey::new(id, AccessKeySecret::new(secret.to_owned())).unwrap()
}

fn read(keychain: &Keychain) -> Option<(String, String)> {
    let key = wait(keychain.get(&pool(), Initiator::Owner)).unwrap()?;
    Some((key.id().to_owned(), key.secret().expose_secret().to_owned()))
}

/// As in the application, callers run on a runtime and the keychain does not.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// The collections of a new keyring: the default one, and the one that ends with the session.
const COLLECTIONS: [&str; 2] = ["default", "session"];

/// Copies the pool's entry as a backup program does, with another text.
fn copy(collection: &str, text: &str) {
    create_entry(collection, &pool(), text);
}

pub(crate) fn create_entry(collection: &str, id: &PoolId, text: &str) {
    let service = SecretService::connect(EncryptionType::Dh).unwrap();
    let attributes = [("service", "Authgauge"), ("username", id.0.as_str())];
    let collection = service.get_collection_by_alias(collection).unwrap();
    collection
        .create_item(
            "Authgauge",
            attributes.into(),
            text.as_bytes(),
            false,
            "text/plain",
        )
        .unwrap();
}

struct Found {
    path: String,
    label: String,
    text: String,
}

/// The entries of the keyring for Authgauge, read without Authgauge's code.
fn entries() -> Vec<Found> {
    let service = SecretService::connect(EncryptionType::Dh).unwrap();
    let found = service
        .search_items([("service", "Authgauge")].into())
        .unwrap();
    let items = found.unlocked.iter().chain(&found.locked);
    items
        .map(|item| Found {
            path: item.item_path.to_string(),
            label: item.get_label().unwrap(),
            text: String::from_utf8(item.get_secret().unwrap()).unwrap(),
        })
        .collect()
}
