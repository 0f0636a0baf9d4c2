//! Pools behind proxies: which one is used, what the test of a key says of it, and where its password goes.

use authgauge_app::{DesktopProxy, ProxyReport, ProxySource};
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};
use authgauge_core::proxy_choice::ProxyChoice;
use genauth_sim::TlsIdentity;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

use super::*;
use crate::local_proxy::{LocalProxy, Manner};

const SECRET: &str = "p@ss:canary";

/// A pool on a host that only a proxy knows.
struct Remote {
    fixture: Fixture,
    ca_file: PathBuf,
}

impl Remote {
    async fn new() -> Self {
        let mut ca = CertificateParams::new(Vec::new()).unwrap();
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap();
        let own_key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["id.acme.internal".to_owned()]).unwrap();
        let tls = TlsIdentity {
            cert_pem: params.signed_by(&own_key, &issuer).unwrap().pem(),
            key_pem: own_key.serialize_pem(),
        };
        let sim = Sim::start(SimOptions {
            tls: Some(tls),
            ..SimOptions::default()
        });
        let dir = tempfile::tempdir().unwrap();
        let ca_file = dir.path().join("ca.pem");
        fs::write(&ca_file, issuer.pem()).unwrap();
        let app = open(&dir, Keychain::start(|| Box::new(InMemory::default())));
        app.testing().set_environment(&[]);
        let sim = sim.await.unwrap();
        let fixture = Fixture { sim, dir, app };
        Self { fixture, ca_file }
    }

    fn draft(&self) -> PoolDraft {
        PoolDraft {
            host: Some("https://id.acme.internal:8443".to_owned()),
            ca_file: Some(self.ca_file.display().to_string()),
            ..self.fixture.draft()
        }
    }

    async fn test(&self) -> Result<Option<ProxyReport>, Failure> {
        let key = key_of(&self.fixture.pool());
        let report = self.fixture.app.test_key(self.draft(), key).await?;
        Ok(report.proxy)
    }

    async fn http(&self, manner: Manner) -> LocalProxy {
        LocalProxy::http(self.fixture.sim.port(), manner).await
    }

    async fn socks5(&self, manner: Manner) -> LocalProxy {
        LocalProxy::socks5(self.fixture.sim.port(), manner).await
    }
}

fn manual(url: String) -> ProxyChoice {
    ProxyChoice::Manual {
        url,
        password: false,
    }
}

fn report(
    kind: &str,
    proxy: &LocalProxy,
    source: ProxySource,
) -> Result<Option<ProxyReport>, Failure> {
    Ok(Some(ProxyReport {
        kind: kind.to_owned(),
        address: proxy.address.clone(),
        source,
    }))
}

#[tokio::test]
async fn the_test_of_a_key_names_the_proxy_and_where_it_comes_from() {
    let remote = Remote::new().await;
    let app = &remote.fixture.app;
    let (http, socks) = (
        remote.http(Manner::Open).await,
        remote.socks5(Manner::Open).await,
    );

    let desktop = format!("socks5h://{}", socks.address);
    let exempt = "localhost".to_owned();
    let read = DesktopProxy::Manual {
        proxy: desktop,
        exempt,
    };
    app.follow_desktop_proxy(Arc::new(move |_| read.clone()));
    assert_eq!(
        remote.test().await,
        report("socks5h", &socks, ProxySource::Desktop)
    );

    let variables = [
        ("https_proxy", http.address.as_str()),
        ("no_proxy", "*.acme.org"),
    ];
    app.testing().set_environment(&variables);
    assert_eq!(
        remote.test().await,
        report("http", &http, ProxySource::Environment)
    );

    let choice = manual(format!("socks5h://{}", socks.address));
    app.set_proxy(choice, None).await.unwrap();
    assert_eq!(
        remote.test().await,
        report("socks5h", &socks, ProxySource::Settings)
    );
}

#[tokio::test]
async fn a_host_that_is_exempt_is_reached_without_a_proxy() {
    let remote = Remote::new().await;
    let proxy = remote.http(Manner::Open).await;
    for exempt in ["*.acme.internal", "id.acme.internal:8443", "acme.internal"] {
        let variables = [
            ("https_proxy", proxy.address.as_str()),
            ("NO_PROXY", exempt),
        ];
        remote.fixture.app.testing().set_environment(&variables);
        let failure = remote.test().await.unwrap_err();
        // Only the proxy knows the name.
        assert_eq!(failure.code, ErrorCode::Unreachable, "{exempt}");
        assert!(
            failure.reason().unwrap().starts_with("name_"),
            "{failure:?}"
        );
    }
    assert!(proxy.hosts().is_empty());
}

#[tokio::test]
async fn an_automatic_configuration_is_not_followed_and_said_so() {
    let fixture = Fixture::new().await;
    fixture
        .app
        .follow_desktop_proxy(Arc::new(|_| DesktopProxy::Automatic));
    let report = fixture
        .app
        .test_key(fixture.draft(), key_of(&fixture.pool()));
    assert!(
        !report.await.unwrap().automatic_proxy_ignored,
        "loopback has no proxy"
    );

    let remote = Remote::new().await;
    let app = &remote.fixture.app;
    app.follow_desktop_proxy(Arc::new(|_| DesktopProxy::Automatic));
    // Connected directly; the script might have named the proxy that the owner misses.
    let failure = remote.test().await.unwrap_err();
    assert_eq!(failure.code, ErrorCode::Unreachable);
    assert_eq!(failure.reason(), Some("proxy_automatic"));

    let proxy = remote.http(Manner::Open).await;
    let choice = manual(proxy.address.clone());
    app.set_proxy(choice, None).await.unwrap();
    let key = key_of(&remote.fixture.pool());
    let report = app.test_key(remote.draft(), key).await.unwrap();
    assert!(!report.automatic_proxy_ignored, "the owner's comes first");
}

#[tokio::test]
async fn a_changed_proxy_holds_at_the_next_call_without_a_restart() {
    let remote = Remote::new().await;
    let app = &remote.fixture.app;
    let (first, second) = (
        remote.http(Manner::Open).await,
        remote.socks5(Manner::Open).await,
    );
    app.set_proxy(manual(first.address.clone()), None)
        .await
        .unwrap();
    let pool = remote.fixture.pool();
    let added = app
        .add_pool(remote.draft(), key_of(&pool), KeyStorage::Keychain)
        .await;
    let id = added.unwrap();
    app.refreshed(&id).await;
    assert_eq!(failure_in(&app.pool_view(&id).unwrap()), None);
    assert!(!first.hosts().is_empty() && second.hosts().is_empty());

    let changed = manual(format!("socks5h://{}", second.address));
    app.set_proxy(changed, None).await.unwrap();
    app.refreshed(&id).await;
    assert_eq!(failure_in(&app.pool_view(&id).unwrap()), None);
    assert!(!second.hosts().is_empty());

    app.set_proxy(ProxyChoice::Direct, None).await.unwrap();
    app.refreshed(&id).await;
    assert_eq!(
        failure_in(&app.pool_view(&id).unwrap()),
        Some(ErrorCode::Unreachable)
    );
}

#[tokio::test]
async fn the_password_of_a_proxy_is_in_the_keychain_and_for_that_proxy_only() {
    let remote = Remote::new().await;
    let app = &remote.fixture.app;
    let proxy = remote.http(Manner::Password("ann", SECRET)).await;
    let url = format!("http://ann@{}", proxy.address);
    let without = app.set_proxy(manual(url.clone()), None).await;
    without.unwrap();
    let refused = remote.test().await.unwrap_err();
    assert_eq!(refused.reason(), Some("proxy_password"));

    app.set_proxy(manual(url.clone()), Some(SECRET))
        .await
        .unwrap();
    assert_eq!(
        remote.test().await,
        report("http", &proxy, ProxySource::Settings)
    );
    let settings = app.settings();
    assert!(matches!(
        settings.proxy,
        ProxyChoice::Manual { password: true, .. }
    ));
    for entry in fs::read_dir(remote.fixture.dir.path()).unwrap() {
        let content = fs::read(entry.unwrap().path()).unwrap_or_default();
        let found = content
            .windows(SECRET.len())
            .any(|part| part == SECRET.as_bytes());
        assert!(!found, "the password is in a file");
    }

    // An edited database names another proxy: the password stays where it is.
    let other = remote.http(Manner::Password("ann", SECRET)).await;
    let planted = ProxyChoice::Manual {
        url: format!("http://ann@{}", other.address),
        password: true,
    };
    app.update_settings(|settings| settings.proxy = planted)
        .unwrap();
    assert_eq!(
        remote.test().await.unwrap_err().reason(),
        Some("proxy_password")
    );
    assert!(other.hosts().is_empty());
}

#[tokio::test]
async fn a_password_that_is_no_longer_used_is_removed() {
    let remote = Remote::new().await;
    let app = &remote.fixture.app;
    let url = "http://ann@proxy.acme:3128".to_owned();
    app.set_proxy(manual(url.clone()), Some(SECRET))
        .await
        .unwrap();
    let entry = app.settings().proxy.keychain_entry().unwrap();
    let keychain = app.testing().keychain();
    assert!(
        keychain
            .get(&entry, Initiator::Owner)
            .await
            .unwrap()
            .is_some()
    );
    app.set_proxy(ProxyChoice::System, None).await.unwrap();
    assert!(
        keychain
            .get(&entry, Initiator::Owner)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_webhook_is_called_through_the_same_proxy() {
    let remote = Remote::new().await;
    let app = &remote.fixture.app;
    let proxy = remote.http(Manner::Open).await;
    app.set_proxy(manual(proxy.address.clone()), None)
        .await
        .unwrap();
    let hook = HookChoice::Webhook {
        url: "https://hooks.acme.internal/x".to_owned(),
        format: WebhookFormat::default(),
        signed: false,
    };
    app.agree_to_webhook(&hook).await.unwrap();
    app.update_settings(|settings| settings.hook = hook)
        .unwrap();
    // The server's certificate is for another name.
    let failure = app.test_hook().await.unwrap_err();
    assert_eq!(failure.code, ErrorCode::TlsUntrusted);
    assert_eq!(proxy.hosts(), ["hooks.acme.internal:443"]);
}

#[tokio::test]
async fn a_proxy_that_is_not_understood_is_refused_by_field() {
    let remote = Remote::new().await;
    let app = &remote.fixture.app;
    for url in ["", "quic://proxy.acme:1", "http://ann:pw@proxy.acme:1"] {
        let refused = app
            .set_proxy(manual(url.to_owned()), None)
            .await
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::SettingsInvalid);
        assert_eq!(refused.params.field.as_deref(), Some("proxy"), "{url}");
    }
    app.testing()
        .set_environment(&[("https_proxy", "quic://proxy.acme:1")]);
    assert_eq!(
        remote.test().await.unwrap_err().reason(),
        Some("proxy_invalid")
    );
}
