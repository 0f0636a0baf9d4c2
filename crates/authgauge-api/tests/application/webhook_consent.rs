use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use authgauge_app::WebhookState;
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use zeroize::Zeroizing;

use super::alerts::AlertFixture;
use super::*;

/// A webhook on this computer that counts its calls.
pub(super) struct Webhook {
    url: String,
    calls: Arc<AtomicUsize>,
}

impl Webhook {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let _ = client.read(&mut [0; 8192]).await;
                let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
                let _ = client.write_all(answer).await;
            }
        });
        Self { url, calls }
    }

    pub(super) fn calls(&self) -> usize {
        self.calls.swap(0, Ordering::SeqCst)
    }

    pub(super) fn hook(&self) -> HookChoice {
        hook(&self.url)
    }
}

fn hook(url: &str) -> HookChoice {
    HookChoice::Webhook {
        url: url.to_owned(),
        format: WebhookFormat::Plain,
        signed: false,
    }
}

pub(super) fn with_hook(hook: HookChoice) -> Settings {
    Settings {
        hook,
        ..Settings::default()
    }
}

pub(super) async fn all_called(app: &App) {
    tokio::time::timeout(Duration::from_secs(60), app.testing().hooks_called())
        .await
        .unwrap();
}

pub(super) fn state(alerts: &AlertFixture) -> WebhookState {
    alerts.app.overview().webhook
}

#[tokio::test]
async fn a_webhook_planted_in_the_database_is_not_called() {
    let webhook = Webhook::start().await;
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    plant_settings(&alerts.dir, &json!({ "hook": webhook.hook() }));
    alerts.restart();
    assert_eq!(state(&alerts), WebhookState::Unknown);
    alerts.use_percent(85.0).await;
    all_called(&alerts.app).await;
    let failure = alerts.app.test_hook().await.unwrap_err();
    assert_eq!(failure.reason(), Some("not_agreed"));
    assert_eq!(webhook.calls(), 0);
    assert_eq!(state(&alerts), WebhookState::NotAgreed);
    // The setting alone is not an agreement either.
    let settings = with_hook(hook("https://hooks.example.com/"));
    alerts.app.change_settings(settings).unwrap();
    alerts
        .app
        .change_settings(with_hook(webhook.hook()))
        .unwrap();
    assert!(alerts.app.test_hook().await.is_err());
    assert_eq!(webhook.calls(), 0);
}

#[tokio::test]
async fn what_was_agreed_to_is_called_after_a_restart_and_nothing_else_is() {
    let webhook = Webhook::start().await;
    let mut alerts = AlertFixture::new().await;
    alerts.use_percent(50.0).await;
    alerts.app.agree_to_webhook(&webhook.hook()).await.unwrap();
    alerts
        .app
        .change_settings(with_hook(webhook.hook()))
        .unwrap();
    assert_eq!(state(&alerts), WebhookState::Agreed);
    alerts.restart();
    alerts.use_percent(85.0).await;
    all_called(&alerts.app).await;
    assert_eq!((webhook.calls(), state(&alerts)), (1, WebhookState::Agreed));

    let altered = [
        json!({ "kind": "webhook", "url": format!("{}?to=else", webhook.url) }),
        json!({ "kind": "webhook", "url": webhook.url, "format": "slack" }),
        json!({ "kind": "webhook", "url": webhook.url, "signed": true }),
        json!({ "kind": "webhook", "url": webhook.url.replace("/hook", "/hooks") }),
    ];
    for hook in &altered {
        plant_settings(&alerts.dir, &json!({ "hook": hook }));
        alerts.restart();
        assert!(alerts.app.test_hook().await.is_err(), "{hook}");
        assert_eq!(state(&alerts), WebhookState::NotAgreed, "{hook}");
        assert_eq!(webhook.calls(), 0, "{hook}");
    }
    println!("count: {} alterations of an agreed webhook", altered.len());

    plant_settings(&alerts.dir, &json!({ "hook": webhook.hook() }));
    alerts.restart();
    alerts.app.test_hook().await.unwrap();
    assert_eq!(webhook.calls(), 1);
}

#[tokio::test]
async fn a_webhook_that_was_turned_off_is_agreed_to_again_before_it_is_called() {
    let webhook = Webhook::start().await;
    let mut alerts = AlertFixture::new().await;
    alerts.app.agree_to_webhook(&webhook.hook()).await.unwrap();
    alerts
        .app
        .change_settings(with_hook(webhook.hook()))
        .unwrap();
    alerts.app.change_settings(Settings::default()).unwrap();
    consent_is_removed(&alerts.app).await;
    plant_settings(&alerts.dir, &json!({ "hook": webhook.hook() }));
    alerts.restart();
    assert!(alerts.app.test_hook().await.is_err());
    assert_eq!(webhook.calls(), 0);
}

#[tokio::test]
async fn a_consent_that_a_locked_keychain_kept_is_removed_once_it_answers() {
    let locked = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&locked);
    let store = move || -> Box<dyn SecretStore> { Box::new(Lockable(flag, InMemory::default())) };
    let alerts = AlertFixture::with_keychain(store).await;
    let hook = hook("https://hooks.acme.example/alerts");
    alerts.app.agree_to_webhook(&hook).await.unwrap();
    alerts.app.change_settings(with_hook(hook)).unwrap();
    locked.store(true, Ordering::SeqCst);
    alerts.app.change_settings(Settings::default()).unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    locked.store(false, Ordering::SeqCst);
    assert!(has_consent(&alerts.app).await);
    let app = alerts.app.clone();
    tokio::spawn(async move { app.run().await });
    consent_is_removed(&alerts.app).await;
}

async fn has_consent(app: &App) -> bool {
    let (keychain, entry) = (app.testing().keychain(), app.testing().consent_entry());
    let found = keychain.get(&entry, Initiator::Owner).await;
    found.unwrap().is_some()
}

async fn consent_is_removed(app: &App) {
    let removed = async {
        while has_consent(app).await {
            tokio::task::yield_now().await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(60), removed).await;
    in_time.unwrap();
}

#[tokio::test]
async fn a_backup_restores_no_webhook() {
    let fixture = Fixture::new().await;
    let webhook = hook("https://hooks.example.com/token");
    fixture.app.agree_to_webhook(&webhook).await.unwrap();
    let settings = Settings {
        near_percent: 42,
        ..with_hook(webhook)
    };
    fixture.app.change_settings(settings).unwrap();
    let backup = fs::read_to_string(fixture.dir.path().join("authgauge.backup")).unwrap();
    assert!(backup.contains("\"near_percent\":42") && !backup.contains("hooks.example.com"));
    fs::write(fixture.dir.path().join("authgauge.db"), "damage").unwrap();
    for log in ["authgauge.db-wal", "authgauge.db-shm"] {
        let _ = fs::remove_file(fixture.dir.path().join(log));
    }
    let restarted = open(&fixture.dir, fixture.app.testing().keychain());
    let settings = restarted.overview().settings;
    assert_eq!(
        (settings.near_percent, settings.hook),
        (42, HookChoice::Off)
    );
}

#[tokio::test]
async fn without_a_keychain_the_agreement_ends_with_the_session() {
    let missing = || -> Box<dyn SecretStore> { Box::new(Failing(KeychainError::Missing)) };
    let fixture = Fixture::with_keychain(missing).await;
    let webhook = Webhook::start().await;
    fixture.app.agree_to_webhook(&webhook.hook()).await.unwrap();
    let settings = with_hook(webhook.hook());
    fixture.app.change_settings(settings).unwrap();
    assert_eq!(
        fixture.app.overview().webhook,
        WebhookState::AgreedForSession
    );
    fixture.app.test_hook().await.unwrap();
    assert_eq!(webhook.calls(), 1);
    let restarted = open(&fixture.dir, Keychain::start(missing));
    assert!(restarted.test_hook().await.is_err());
    assert_eq!(webhook.calls(), 0);
}

/// A keychain that is locked as long as the flag is set.
pub(super) struct Lockable(pub(super) Arc<AtomicBool>, pub(super) InMemory);

impl Lockable {
    fn open(&mut self) -> Result<&mut InMemory, KeychainError> {
        match self.0.load(Ordering::SeqCst) {
            true => Err(KeychainError::Locked),
            false => Ok(&mut self.1),
        }
    }
}

impl SecretStore for Lockable {
    fn name(&self) -> String {
        "Lockable".to_owned()
    }

    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
        self.open()?.get(account)
    }

    fn set(&mut self, account: &str, text: &str) -> Result<(), KeychainError> {
        self.open()?.set(account, text)
    }

    fn delete(&mut self, account: &str) -> Result<(), KeychainError> {
        self.open()?.delete(account)
    }
}

#[tokio::test]
async fn while_the_keychain_is_locked_an_alert_waits_and_is_not_lost() {
    let locked = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&locked);
    let store = move || -> Box<dyn SecretStore> { Box::new(Lockable(flag, InMemory::default())) };
    let webhook = Webhook::start().await;
    let mut alerts = AlertFixture::with_keychain(store).await;
    alerts.use_percent(50.0).await;
    alerts.app.agree_to_webhook(&webhook.hook()).await.unwrap();
    alerts
        .app
        .change_settings(with_hook(webhook.hook()))
        .unwrap();
    alerts.restart();
    // Makes the client while its key can be read.
    alerts.use_percent(50.0).await;
    locked.store(true, Ordering::SeqCst);
    alerts.use_percent(85.0).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        (webhook.calls(), state(&alerts)),
        (0, WebhookState::Unknown)
    );
    locked.store(false, Ordering::SeqCst);
    alerts.app.test_hook().await.unwrap();
    all_called(&alerts.app).await;
    assert_eq!(webhook.calls(), 2);
}
