//! Nothing secret is in the log or in what is copied for a maintainer, whatever a server says.

use std::fs;
use std::sync::Arc;

use authgauge_app::Authgauge;
use authgauge_app::Parts;
use authgauge_app::diagnostics::Machine;
use authgauge_app::draft::PoolDraft;
use authgauge_app::keychain::{InMemory, Keychain, KeychainError, SecretStore};
use authgauge_app::log::{Log, tell_of_panics};
use authgauge_app::view::{About, StoreTrouble, WordsLanguage};
use authgauge_core::Failure;
use authgauge_core::pool::{PoolId, Service, SignInWay};
use authgauge_store::{Role, Store};
use chrono::Utc;
use genauth_sim::{Fault, Sim, SimOptions};
use serde_json::json;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{forms, tell};

const KEY_ID: &str = "5f9dCanaryKeyId0b1b3f4e";
/// As the vendor makes them: a text of this kind has the shape of a code, and with hyphens that of a request ID.
const SECRET: &str = "ca9a2e5ec2e70123456789abcdef4711";
const BEARER: &str = "CanaryBearer0123456789abcdef4711";
const NAME: &str = "CanaryPool";
const USER: &str = "canaryuser";
const NEVER_LOGGED: [&str; 5] = [KEY_ID, SECRET, BEARER, NAME, USER];

struct House {
    sim: Sim,
    dir: TempDir,
    authgauge: Authgauge,
}

impl House {
    async fn new(keychain: Keychain) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (store, _) = Store::open(dir.path(), Role::Owner, Utc::now()).unwrap();
        let home = format!("/home/{USER}/.local/share/authgauge");
        let path = format!("{home}/authgauge.db.set-aside");
        let trouble = json!({ "kind": "set_aside", "path": path, "restored": false });
        let store_trouble: StoreTrouble = serde_json::from_value(trouble).unwrap();
        let authgauge = Authgauge::open(Parts {
            store,
            store_trouble: Some(store_trouble),
            keychain,
            session_only: false,
            on_battery: Arc::new(|| false),
            clock: Arc::new(Utc::now),
            about: About {
                version: "0.1.0".to_owned(),
                data_dir: home,
            },
            system_language: WordsLanguage::En,
            demo: false,
        });
        Self {
            sim: Sim::start(SimOptions::default()).await.unwrap(),
            dir,
            authgauge: authgauge.unwrap(),
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

    /// A pool that the server has not refused yet.
    async fn adds(&self, id: &str, secret: &str) -> Result<PoolId, Failure> {
        let (id, secret) = (id.to_owned(), secret.to_owned());
        self.authgauge.hold_key(id, secret)?;
        self.authgauge.add_pool(self.draft(), false).await
    }

    async fn hears(&self, pool: &PoolId, answer: String) {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let body = answer.into_bytes();
        self.sim.set_fault(Some(Fault::Body { headers, body }));
        self.authgauge.refreshed(pool).await;
    }
}

/// Refusals that repeat a text in whatever form JSON can carry, wherever a server's words are read.
fn refusals(text: &str) -> Vec<String> {
    let echoes = forms::of(text)
        .into_iter()
        .filter_map(|(_, form)| String::from_utf8(form).ok());
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
async fn nothing_secret_is_logged_or_copied_whatever_a_server_repeats() {
    let house = House::new(Keychain::start(|| Box::new(InMemory::default()))).await;
    let log = Log::of(house.dir.path(), Arc::new(Utc::now));
    log.listen(Some("trace"));
    tell_of_panics();
    let machine = Machine::here(None, Some("en-US".to_owned()));
    machine.tell_of_start("0.1.0");

    // All goes well.
    let own = house.sim.pools().remove(0);
    let real = house.adds(&own.access_key_id, &own.access_key_secret).await;
    let real = real.unwrap();
    house.authgauge.refreshed(&real).await;

    // It fails in the usual ways.
    for fault in [
        Fault::RevokeKey,
        Fault::Html(502),
        Fault::NoTokenEndpoint,
        Fault::ClockSkew,
        Fault::Forbidden,
    ] {
        house.sim.set_fault(Some(fault));
        house.authgauge.refreshed(&real).await;
    }

    // A server repeats key, secret and bearer in every form.
    let pool = house.adds(KEY_ID, SECRET).await.unwrap();
    let token =
        format!(r#"{{"statusCode":200,"data":{{"access_token":"{BEARER}","expires_in":7200}}}}"#);
    house.hears(&pool, token).await;
    let mut texts = Vec::new();
    let mut answers = 0;
    for secret in [KEY_ID, SECRET, BEARER] {
        for refusal in refusals(secret) {
            house.hears(&pool, refusal).await;
            answers += 1;
            texts.push(house.authgauge.diagnostics(&machine, &log));
        }
    }
    // The same to a key that is only tried.
    house
        .authgauge
        .hold_key(KEY_ID.to_owned(), SECRET.to_owned())
        .unwrap();
    house.authgauge.test_key(house.draft()).await.unwrap_err();
    let panicked = std::thread::spawn(|| assert_eq!(SECRET, "other")).join();
    assert!(panicked.is_err());

    log.settle();
    let file = fs::read_dir(log.folder()).unwrap().next().unwrap().unwrap();
    let written = fs::read(file.path()).unwrap();
    let mut searched = 0;
    let hidden = [own.access_key_id.as_str(), &own.access_key_secret];
    for canary in NEVER_LOGGED.into_iter().chain(hidden) {
        searched += forms::of(canary).len();
        assert_eq!(
            forms::found(canary, &written),
            Vec::<&str>::new(),
            "{canary}"
        );
        for text in &texts {
            assert_eq!(
                forms::found(canary, text.as_bytes()),
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
    assert_has_what_is_needed(&written, &real, &house.sim.url());
    // Whose server it is stays in the log, on this machine.
    let host = house.sim.url().replace("http://", "");
    assert!(texts.iter().all(|text| !text.contains(&host)));
    assert_tells_enough(texts.last().unwrap());
    tell(&format!(
        "count: {searched} forms of the canaries searched in a log of {answers} hostile answers and in as many diagnostics"
    ));
}

fn assert_has_what_is_needed(log: &str, pool: &PoolId, host: &str) {
    let pool = &pool.to_string()[..8];
    for line in [
        " INFO authgauge_app::diagnostics::machine: started version=0.1.0 os=",
        &format!(
            "a pool to watch pool={pool} service=private sign_in=automatic host={host} own_ca=false"
        ),
        &format!(
            "refresh{{pool={pool} patience=owner}}: authgauge_app::monitor::answers: refreshed usage=ok mau=ok plan=ok benefits="
        ),
        "not refreshed usage=key_rejected mau=key_rejected plan=key_rejected status=",
        "not refreshed usage=server_failing",
        "path=/api/v3/get-management-token status=404 code=endpoint_missing",
        "no token to be had on this server, signing instead",
        "signing with the server's time ahead_ms=-",
        "asking again made=1",
        "the key in hand was not taken code=forbidden status=200",
        "tests/log/canary.rs line=",
    ] {
        assert!(log.contains(line), "{line}\n{log}");
    }
    let id = log
        .split("request_id=")
        .filter(|after| !after.starts_with('['));
    assert!(id.count() > 1, "the server's request IDs are there");
}

fn assert_tells_enough(text: &str) {
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

/// A keychain that is not there, with a name that is nobody's business.
struct Odd;

impl SecretStore for Odd {
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
async fn what_is_copied_holds_none_of_the_owners_words() {
    let house = House::new(Keychain::start(|| Box::new(Odd))).await;
    let pool = house.adds(KEY_ID, SECRET).await.unwrap();
    house.authgauge.refreshed(&pool).await;
    let log = Log::of(house.dir.path(), Arc::new(Utc::now));
    let machine = Machine {
        os: "Debian GNU/Linux 13 (trixie), x86_64".to_owned(),
        desktop: Some("GNOME".to_owned()),
        session: Some("wayland".to_owned()),
        web_view: Some("2.50.1".to_owned()),
        locale: None,
    };
    let text = house.authgauge.diagnostics(&machine, &log);
    for canary in NEVER_LOGGED {
        assert_eq!(
            forms::found(canary, text.as_bytes()),
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
