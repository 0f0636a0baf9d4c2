//! Neither the log nor the diagnostics contain secrets, whatever a server responds.

use std::fs;
use std::sync::Arc;

use authgauge_app::diagnostics::Machine;
use authgauge_app::keychain::{InMemory, Keychain, KeychainError, SecretStore};
use authgauge_app::log::{Log, log_panics};
use authgauge_app::{About, Application, KeyStorage, Parts, PoolDraft};
use authgauge_core::error::Failure;
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_store::{Role, Store, StoreTrouble};
use chrono::Utc;
use genauth::{AccessKey, AccessKeySecret};
use genauth_sim::{Fault, Sim, SimOptions};
use serde_json::json;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{encodings, print};

const KEY_ID: &str = "5f9dCanaryKeyId0b1b3f4e";
/// Like the vendor's secrets: it has the shape of a code, and with hyphens that of a request ID.
const SECRET: &str = "ca9a2e5ec2e70123456789abcdef4711";
const BEARER: &str = "CanaryBearer0123456789abcdef4711";
const NAME: &str = "CanaryPool";
const USER: &str = "canaryuser";
const NEVER_LOGGED: [&str; 5] = [KEY_ID, SECRET, BEARER, NAME, USER];

struct Fixture {
    sim: Sim,
    dir: TempDir,
    app: Application,
}

impl Fixture {
    async fn new(keychain: Keychain) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (store, _) = Store::open(dir.path(), Role::Owner, Utc::now()).unwrap();
        let home = format!("/home/{USER}/.local/share/authgauge");
        let path = format!("{home}/authgauge.db.set-aside");
        let trouble = json!({ "kind": "set_aside", "path": path, "restored": false });
        let store_trouble: StoreTrouble = serde_json::from_value(trouble).unwrap();
        let app = Application::open(Parts {
            store_trouble: Some(store_trouble),
            about: About {
                version: "0.1.0".to_owned(),
                data_dir: home,
            },
            ..Parts::new(store, keychain, Arc::new(Utc::now))
        });
        Self {
            sim: Sim::start(SimOptions::default()).await.unwrap(),
            dir,
            app: app.unwrap(),
        }
    }

    fn draft(&self) -> PoolDraft {
        PoolDraft {
            name: NAME.to_owned(),
            service: Service::Private,
            host: Some(self.sim.url()),
            sign_in: SignInWay::Automatic,
            ca_file: None,
        }
    }

    /// Adds a pool without a refresh.
    async fn add(&self, id: &str, secret: &str) -> Result<PoolId, Failure> {
        let key = access_key(id, secret);
        self.app
            .add_pool(self.draft(), key, KeyStorage::Keychain)
            .await
    }

    /// Refreshes while every response has this body.
    async fn refresh_with(&self, pool: &PoolId, body: String) {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let body = body.into_bytes();
        self.sim.set_fault(Some(Fault::Body { headers, body }));
        self.app.refreshed(pool).await;
    }
}

fn access_key(id: &str, secret: &str) -> AccessKey {
    AccessKey::new(id, AccessKeySecret::new(secret.to_owned())).unwrap()
}

/// Error responses that echo a text in every encoding that JSON can carry, in every field that is read.
fn refusals(text: &str) -> Vec<String> {
    let echoes = encodings::of(text)
        .into_iter()
        .filter_map(|(_, bytes)| String::from_utf8(bytes).ok());
    echoes
        .flat_map(|echo| {
            let echo = serde_json::Value::from(echo);
            ["requestId", "uniqueId"].map(|id| {
                format!(
                    r#"{{"statusCode":403,"message":["bad {text}",{echo}],"{id}":{echo},"data":{echo}}}"#
                )
            })
        })
        .collect()
}

#[tokio::test]
async fn log_and_diagnostics_contain_no_secret_echoed_by_a_server() {
    let fixture = Fixture::new(Keychain::start(|| Box::new(InMemory::default()))).await;
    let log = Log::new(fixture.dir.path(), Arc::new(Utc::now));
    log.listen(Some("trace"));
    log_panics();
    let machine = Machine::here(None, Some("en-US".to_owned()));
    machine.log_start("0.1.0");

    // A refresh succeeds.
    let own = fixture.sim.pools().remove(0);
    let real = fixture
        .add(&own.access_key_id, &own.access_key_secret)
        .await;
    let real = real.unwrap();
    fixture.app.refreshed(&real).await;

    // Refreshes fail.
    for fault in [
        Fault::RevokeKey,
        Fault::Html(502),
        Fault::NoTokenEndpoint,
        Fault::ClockSkew,
        Fault::Forbidden,
    ] {
        fixture.sim.set_fault(Some(fault));
        fixture.app.refreshed(&real).await;
    }

    // The server echoes key, secret and bearer token in every encoding.
    let pool = fixture.add(KEY_ID, SECRET).await.unwrap();
    let token =
        format!(r#"{{"statusCode":200,"data":{{"access_token":"{BEARER}","expires_in":7200}}}}"#);
    fixture.refresh_with(&pool, token).await;
    let mut texts = Vec::new();
    let mut answers = 0;
    for secret in [KEY_ID, SECRET, BEARER] {
        for refusal in refusals(secret) {
            fixture.refresh_with(&pool, refusal).await;
            answers += 1;
            texts.push(fixture.app.diagnostics(&machine, &log));
        }
    }
    // The same with a key test.
    let tested = fixture
        .app
        .test_key(fixture.draft(), access_key(KEY_ID, SECRET))
        .await;
    tested.unwrap_err();
    let panicked = std::thread::spawn(|| assert_eq!(SECRET, "other")).join();
    assert!(panicked.is_err());

    log.settle();
    let file = fs::read_dir(log.folder()).unwrap().next().unwrap().unwrap();
    let written = fs::read(file.path()).unwrap();
    let mut searched = 0;
    let hidden = [own.access_key_id.as_str(), &own.access_key_secret];
    for canary in NEVER_LOGGED.into_iter().chain(hidden) {
        searched += encodings::of(canary).len();
        assert_eq!(
            encodings::found(canary, &written),
            Vec::<&str>::new(),
            "{canary}"
        );
        for text in &texts {
            assert_eq!(
                encodings::found(canary, text.as_bytes()),
                Vec::<&str>::new(),
                "{text}"
            );
        }
    }
    let written = String::from_utf8(written).unwrap();
    let left_out: Vec<_> = written
        .lines()
        .filter(|line| {
            line.replace("request_id=[left out]", "")
                .contains("[left out]")
        })
        .collect();
    assert_eq!(left_out, Vec::<&str>::new());
    assert_log_is_useful(&written, &real, &fixture.sim.url());
    // The host is in the log, which stays on this machine, and not in the diagnostics.
    let host = fixture.sim.url().replace("http://", "");
    assert!(texts.iter().all(|text| !text.contains(&host)));
    assert_diagnostics_are_useful(texts.last().unwrap());
    print(&format!(
        "count: {searched} forms of the canaries searched in a log of {answers} hostile answers and in as many diagnostics"
    ));
}

fn assert_log_is_useful(log: &str, pool: &PoolId, host: &str) {
    let pool = &pool.to_string()[..8];
    for line in [
        " INFO authgauge_app::diagnostics::machine: started version=0.1.0 os=",
        &format!(
            "authgauge_app::log_events: pool pool={pool} service=private sign_in=automatic host={host} own_ca=false"
        ),
        &format!(
            "refresh{{pool={pool} initiator=owner}}: authgauge_app::pools::refresh_result: refreshed usage=ok mau=ok plan=ok benefits="
        ),
        "not refreshed usage=key_rejected mau=key_rejected plan=key_rejected status=",
        "not refreshed usage=server_failing",
        "path=/api/v3/get-management-token status=404 code=endpoint_missing",
        "no token endpoint, signing requests instead",
        "signing with the server's time ahead_ms=-",
        "retrying attempts=1",
        "the tested key was not accepted code=forbidden status=200",
        "tests/log/secrets.rs line=",
    ] {
        assert!(log.contains(line), "{line}\n{log}");
    }
    let id = log
        .split("request_id=")
        .filter(|after| !after.starts_with('['));
    assert!(id.count() > 1, "the server's request IDs are there");
}

fn assert_diagnostics_are_useful(text: &str) {
    for part in [
        "Authgauge 0.1.0, 20",
        "System: ",
        "Settings: near 80 %, critical 90 %, every 15 min\nLooks: language system, theme system\n",
        "Keychain: ",
        "Store: schema ",
        "trouble: set_aside",
        "Log: trouble: none",
        "Demo: no, pools: 2",
        "Pool 1: private, key: keychain, own CA: no\n  sign-in: automatic (",
        "MAU periods: ",
        " s old, kept",
        "last failure: forbidden, HTTP 200\n  last failure of the MAU: forbidden, HTTP 200\n",
        "next: ",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

/// A missing keychain with a private name.
struct PrivatelyNamed;

impl SecretStore for PrivatelyNamed {
    fn name(&self) -> String {
        format!("keychain of {USER}@home")
    }

    fn get(&mut self, _: &str) -> Result<Option<Zeroizing<String>>, KeychainError> {
        Err(KeychainError::Missing)
    }

    fn set(&mut self, _: &str, _: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Missing)
    }

    fn delete(&mut self, _: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Missing)
    }
}

#[tokio::test]
async fn diagnostics_contain_no_names_hosts_or_pool_ids() {
    let fixture = Fixture::new(Keychain::start(|| Box::new(PrivatelyNamed))).await;
    let pool = fixture.add(KEY_ID, SECRET).await.unwrap();
    fixture.app.refreshed(&pool).await;
    let log = Log::new(fixture.dir.path(), Arc::new(Utc::now));
    let machine = Machine {
        os: "Debian GNU/Linux 13 (trixie), x86_64".to_owned(),
        desktop: Some("GNOME".to_owned()),
        session: Some("wayland".to_owned()),
        web_view: Some("2.50.1".to_owned()),
        locale: None,
    };
    let text = fixture.app.diagnostics(&machine, &log);
    for canary in NEVER_LOGGED {
        assert_eq!(
            encodings::found(canary, text.as_bytes()),
            Vec::<&str>::new(),
            "{text}"
        );
    }
    assert!(!text.contains("127.0.0.1"));
    assert!(!text.contains(&pool.to_string()[..8]));
    assert!(
        text.contains("System: Debian GNU/Linux 13 (trixie), x86_64\n"),
        "{text}"
    );
    assert!(text.contains("Desktop: GNOME, wayland\nWeb view: 2.50.1\nLocale: not known\n"));
    assert!(
        text.contains("Keychain: not known, for this session only, trouble: keychain_missing\n")
    );
    assert!(text.contains("key: session"), "{text}");
}
