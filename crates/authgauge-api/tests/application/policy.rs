use super::*;

use authgauge_app::PolicyReason;
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};
use authgauge_core::proxy_choice::ProxyChoice;

fn open_with(store: Store, policy: &str) -> App {
    let keychain = Keychain::start(|| Box::new(InMemory::default()));
    App::open(Parts {
        policies: Policies::of_text(policy, Utc::now()),
        ..Parts::new(store, keychain, Arc::new(Utc::now))
    })
}

fn stored(dir: &TempDir) -> Store {
    Store::open(dir.path(), Role::Owner, Utc::now()).unwrap().0
}

fn webhook(host: &str) -> HookChoice {
    HookChoice::Webhook {
        url: format!("https://{host}/alerts"),
        format: WebhookFormat::Plain,
        signed: false,
    }
}

#[tokio::test]
async fn what_the_organisation_decides_holds_and_the_owner_can_not_change_it() {
    let policy =
        r#"{"RefreshMinutes": 60, "HideFigures": true, "Proxy": "none", "StartAtLogin": true}"#;
    let dir = tempfile::tempdir().unwrap();
    {
        let app = open_with(stored(&dir), policy);
        let settings = app.settings();
        assert_eq!((settings.refresh_minutes, settings.privacy), (60, true));
        assert_eq!(settings.proxy, ProxyChoice::Direct);
        let changes: [fn(&mut Settings); 4] = [
            |settings| settings.refresh_minutes = 15,
            |settings| settings.privacy = false,
            |settings| settings.proxy = ProxyChoice::System,
            |settings| settings.start_at_login = false,
        ];
        for change in changes {
            let failure = app.update_settings(change).unwrap_err();
            assert_eq!(failure.code, ErrorCode::NotAllowed);
        }
        let changed = app.set_proxy(ProxyChoice::System, None).await;
        assert_eq!(changed.unwrap_err().code, ErrorCode::NotAllowed);
        app.update_settings(|settings| settings.near_percent = 70)
            .unwrap();
        let overview = Overview::from(&app.snapshot());
        let locked = ["proxy", "refresh_minutes", "start_at_login", "privacy"];
        assert_eq!(overview.policy.locked, locked);
    }
    // Without the policy the owner's settings are back, with what they changed meanwhile.
    let app = open_with(stored(&dir), "{}");
    let settings = app.settings();
    assert_eq!((settings.refresh_minutes, settings.privacy), (15, false));
    assert_eq!(settings.near_percent, 70);
    assert!(!settings.start_at_login);
}

#[tokio::test]
async fn keys_go_to_hosts_that_the_organisation_allows_and_to_no_other() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let pool = sim.pools().remove(0);
    let draft = PoolDraft {
        name: "A".into(),
        host: Some(sim.url()),
        service: Service::Private,
        sign_in: SignInWay::Automatic,
        ca_file: None,
    };
    for (policy, is_allowed) in [
        (r#"{"PoolHosts": ["*.acme.test"]}"#, false),
        (r#"{"PoolHosts": []}"#, false),
        (r#"{"PoolHosts": ["127.0.0.1"]}"#, true),
        ("{}", true),
    ] {
        let before = sim.requests().len();
        let app = open_with(Store::in_memory().unwrap(), policy);
        let tested = app.test_key(draft.clone(), key_of(&pool)).await;
        assert_eq!(tested.is_ok(), is_allowed, "{policy}: {tested:?}");
        assert_eq!(sim.requests().len() > before, is_allowed, "{policy}");
        if let Err(failure) = tested {
            assert_eq!(failure.code, ErrorCode::NotAllowed);
        }
    }
}

#[tokio::test]
async fn webhook_that_the_organisation_does_not_allow_is_not_even_asked_about() {
    let app = open_with(
        Store::in_memory().unwrap(),
        r#"{"WebhookHosts": ["hooks.acme.test"]}"#,
    );
    let asked = std::cell::Cell::new(false);
    let ask = async {
        asked.set(true);
        Ok(())
    };
    let hook = webhook("hooks.evil.test");
    let changed = app.change_webhook(&hook, None, ask, || Ok(())).await;
    assert_eq!(changed.unwrap_err().code, ErrorCode::NotAllowed);
    assert!(!asked.get());
    let hook = webhook("hooks.acme.test");
    let changed = app
        .change_webhook(&hook, None, async { Ok(()) }, || Ok(()))
        .await;
    assert_eq!(changed, Ok(()));
}

#[tokio::test]
async fn policy_that_can_not_be_followed_is_said_and_decides_nothing() {
    let app = open_with(
        Store::in_memory().unwrap(),
        r#"{"HideFigures": true, "RefreshMinutes": 0}"#,
    );
    assert!(!app.settings().privacy);
    let policy = Overview::from(&app.snapshot()).policy;
    assert!(policy.locked.is_empty());
    let name = "RefreshMinutes".to_owned();
    assert_eq!(policy.problems[0].reason, PolicyReason::Invalid { name });
}
