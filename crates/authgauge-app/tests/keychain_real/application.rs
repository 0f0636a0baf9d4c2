//! The application with a keychain that can be used only later.

use std::time::{Duration, Instant};

use authgauge_app::{Application, Parts, startup};
use authgauge_core::error::ErrorCode;
use authgauge_core::pool::{Pool, Service, SignInWay};
use authgauge_store::Store;
use genauth::Host;
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

use crate::session::{Keyring, in_a_session, unlock};
use crate::{LIMIT, create_entry, keychain, pool, wait};

#[test]
fn a_keychain_that_comes_up_after_the_program_is_used_at_once() {
    let name = "application::a_keychain_that_comes_up_after_the_program_is_used_at_once";
    in_a_session(name, || {
        let keyring = Keyring::start();
        store_key();
        drop(keyring);
        wait(async {
            let application = application();
            let _running = run(&application);
            wait_for_failure(&application, ErrorCode::KeychainMissing).await;
            assert_eq!(application.snapshot().keychain.name, "Secret Service");
            // By then it tries again after a minute only.
            tokio::time::sleep(Duration::from_secs(22)).await;
            let began = Instant::now();
            let _keyring = tokio::task::spawn_blocking(Keyring::start).await.unwrap();
            // The key is read: only the server is missing.
            wait_for_failure(&application, ErrorCode::Unreachable).await;
            assert!(
                began.elapsed() < Duration::from_secs(15),
                "{:?}",
                began.elapsed()
            );
            assert_eq!(application.snapshot().keychain.name, "GNOME Keyring");
            assert!(!application.snapshot().keychain.session_only);
        });
    });
}

#[test]
fn a_keychain_that_is_unlocked_later_is_used_at_once() {
    let name = "application::a_keychain_that_is_unlocked_later_is_used_at_once";
    in_a_session(name, || {
        let _keyring = Keyring::start();
        store_key();
        let service = SecretService::connect(EncryptionType::Dh).unwrap();
        service.get_default_collection().unwrap().lock().unwrap();
        wait(async {
            let application = application();
            let _running = run(&application);
            wait_for_failure(&application, ErrorCode::KeychainLocked).await;
            tokio::time::sleep(Duration::from_secs(22)).await;
            let began = Instant::now();
            tokio::task::spawn_blocking(unlock).await.unwrap();
            wait_for_failure(&application, ErrorCode::Unreachable).await;
            assert!(
                began.elapsed() < Duration::from_secs(15),
                "{:?}",
                began.elapsed()
            );
        });
    });
}

/// A pool whose server does not answer.
fn unreachable_pool() -> Pool {
    Pool {
        id: pool(),
        name: "Acme".to_owned(),
        service: Service::Private,
        host: Host::parse("http://127.0.0.1:9").unwrap(),
        sign_in: SignInWay::Token,
        ca_pem: None,
    }
}

/// Stores the pool's key as an earlier run of Authgauge did: bound to the pool's host and sign-in way.
fn store_key() {
    let pool = unreachable_pool();
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, pool.key_use().as_bytes());
    let bound_to: String = digest
        .as_ref()
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect();
    let text = serde_json::json!({
        "access_key_id": "id",
        "access_key_secret": "secret",
        "bound_to": bound_to,
    });
    create_entry("default", &pool.keychain_entry(), &text.to_string());
}

/// The application with one pool, whose key is in the keychain.
fn application() -> Application {
    let store = Store::in_memory().unwrap();
    store.add_pool(&unreachable_pool()).unwrap();
    Application::open(Parts::new(store, keychain(), startup::system_clock())).unwrap()
}

fn run(application: &Application) -> [tokio::task::JoinHandle<()>; 2] {
    let (running, watching) = (application.clone(), application.clone());
    [
        tokio::spawn(async move { running.run().await }),
        tokio::spawn(async move { watching.watch_keychain().await }),
    ]
}

async fn wait_for_failure(application: &Application, code: ErrorCode) {
    let failed = async {
        loop {
            let pools = application.snapshot().pools;
            let mut failures = pools.iter().filter_map(|pool| pool.usage_failure.as_ref());
            if failures.any(|failure| failure.code == code) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(LIMIT, failed).await.unwrap();
}
