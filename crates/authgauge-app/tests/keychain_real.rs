//! Tests with a real GNOME Keyring on a private bus in a private home directory.
//!
//! Bus and home directory are set by the environment, so each test runs again in a process with a private one.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use authgauge_app::keychain::{Initiator, Keychain, OsKeychain};
use authgauge_app::{About, Application, Parts, startup};
use authgauge_core::error::ErrorCode;
use authgauge_core::language::WordsLanguage;
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_store::Store;
use genauth::{AccessKey, AccessKeySecret, Host};
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

/// The longest wait; tests do not wait that long.
const LIMIT: Duration = Duration::from_secs(30);

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
fn a_keychain_that_comes_up_after_the_program_is_used_at_once() {
    let name = "a_keychain_that_comes_up_after_the_program_is_used_at_once";
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
    in_a_session("a_keychain_that_is_unlocked_later_is_used_at_once", || {
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

fn keychain() -> Keychain {
    Keychain::start(|| Box::new(OsKeychain::default()))
}

fn pool() -> PoolId {
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
fn wait<T>(future: impl Future<Output = T>) -> T {
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

fn create_entry(collection: &str, id: &PoolId, text: &str) {
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
    Application::open(Parts {
        store,
        store_trouble: None,
        keychain: keychain(),
        session_only: false,
        clock: startup::system_clock(),
        on_battery: Arc::new(|| false),
        about: About {
            version: "0".to_owned(),
            data_dir: String::new(),
        },
        system_language: WordsLanguage::En,
        config_folder: None,
        demo: false,
    })
    .unwrap()
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

/// Unlocks the running keyring with its password, without a prompt.
fn unlock() {
    const SECRETS: &str = "org.freedesktop.secrets";
    const PATH: &str = "/org/freedesktop/secrets";
    let bus = Connection::session().unwrap();
    let service = Proxy::new(&bus, SECRETS, PATH, "org.freedesktop.Secret.Service").unwrap();
    let opened: (OwnedValue, OwnedObjectPath) = service
        .call("OpenSession", &("plain", Value::from("")))
        .unwrap();
    let login: OwnedObjectPath = service.call("ReadAlias", &("default",)).unwrap();
    let password = (
        opened.1,
        Vec::<u8>::new(),
        b"a password".to_vec(),
        "text/plain",
    );
    let own = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface";
    let own = Proxy::new(&bus, SECRETS, PATH, own).unwrap();
    let (): () = own
        .call("UnlockWithMasterPassword", &(login, password))
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

const INSIDE: &str = "AUTHGAUGE_TEST_SESSION";

/// Runs the test of this name again in a private session, and there its `body`.
fn in_a_session(name: &str, body: impl FnOnce()) {
    if std::env::var_os(INSIDE).is_some() {
        return body();
    }
    let home = tempfile::tempdir().unwrap();
    let mut bus = Bus::start(home.path());
    let output = in_home(&std::env::current_exe().unwrap(), home.path())
        .args(["--exact", name, "--nocapture"])
        .env(INSIDE, "1")
        .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
        .output()
        .unwrap();
    bus.process.end();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.contains("1 passed"), "{out}");
    let counts = out.lines().filter(|line| line.starts_with("count: "));
    counts.for_each(|line| writeln!(std::io::stdout().lock(), "{line}").unwrap());
}

/// A command with this home directory and no other session.
fn in_home(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        // `cargo xtask coverage` writes its counters to the second.
        .envs(
            ["PATH", "LLVM_PROFILE_FILE"]
                .into_iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        )
        .env("HOME", home);
    for (name, folder) in [
        ("XDG_RUNTIME_DIR", "run"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ] {
        let folder = home.join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        command.env(name, folder);
    }
    command
}

/// A message bus that activates no services: neither a keyring nor a prompter.
struct Bus {
    process: Ended,
    address: String,
}

impl Bus {
    fn start(home: &Path) -> Self {
        let config = home.join("bus.conf");
        let listen = format!("unix:path={}", home.join("bus").display());
        let text = format!(
            r#"<busconfig><type>session</type><listen>{listen}</listen><policy context="default">
            <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
            </policy></busconfig>"#
        );
        fs::write(&config, text).unwrap();
        let mut process = in_home(Path::new("dbus-daemon"), home)
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Self {
            process: Ended(process),
            address: address.trim().to_owned(),
        }
    }
}

/// A GNOME Keyring on this process's bus, with an unlocked keyring in this process's home.
struct Keyring {
    _process: Ended,
}

impl Keyring {
    fn start() -> Self {
        let home = std::env::var_os("HOME").unwrap();
        let taken = keychain_name_taken();
        let mut process = in_home(Path::new("gnome-keyring-daemon"), Path::new(&home))
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env(
                "DBUS_SESSION_BUS_ADDRESS",
                std::env::var_os("DBUS_SESSION_BUS_ADDRESS").unwrap(),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        process
            .stdin
            .take()
            .unwrap()
            .write_all(b"a password")
            .unwrap();
        let process = Ended(process);
        taken.recv_timeout(LIMIT).unwrap();
        Self { _process: process }
    }
}

/// Sends when a program on the bus takes the keychain's name.
fn keychain_name_taken() -> mpsc::Receiver<()> {
    let bus = Connection::session().unwrap();
    let changes = DBusProxy::new(&bus)
        .unwrap()
        .receive_name_owner_changed()
        .unwrap();
    let (sender, taken) = mpsc::channel();
    std::thread::spawn(move || {
        for change in changes {
            let change = change.args().unwrap();
            if change.name == "org.freedesktop.secrets" && change.new_owner.is_some() {
                return sender.send(()).unwrap_or_default();
            }
        }
    });
    taken
}

fn stop(pid: u32) {
    let done = Command::new("kill").arg(pid.to_string()).status().unwrap();
    assert!(done.success());
}

/// A process that ends when it is dropped.
struct Ended(Child);

impl Ended {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.end();
    }
}
