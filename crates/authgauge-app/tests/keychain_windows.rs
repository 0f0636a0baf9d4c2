//! Tests with the real Credential Manager of Windows, or Wine's. Each uses pools of its own, which it removes.
#![cfg(windows)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write as _;

use authgauge_app::keychain::{Initiator, Keychain, OsKeychain, SecretStore as _};
use authgauge_core::pool::PoolId;
use genauth::{AccessKey, AccessKeySecret};

#[test]
fn keys_of_every_shape_round_trip() {
    let pool = PoolId::random();
    let longest = "9".repeat(256);
    let doubled_in_the_entry = "\"".repeat(256);
    let secrets = [
        "0",
        "a-b_c.d~e",
        "+/=",
        "\"\\'",
        "%20",
        &longest,
        &doubled_in_the_entry,
    ];
    let mut trips = 0;
    for secret in secrets {
        // One handle after another, as two processes would be.
        for id in ["id", &doubled_in_the_entry] {
            wait(keychain().put(&pool, &key(id, secret), Initiator::Owner)).unwrap();
            assert_eq!(read(&pool), Some((id.to_owned(), secret.to_owned())));
            trips += 1;
        }
        wait(keychain().remove(&pool, Initiator::Owner)).unwrap();
        assert_eq!(read(&pool), None);
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "count: {trips} round trips of the Credential Manager").unwrap();
}

#[test]
fn a_key_is_updated_in_place() {
    let pool = PoolId::random();
    for secret in ["first", "second"] {
        wait(keychain().put(&pool, &key("id", secret), Initiator::Owner)).unwrap();
    }
    assert_eq!(entries_of(&pool), std::slice::from_ref(&pool.0));
    assert_eq!(read(&pool), Some(("id".to_owned(), "second".to_owned())));
    wait(keychain().remove(&pool, Initiator::Owner)).unwrap();
    assert!(entries_of(&pool).is_empty());
}

#[test]
fn removing_a_pool_removes_the_entries_of_all_its_hosts() {
    let (pool, other) = (PoolId::random(), PoolId::random());
    let at = |pool: &PoolId, host: &str| PoolId(format!("{}@{host}", pool.0));
    let hosts = ["api.genauth.ai", "core.authing.cn", "id.acme.example:8443"];
    for host in hosts {
        wait(keychain().put(&at(&pool, host), &key("id", host), Initiator::Owner)).unwrap();
    }
    let kept = at(&other, "api.genauth.ai");
    wait(keychain().put(&kept, &key("id", "kept"), Initiator::Owner)).unwrap();
    assert_eq!(entries_of(&pool).len(), hosts.len());

    wait(keychain().remove(&at(&pool, "api.genauth.ai"), Initiator::Owner)).unwrap();
    assert!(entries_of(&pool).is_empty());
    assert_eq!(read(&kept).unwrap().1, "kept");
    wait(keychain().remove(&kept, Initiator::Owner)).unwrap();
}

#[test]
fn what_is_too_large_for_an_entry_is_refused_and_changes_nothing() {
    let pool = PoolId::random();
    let mut store = OsKeychain::default();
    let (fits, too_large) = ("x".repeat(2560), "x".repeat(2561));
    store.set(&pool.0, &fits).unwrap();
    assert!(store.set(&pool.0, &too_large).is_err());
    assert_eq!(*store.get(&pool.0).unwrap().unwrap(), fits);
    store.delete(&pool.0).unwrap();
    assert!(store.get(&pool.0).unwrap().is_none());
}

fn keychain() -> Keychain {
    Keychain::start(|| Box::new(OsKeychain::default()))
}

fn key(id: &str, secret: &str) -> AccessKey {
    AccessKey::new(id, AccessKeySecret::new(secret.to_owned())).unwrap()
}

fn read(pool: &PoolId) -> Option<(String, String)> {
    let key = wait(keychain().get(pool, Initiator::Owner)).unwrap()?;
    Some((key.id().to_owned(), key.secret().expose_secret().to_owned()))
}

/// The accounts of the pool's entries, as the Credential Manager lists them.
fn entries_of(pool: &PoolId) -> Vec<String> {
    OsKeychain::default().accounts_of(&pool.0).unwrap()
}

/// As in the application, callers run on a runtime and the keychain does not.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}
