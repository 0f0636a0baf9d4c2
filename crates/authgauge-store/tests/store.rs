//! Tests of the database on disk: saved values, recovery from damage, and permissions.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use genauth::{Allowance, Benefit, Host, Quantity};
use rusqlite::Connection;

use authgauge_core::alert::{AlertRule, RuleScope};
use authgauge_core::pool::{Pool, PoolId, Service, SignInWay};
use authgauge_core::reading::{Reading, Source};
use authgauge_core::settings::Settings;
use authgauge_core::unlisted_benefits::UnlistedBenefits;
use authgauge_core::{ErrorCode, Failure};
use authgauge_store::{Kind, Role, Store, StoreError, StoreTrouble};

#[test]
fn new_folder_and_database_are_private() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("a").join("data");
    let store = open_store(&data);
    store.add_pool(&pool("one")).unwrap();
    for name in ["authgauge.db", "authgauge.db-wal", "authgauge.db-shm"] {
        assert!(data.join(name).is_file(), "{name}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&data), 0o700);
        for name in ["authgauge.db", "authgauge.db-wal", "authgauge.db-shm"] {
            assert_eq!(mode(&data.join(name)), 0o600, "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn readable_folder_is_made_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    open_store(dir.path());
    assert_eq!(
        fs::metadata(dir.path()).unwrap().permissions().mode() & 0o777,
        0o700
    );
    let file = fs::metadata(dir.path().join("authgauge.db")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
}

#[test]
fn pools_keep_fields_and_order_after_reopening() {
    let dir = tempfile::tempdir().unwrap();
    let private = Pool {
        service: Service::Private,
        host: Host::parse("https://id.acme.internal:8443").unwrap(),
        sign_in: SignInWay::Signature,
        ca_pem: Some("-----BEGIN CERTIFICATE-----".to_owned()),
        ..pool("three")
    };
    {
        let store = open_store(dir.path());
        for pool in [&pool("one"), &pool("two"), &private] {
            store.add_pool(pool).unwrap();
        }
        store.rename_pool(&id("two"), " 用户池 ").unwrap();
        store.move_pool(&id("three"), 0).unwrap();
        store.move_pool(&id("one"), 99).unwrap();
    }
    let pools = open_store(dir.path()).pools().unwrap();
    assert_eq!(names(&pools), ["three", "用户池", "one"]);
    assert_eq!(pools[0], private);
}

#[test]
fn missing_pool_and_invalid_name_are_errors() {
    let store = Store::in_memory().unwrap();
    store.add_pool(&pool("one")).unwrap();
    let missing = id("missing");
    let code = |result: Result<(), StoreError>| Failure::from(result.unwrap_err()).code;
    assert_eq!(
        code(store.rename_pool(&missing, "x")),
        ErrorCode::PoolNotFound
    );
    assert_eq!(code(store.move_pool(&missing, 0)), ErrorCode::PoolNotFound);
    assert_eq!(code(store.remove_pool(&missing)), ErrorCode::PoolNotFound);
    assert_eq!(
        code(store.save_reading(&missing, Kind::Usage, &usage(1))),
        ErrorCode::PoolNotFound
    );
    assert_eq!(
        code(store.rename_pool(&id("one"), " ")),
        ErrorCode::NameMissing
    );
    assert_eq!(
        code(store.rename_pool(&id("one"), &"长".repeat(81))),
        ErrorCode::NameTooLong
    );
    assert_eq!(code(store.add_pool(&pool("one"))), ErrorCode::StoreFailed);
    assert_eq!(names(&store.pools().unwrap()), ["one"]);
}

#[test]
fn invalid_pool_rows_are_left_out_and_kept_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    for name in ["one", "bad host", "bad service", "two", "three"] {
        store.add_pool(&pool(name)).unwrap();
    }
    drop(store);
    let raw = Connection::open(database_path(dir.path())).unwrap();
    raw.execute(
        "UPDATE pools SET host = 'ftp://x y' WHERE id = 'bad host'",
        [],
    )
    .unwrap();
    raw.execute(
        "UPDATE pools SET service = 'other' WHERE id = 'bad service'",
        [],
    )
    .unwrap();
    // Otherwise the backup would restore the rows.
    fs::remove_file(backup_path(dir.path())).unwrap();
    let store = open_store(dir.path());
    assert_eq!(names(&store.pools().unwrap()), ["one", "two", "three"]);
    store.move_pool(&id("three"), 1).unwrap();
    assert_eq!(names(&store.pools().unwrap()), ["one", "three", "two"]);
    let rows: i64 = raw
        .query_row("SELECT count(*) FROM pools", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 5, "invalid rows stay in the file");
}

#[test]
fn last_reading_of_each_kind_survives_reopening() {
    let dir = tempfile::tempdir().unwrap();
    {
        let store = open_store(dir.path());
        store.add_pool(&pool("one")).unwrap();
        store.add_pool(&pool("two")).unwrap();
        store
            .save_reading(&id("one"), Kind::Usage, &usage(1))
            .unwrap();
        store
            .save_reading(&id("one"), Kind::Usage, &usage(2))
            .unwrap();
        store
            .save_reading(&id("two"), Kind::Plan, &live_reading("a plan"))
            .unwrap();
    }
    let store = open_store(dir.path());
    let reading = store
        .reading::<Vec<Benefit>>(&id("one"), Kind::Usage)
        .unwrap()
        .unwrap();
    assert_eq!(
        reading,
        Reading {
            source: Source::Kept,
            ..usage(2)
        }
    );
    assert_eq!(
        store
            .reading::<Vec<Benefit>>(&id("one"), Kind::Mau)
            .unwrap(),
        None
    );
    assert_eq!(
        store
            .reading::<String>(&id("two"), Kind::Plan)
            .unwrap()
            .unwrap()
            .value,
        "a plan"
    );
}

#[test]
fn demo_reading_keeps_its_source() {
    let store = Store::in_memory().unwrap();
    store.add_pool(&pool("one")).unwrap();
    let demo = Reading {
        source: Source::Demo,
        ..usage(1)
    };
    store.save_reading(&id("one"), Kind::Usage, &demo).unwrap();
    assert_eq!(store.reading(&id("one"), Kind::Usage).unwrap(), Some(demo));
}

#[test]
fn reading_of_another_type_is_none() {
    let store = Store::in_memory().unwrap();
    store.add_pool(&pool("one")).unwrap();
    store
        .save_reading(&id("one"), Kind::Usage, &live_reading("of another type"))
        .unwrap();
    assert_eq!(
        store
            .reading::<Vec<Benefit>>(&id("one"), Kind::Usage)
            .unwrap(),
        None
    );
}

#[test]
fn removed_pool_leaves_nothing_in_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    store.add_pool(&pool("one")).unwrap();
    store.add_pool(&pool("canary-name")).unwrap();
    store
        .save_reading(
            &id("canary-name"),
            Kind::Usage,
            &live_reading("canary-value"),
        )
        .unwrap();
    assert!(
        all_bytes(dir.path()).contains("canary-value"),
        "before the removal"
    );
    store.remove_pool(&id("canary-name")).unwrap();
    assert_eq!(names(&store.pools().unwrap()), ["one"]);
    assert_eq!(
        store
            .reading::<String>(&id("canary-name"), Kind::Usage)
            .unwrap(),
        None
    );
    assert!(!all_bytes(dir.path()).contains("canary"));
}

#[test]
fn settings_survive_reopening_and_default_if_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    assert_eq!(store.settings().unwrap(), Settings::default());
    let saved = Settings {
        near_percent: 50,
        refresh_minutes: 60,
        ..Settings::default()
    };
    store
        .save_settings(&saved.clone().validate().unwrap())
        .unwrap();
    drop(store);
    let store = open_store(dir.path());
    assert_eq!(store.settings().unwrap(), saved);
    let invalid = Settings {
        near_percent: 95,
        ..Settings::default()
    };
    assert_eq!(
        Failure::from(invalid.validate().unwrap_err()).code,
        ErrorCode::SettingsInvalid
    );
    assert_eq!(store.settings().unwrap(), saved);

    let raw = Connection::open(database_path(dir.path())).unwrap();
    for damaged in [
        "",
        "{",
        "[]",
        "{\"near_percent\": 300}",
        "{\"near_percent\": 99}",
    ] {
        raw.execute("UPDATE settings SET value = ?1", [damaged])
            .unwrap();
        assert_eq!(store.settings().unwrap(), Settings::default(), "{damaged}");
    }
    raw.execute(
        "UPDATE settings SET value = '{\"refresh_minutes\": 30, \"later\": 1}'",
        [],
    )
    .unwrap();
    let expected = Settings {
        refresh_minutes: 30,
        ..Settings::default()
    };
    assert_eq!(
        store.settings().unwrap(),
        expected,
        "unknown fields are ignored"
    );
}

#[test]
fn unreadable_database_is_set_aside_and_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    for (number, damage) in ["no database at all", "another"].into_iter().enumerate() {
        fs::write(database_path(dir.path()), damage.repeat(1000)).unwrap();
        fs::write(dir.path().join("authgauge.db-wal"), "log").unwrap();
        let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
        let aside = set_aside_path(trouble);
        assert_eq!(fs::read_to_string(&aside).unwrap(), damage.repeat(1000));
        let log = format!("{}-wal", aside.display());
        assert_eq!(fs::read_to_string(log).unwrap(), "log");
        assert_eq!(
            aside.to_string_lossy().ends_with("-2"),
            number == 1,
            "{aside:?}"
        );
        assert_eq!(store.pools().unwrap(), []);
        store.add_pool(&pool("one")).unwrap();
        drop(store);
        assert_eq!(names(&open_store(dir.path()).pools().unwrap()), ["one"]);
        fs::remove_file(backup_path(dir.path())).unwrap();
    }
}

#[test]
fn damage_in_the_middle_of_the_file_is_found_on_open() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    for number in 0..200 {
        store
            .add_pool(&Pool {
                name: "x".repeat(400),
                ..pool(&format!("pool {number}"))
            })
            .unwrap();
    }
    drop(store);
    let mut bytes = fs::read(database_path(dir.path())).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xAA);
    fs::write(database_path(dir.path()), &bytes).unwrap();
    let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    assert_eq!(fs::read(set_aside_path(trouble)).unwrap(), bytes);
    assert_eq!(store.pools().unwrap().len(), 200);
}

#[test]
fn foreign_and_newer_databases_are_set_aside() {
    for statement in [
        "PRAGMA user_version = 99",
        "PRAGMA user_version = -1",
        "CREATE TABLE pools (something TEXT)",
        "CREATE TABLE letters (text TEXT); PRAGMA user_version = 1",
    ] {
        let dir = tempfile::tempdir().unwrap();
        Connection::open(database_path(dir.path()))
            .unwrap()
            .execute_batch(statement)
            .unwrap();
        let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
        assert!(set_aside_path(trouble).is_file(), "{statement}");
        store.add_pool(&pool("one")).unwrap();
    }
}

#[test]
fn folder_in_place_of_the_database_is_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(database_path(dir.path())).unwrap();
    let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    assert!(set_aside_path(trouble).is_dir());
    store.add_pool(&pool("one")).unwrap();
}

#[test]
fn empty_file_is_initialised_as_a_database() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(database_path(dir.path()), "").unwrap();
    open_store(dir.path()).add_pool(&pool("one")).unwrap();
}

#[test]
fn unwritable_folder_falls_back_to_memory() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let folder = dir.path().join("file").join("data");
    let (store, trouble) = Store::open(&folder, Role::Owner, now()).unwrap();
    assert_eq!(trouble, Some(StoreTrouble::FolderNotMade));
    store.add_pool(&pool("one")).unwrap();
    store
        .save_reading(&id("one"), Kind::Usage, &usage(1))
        .unwrap();
    assert_eq!(names(&store.pools().unwrap()), ["one"]);
}

#[test]
fn store_accepts_concurrent_writes() {
    let store = Store::in_memory().unwrap();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let store = &store;
            scope.spawn(move || store.add_pool(&pool(&number.to_string())).unwrap());
        }
    });
    assert_eq!(store.pools().unwrap().len(), 8);
}

#[test]
fn pools_and_settings_are_restored_after_damage_or_loss() {
    let dir = tempfile::tempdir().unwrap();
    let private = Pool {
        service: Service::Private,
        host: Host::parse("https://id.acme.internal:8443").unwrap(),
        sign_in: SignInWay::Signature,
        ca_pem: Some("-----BEGIN CERTIFICATE-----\n".to_owned()),
        ..pool("private")
    };
    let settings = Settings {
        near_percent: 50,
        unlisted: UnlistedBenefits::of(id("one"), vec!["SMS".to_owned()]),
        ..Settings::default()
    };
    let store = open_store(dir.path());
    store.add_pool(&pool("one")).unwrap();
    store.add_pool(&private).unwrap();
    store.rename_pool(&id("one"), "another name").unwrap();
    store.move_pool(&private.id, 0).unwrap();
    store
        .save_settings(&settings.clone().validate().unwrap())
        .unwrap();
    store
        .save_reading(&id("one"), Kind::Usage, &usage(1))
        .unwrap();
    let sms = RuleScope::Benefit("SMS".to_owned());
    let rule = AlertRule {
        amount: Some("left:500".parse().unwrap()),
        ..AlertRule::default()
    };
    store.save_alert_rule(&id("one"), &sms, &rule).unwrap();
    let pools = store.pools().unwrap();
    drop(store);
    for (damage, aside) in [(Some("damage"), true), (None, false), (Some(""), false)] {
        match damage {
            Some(text) => fs::write(database_path(dir.path()), text).unwrap(),
            None => fs::remove_file(database_path(dir.path())).unwrap(),
        }
        let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
        match trouble {
            Some(StoreTrouble::SetAside { restored: true, .. }) => assert!(aside),
            other => assert_eq!((other, aside), (Some(StoreTrouble::Missing), false)),
        }
        assert_eq!(store.pools().unwrap(), pools);
        assert_eq!(store.settings().unwrap(), settings);
        let rules = store.alert_rules().unwrap();
        assert_eq!(rules.rule(&id("one"), &sms), rule);
        drop(store);
        assert_eq!(open_store(dir.path()).pools().unwrap(), pools);
    }
}

#[test]
fn damaged_row_is_restored_from_the_backup() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    for name in ["one", "two", "three"] {
        store.add_pool(&pool(name)).unwrap();
        store
            .save_reading(&id(name), Kind::Usage, &usage(1))
            .unwrap();
    }
    let settings = Settings {
        near_percent: 50,
        ..Settings::default()
    };
    store
        .save_settings(&settings.clone().validate().unwrap())
        .unwrap();
    let pools = store.pools().unwrap();
    drop(store);
    let change = "UPDATE pools SET host = 'https://elsewhere.example' WHERE id = 'one';
        UPDATE pools SET name = CAST(x'ff' AS TEXT) WHERE id = 'two';
        UPDATE settings SET value = '{'";
    Connection::open(database_path(dir.path()))
        .unwrap()
        .execute_batch(change)
        .unwrap();
    let store = open_store(dir.path());
    assert_eq!(store.pools().unwrap(), pools);
    assert_eq!(store.settings().unwrap(), settings);
    for pool in &pools {
        let reading = store
            .reading::<Vec<Benefit>>(&pool.id, Kind::Usage)
            .unwrap();
        assert!(reading.is_some(), "restoring a row keeps its readings");
    }
}

#[test]
fn control_characters_in_a_name_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    store.add_pool(&pool("one")).unwrap();
    drop(store);
    let change = "UPDATE pools SET name = '\u{202e}eno\u{2066}\n'";
    Connection::open(database_path(dir.path()))
        .unwrap()
        .execute_batch(change)
        .unwrap();
    let store = open_store(dir.path());
    assert_eq!(names(&store.pools().unwrap()), ["eno"]);
}

#[test]
fn removed_pool_is_not_restored() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    for name in ["one", "two"] {
        store.add_pool(&pool(name)).unwrap();
    }
    store.remove_pool(&id("one")).unwrap();
    drop(store);
    fs::write(database_path(dir.path()), "damage").unwrap();
    let (store, _) = Store::open(dir.path(), Role::Owner, now()).unwrap();
    assert_eq!(names(&store.pools().unwrap()), ["two"]);
    // Without pools there is nothing to restore or report.
    store.remove_pool(&id("two")).unwrap();
    drop(store);
    fs::remove_file(database_path(dir.path())).unwrap();
    assert_eq!(open_store(dir.path()).pools().unwrap(), []);
}

#[test]
fn stale_backup_is_deleted_before_a_pool_is_removed() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    for name in ["one", "two"] {
        store.add_pool(&pool(name)).unwrap();
    }
    fs::create_dir(dir.path().join("authgauge.backup.part")).unwrap();
    store.rename_pool(&id("two"), "another name").unwrap();
    let stale = fs::read_to_string(backup_path(dir.path())).unwrap();
    assert!(
        !stale.contains("another name"),
        "a stale backup is better than none"
    );
    store.remove_pool(&id("one")).unwrap();
    assert!(!backup_path(dir.path()).exists());
    fs::remove_dir(dir.path().join("authgauge.backup.part")).unwrap();
    drop(store);
    open_store(dir.path());
    let rewritten = fs::read_to_string(backup_path(dir.path())).unwrap();
    assert!(rewritten.contains("another name") && !rewritten.contains("\"one\""));
}

#[cfg(unix)]
#[test]
fn folder_in_place_of_the_backup_does_not_prevent_changes() {
    let dir = tempfile::tempdir().unwrap();
    let store = open_store(dir.path());
    for name in ["one", "two"] {
        store.add_pool(&pool(name)).unwrap();
    }
    // A folder that is not empty cannot be replaced by a file.
    fs::remove_file(backup_path(dir.path())).unwrap();
    fs::create_dir_all(backup_path(dir.path()).join("full")).unwrap();
    store.remove_pool(&id("one")).unwrap();
    store.add_pool(&pool("three")).unwrap();
    assert_eq!(names(&store.pools().unwrap()), ["two", "three"]);
    drop(store);
    let store = open_store(dir.path());
    assert_eq!(names(&store.pools().unwrap()), ["two", "three"]);
    assert!(
        backup_path(dir.path()).is_file(),
        "the folder was set aside"
    );
}

fn open_store(dir: &Path) -> Store {
    let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
    assert_eq!(trouble, None);
    store
}

/// The path of the database that was set aside.
fn set_aside_path(trouble: Option<StoreTrouble>) -> PathBuf {
    match trouble {
        Some(StoreTrouble::SetAside { path, .. }) => path.into(),
        other => panic!("{other:?}"),
    }
}

fn database_path(dir: &Path) -> PathBuf {
    dir.join("authgauge.db")
}

fn backup_path(dir: &Path) -> PathBuf {
    dir.join("authgauge.backup")
}

/// The content of all files in the folder.
fn all_bytes(dir: &Path) -> String {
    let files = fs::read_dir(dir)
        .unwrap()
        .map(|entry| fs::read(entry.unwrap().path()).unwrap());
    String::from_utf8_lossy(&files.collect::<Vec<_>>().concat()).into_owned()
}

fn now() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn id(text: &str) -> PoolId {
    PoolId(text.to_owned())
}

fn pool(name: &str) -> Pool {
    Pool {
        id: id(name),
        name: name.to_owned(),
        service: Service::GenAuth,
        host: Host::parse("api.genauth.ai").unwrap(),
        sign_in: SignInWay::Automatic,
        ca_pem: None,
    }
}

fn names(pools: &[Pool]) -> Vec<&str> {
    pools.iter().map(|pool| pool.name.as_str()).collect()
}

fn live_reading<T>(value: T) -> Reading<T> {
    Reading {
        value,
        taken_at: "2026-03-01T11:59:58.123456789Z".parse().unwrap(),
        source: Source::Live,
    }
}

/// A reading with one benefit.
fn usage(used: u32) -> Reading<Vec<Benefit>> {
    live_reading(vec![Benefit {
        code: "SocialConnections".to_owned(),
        name: "社交账号链接".to_owned(),
        used: Quantity::Known(used.into()),
        total: Allowance::Limited("99.00".parse().unwrap()),
        trial: true,
    }])
}
