//! A webhook that is changed for another one.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use authgauge_app::WebhookState;
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};
use zeroize::Zeroizing;

use super::alerts::AlertFixture;
use super::webhook_consent::{Lockable, Webhook, all_called, state, with_hook};
use super::*;

/// Has the database refuse to save settings, as a full disk does; or no longer.
fn refuse_settings(dir: &Path, refuse: bool) {
    let database = rusqlite::Connection::open(dir.join("authgauge.db")).unwrap();
    for event in ["INSERT", "UPDATE"] {
        let sql = match refuse {
            true => format!(
                "CREATE TRIGGER no_{event} BEFORE {event} ON settings BEGIN SELECT RAISE(ABORT, 'full'); END"
            ),
            false => format!("DROP TRIGGER IF EXISTS no_{event}"),
        };
        database.execute_batch(&sql).unwrap();
    }
}

/// Agrees to the webhook, whose alert is queued while the keychain is locked.
async fn with_a_queued_alert(webhook: &Webhook, locked: &AtomicBool, alerts: &mut AlertFixture) {
    alerts.use_percent(50.0).await;
    let (app, hook) = (alerts.app.clone(), webhook.hook());
    let save = || app.change_settings(with_hook(hook.clone()));
    app.change_webhook(&hook, None, async { Ok(()) }, save)
        .await
        .unwrap();
    assert_eq!(state(alerts), WebhookState::Agreed);
    alerts.restart();
    alerts.use_percent(50.0).await;
    locked.store(true, Ordering::SeqCst);
    alerts.use_percent(85.0).await;
    assert_eq!(webhook.calls(), 0);
}

#[tokio::test]
async fn a_change_that_fails_leaves_the_former_webhook_agreed_and_its_queue_is_sent() {
    let cases = ["no", "bad secret", "locked keychain", "full disk"];
    for case in cases {
        let locked = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&locked);
        let store =
            move || -> Box<dyn SecretStore> { Box::new(Lockable(flag, InMemory::default())) };
        let webhook = Webhook::start().await;
        let mut alerts = AlertFixture::with_keychain(store).await;
        with_a_queued_alert(&webhook, &locked, &mut alerts).await;
        locked.store(case == "locked keychain", Ordering::SeqCst);
        if case == "full disk" {
            refuse_settings(&alerts.dir, true);
        }
        let other = HookChoice::Webhook {
            url: "https://hooks.example.com/".to_owned(),
            format: WebhookFormat::Plain,
            signed: case == "bad secret",
        };
        let (app, mut asked) = (alerts.app.clone(), false);
        let ask = async {
            asked = true;
            match case {
                "no" => Err(ErrorCode::NotConfirmed.into()),
                _ => Ok(()),
            }
        };
        let secret = Some(AccessKeySecret::new("no secret".to_owned()));
        let save = || app.change_settings(with_hook(other.clone()));
        let changed = app.change_webhook(&other, secret, ask, save).await;
        let code = match case {
            "no" => ErrorCode::NotConfirmed,
            "bad secret" => ErrorCode::SettingsInvalid,
            "locked keychain" => ErrorCode::KeychainLocked,
            _ => ErrorCode::StoreFailed,
        };
        assert_eq!(changed.unwrap_err().code, code, "{case}");
        assert_eq!(
            asked,
            case != "bad secret",
            "asked only about what can be saved"
        );
        locked.store(false, Ordering::SeqCst);
        // The owner's call has the keychain asked again.
        app.test_hook().await.unwrap();
        all_called(&app).await;
        assert_eq!(webhook.calls(), 2, "{case}: the test and the queued alert");
        assert_eq!(state(&alerts), WebhookState::Agreed, "{case}");
        // Also the keychain says so.
        refuse_settings(&alerts.dir, false);
        alerts.restart();
        alerts.app.test_hook().await.unwrap();
        assert_eq!(webhook.calls(), 1, "{case}");
    }
    println!("count: {} failed changes of a webhook", cases.len());
}

/// A keychain whose entries the test sees.
#[derive(Clone, Default)]
struct Entries(Arc<Mutex<BTreeMap<String, String>>>);

impl SecretStore for Entries {
    fn name(&self) -> String {
        "Entries".to_owned()
    }

    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
        let text = self.0.lock().unwrap().get(account).cloned();
        Ok(text.map(Zeroizing::new))
    }

    fn set(&mut self, account: &str, text: &str) -> Result<(), KeychainError> {
        let mut entries = self.0.lock().unwrap();
        entries.insert(account.to_owned(), text.to_owned());
        Ok(())
    }

    fn delete(&mut self, account: &str) -> Result<(), KeychainError> {
        self.0.lock().unwrap().remove(account);
        Ok(())
    }
}

#[tokio::test]
async fn a_failed_change_of_the_same_address_leaves_its_signing_secret() {
    let entries = Entries::default();
    let store = entries.clone();
    let fixture = Fixture::with_keychain(move || Box::new(store)).await;
    let app = fixture.app.clone();
    let signed = |format| HookChoice::Webhook {
        url: "https://hooks.example.com/".to_owned(),
        format,
        signed: true,
    };
    let secret = |letter: &str| Some(AccessKeySecret::new(letter.repeat(32)));
    let hook = signed(WebhookFormat::Feishu);
    let save = || app.change_settings(with_hook(hook.clone()));
    app.change_webhook(&hook, secret("a"), async { Ok(()) }, save)
        .await
        .unwrap();
    let before = entries.0.lock().unwrap().clone();
    assert_eq!(before.len(), 2, "secret and consent");
    // Another format, and then the secret alone.
    for other in [signed(WebhookFormat::DingTalk), hook] {
        let failed = app.change_webhook(&other, secret("b"), async { Ok(()) }, || {
            Err(ErrorCode::StoreFailed.into())
        });
        assert!(failed.await.is_err());
        assert_eq!(*entries.0.lock().unwrap(), before);
        assert_eq!(app.overview().webhook, WebhookState::Agreed);
    }
}
