//! A real KeePassXC as the keychain, without a display.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Instant, SystemTime};

use authgauge_app::keychain::{Initiator, OsKeychain, SecretStore as _};
use authgauge_core::error::ErrorCode;
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

use crate::session::{Ended, in_a_session, in_home, keychain_name_taken};
use crate::{CANARY, LIMIT, entries, is_in_a_file, key, keychain, pool, read, wait};

/// A database whose only group other programs may use. KeePassXC asks before it is used, and not at each entry.
const DATABASE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile>
  <Meta><CustomData><Item>
    <Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{00000000-0000-0000-0000-000000000001}</Value>
  </Item></CustomData></Meta>
  <Root><Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Root</Name></Group></Root>
</KeePassFile>"#;

const SETTINGS: &str = "[General]\nSingleInstance=false\nUpdateCheckMessageShown=true\n\
    [FdoSecrets]\nEnabled=true\nConfirmAccessItem=false\nConfirmDeleteItem=false\nShowNotification=false\n";

/// A KeePassXC on this process's bus, with an unlocked database in this process's home.
struct KeePassXc {
    _process: Ended,
}

impl KeePassXc {
    fn start() -> Self {
        Self::start_with("")
    }

    /// With more of its settings for programs.
    fn start_with(settings: &str) -> Self {
        let home = PathBuf::from(std::env::var_os("HOME").unwrap());
        let database = home.join("keys.kdbx");
        if !database.exists() {
            create(&home, &database, settings);
        }
        let taken = keychain_name_taken();
        let mut command = in_home(Path::new("keepassxc"), &home);
        command
            .arg("--pw-stdin")
            .arg(&database)
            .env("QT_QPA_PLATFORM", "offscreen")
            .env(
                "DBUS_SESSION_BUS_ADDRESS",
                std::env::var_os("DBUS_SESSION_BUS_ADDRESS").unwrap(),
            );
        let process = with_passwords(&mut command, 1);
        taken.recv_timeout(LIMIT).unwrap();
        wait_until(|| !service().get_all_collections().unwrap().is_empty());
        Self { _process: process }
    }
}

fn create(home: &Path, database: &Path, more_settings: &str) {
    let (settings, content) = (home.join("config/keepassxc"), home.join("keys.xml"));
    fs::create_dir_all(&settings).unwrap();
    let text = format!("{SETTINGS}{more_settings}");
    fs::write(settings.join("keepassxc.ini"), text).unwrap();
    fs::write(&content, DATABASE).unwrap();
    let mut import = in_home(Path::new("keepassxc-cli"), home);
    import.args(["import", "--quiet", "--set-password"]);
    // The password and its repetition.
    let mut process = with_passwords(import.args([&content, database]), 2);
    assert!(process.wait().success());
}

fn with_passwords(command: &mut Command, times: usize) -> Ended {
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let password = "a password\n".repeat(times);
    let mut input = process.stdin.take().unwrap();
    input.write_all(password.as_bytes()).unwrap();
    Ended::from(process)
}

fn service() -> SecretService<'static> {
    SecretService::connect(EncryptionType::Dh).unwrap()
}

/// While the database is being saved, KeePassXC does not lock it.
fn lock() {
    let service = service();
    let database = service.get_default_collection().unwrap();
    wait_until(|| {
        let _ = database.lock();
        database.is_locked().unwrap()
    });
}

fn last_saved() -> SystemTime {
    let database = PathBuf::from(std::env::var_os("HOME").unwrap()).join("keys.kdbx");
    fs::metadata(database).unwrap().modified().unwrap()
}

fn wait_until(mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < LIMIT);
        thread::sleep(LIMIT / 300);
    }
}

#[test]
fn a_key_is_kept_in_keepassxc() {
    in_a_session("keepassxc::a_key_is_kept_in_keepassxc", || {
        let keepassxc = KeePassXc::start();
        let keychain = keychain();
        wait(keychain.wait_for_name());
        assert_eq!(keychain.name(), "KeePassXC");
        assert!(read(&keychain).is_none());
        let mut trips = 0;
        for secret in ["0", "+/=\"\\'%20", &"9".repeat(256), CANARY] {
            let saved = last_saved();
            wait(keychain.put(&pool(), &key("id", secret), Initiator::Owner)).unwrap();
            assert_eq!(read(&self::keychain()).unwrap().1, secret);
            assert_eq!(entries().len(), 1, "it is replaced in place");
            // It saves a moment later.
            wait_until(|| last_saved() != saved);
            trips += 1;
        }
        drop(keepassxc);
        let failure = wait(keychain.get(&pool(), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainMissing);
        let home = std::env::var_os("HOME").unwrap();
        assert!(!is_in_a_file(Path::new(&home), CANARY.as_bytes()));

        let _again = KeePassXc::start();
        assert_eq!(read(&keychain).unwrap().1, CANARY);
        wait(keychain.remove(&pool(), Initiator::Owner)).unwrap();
        assert!(entries().is_empty());
        let mut out = std::io::stdout().lock();
        writeln!(out, "count: {trips} round trips of a real KeePassXC").unwrap();
    });
}

#[test]
fn a_locked_keepassxc_is_told_from_one_without_the_key() {
    let name = "keepassxc::a_locked_keepassxc_is_told_from_one_without_the_key";
    in_a_session(name, || {
        let _keepassxc = KeePassXc::start_with("UnlockBeforeSearch=false\n");
        let keychain = keychain();
        wait(keychain.put(&pool(), &key("id", "secret"), Initiator::Owner)).unwrap();
        lock();
        for initiator in [
            Initiator::Background,
            Initiator::Owner,
            Initiator::Background,
        ] {
            let failure = wait(keychain.get(&pool(), initiator)).unwrap_err();
            assert_eq!(failure.code, ErrorCode::KeychainLocked, "{initiator}");
        }
        let failure = wait(keychain.put(&pool(), &key("id", "new"), Initiator::Owner)).unwrap_err();
        assert_eq!(failure.code, ErrorCode::KeychainLocked);
    });
}

/// By default KeePassXC asks for its password as soon as a program searches.
#[test]
fn finding_out_whether_keepassxc_is_unlocked_does_not_ask() {
    let name = "keepassxc::finding_out_whether_keepassxc_is_unlocked_does_not_ask";
    in_a_session(name, || {
        let _keepassxc = KeePassXc::start();
        wait(keychain().put(&pool(), &key("id", "secret"), Initiator::Owner)).unwrap();
        assert!(is_open());
        lock();
        assert!(!is_open());
    });
}

fn is_open() -> bool {
    let (sender, answer) = mpsc::channel();
    thread::spawn(move || sender.send(OsKeychain::default().is_open(&pool().0)));
    answer.recv_timeout(LIMIT).unwrap()
}
