//! Tests of one owner that writes and guests that read, in separate processes.

use std::cell::Cell;
use std::fs;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use rusqlite::Connection;

use authgauge_core::alert::{AlertKind, AlertLog, AlertSubject, Evaluation, Rule, RuleResult};
use authgauge_core::history::Series;
use authgauge_store::{Kind, Role, Store, StoreError, StoreReason};

use crate::child::{self, ChildProcess, print_flushed};
use crate::print_line;
use crate::work::{id, now, open_store, pool, refresh};

const REFRESHES: usize = 1_000;

#[test]
fn guest_reads_while_the_owner_writes() {
    if let Some(dir) = child::folder() {
        return write_refreshes(&dir);
    }
    let test = "roles::guest_reads_while_the_owner_writes";
    let dir = tempfile::tempdir().unwrap();
    let mut owner = ChildProcess::start(test, dir.path(), 0);
    // The database exists once the first refresh is saved.
    let first = owner.next_saved().unwrap();
    let guest = open_guest(dir.path()).unwrap();
    let (mut last, mut reads) = (LastRefresh::default(), 0);
    let deadline = Instant::now() + Duration::from_secs(300);
    while last.reading < REFRESHES {
        assert!(Instant::now() < deadline, "{last:?}");
        last = read_consistently(&guest, &last);
        reads += 1;
    }
    assert!(first < REFRESHES && reads > 10, "{reads} reads");

    let error = Store::open(dir.path(), Role::Owner, now()).err();
    let pid = Some(owner.id());
    assert_eq!(error, Some(StoreError::OwnedBy { pid }));
    owner.kill();
    let next = open_store(dir.path(), "after the kill");
    assert_eq!(read_consistently(&next, &last).reading, REFRESHES);
    next.add_pool(&pool("another")).unwrap();
    assert_eq!(guest.pools().unwrap().len(), 2);
    print_line(&format!(
        "count: {reads} consistent reads of a guest during {REFRESHES} refreshes of the owner"
    ));
}

fn write_refreshes(dir: &Path) {
    print_flushed("opening");
    let store = open_store(dir, "owner");
    store.add_pool(&pool("one")).unwrap();
    let mut log = AlertLog::default();
    for number in 1..=REFRESHES {
        refresh(&store, &id("one"), number).unwrap();
        record_alert(&mut log, number);
        let ids = store.save_alerts(&log.take_unsaved()).unwrap();
        log.assign_ids(ids);
        print_flushed(&format!("saved {number}"));
    }
    wait_to_be_killed();
}

fn wait_to_be_killed() {
    std::thread::sleep(Duration::from_secs(600));
}

/// SQLite writes two copies of the header of its write-ahead log's index, one after the other. A reader that sees them
/// differ takes the index for a broken one.
#[test]
fn guest_reads_again_if_the_owner_was_just_writing() {
    if let Some(dir) = child::folder() {
        return write_once(&dir);
    }
    let test = "roles::guest_reads_again_if_the_owner_was_just_writing";
    let dir = tempfile::tempdir().unwrap();
    let mut owner = ChildProcess::start(test, dir.path(), 0);
    owner.next_saved().unwrap();
    let guest = open_guest(dir.path()).unwrap();
    let path = dir.path().join("authgauge.db-shm");
    let header = fs::read(&path).unwrap();
    let index = fs::File::options().write(true).open(path).unwrap();
    index.write_all_at(&[header[8] ^ 1], 8).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(50));
            index.write_all_at(&header[8..9], 8).unwrap();
        });
        assert_eq!(guest.pools(), Ok(vec![pool("one")]));
    });
    owner.kill();
}

fn write_once(dir: &Path) {
    print_flushed("opening");
    let store = open_store(dir, "owner");
    store.add_pool(&pool("one")).unwrap();
    print_flushed("saved 1");
    wait_to_be_killed();
}

/// Records an alert in a new period.
fn record_alert(log: &mut AlertLog, number: usize) {
    let result = RuleResult {
        subject: AlertSubject::Mau,
        rule: Rule::Threshold,
        evaluation: Evaluation::new(80, 80, number.to_string()),
        kind: Some(AlertKind::KeyRejected),
    };
    log.record(&id("one"), &result, now(), false);
}

/// The number of the last refresh, as read from each kind of data.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct LastRefresh {
    reading: usize,
    days: usize,
    alert: usize,
}

/// Reads all data, and checks that each call returns the state after one refresh, not older than the previous call's.
fn read_consistently(store: &Store, before: &LastRefresh) -> LastRefresh {
    assert_eq!(store.pools().unwrap()[0], pool("one"));
    let reading = store.reading::<Vec<String>>(&id("one"), Kind::Usage);
    let words = reading.unwrap().unwrap().value;
    assert_eq!(words.len(), 1500);
    assert!(
        words.iter().all(|word| *word == words[0]),
        "the reading is of two refreshes"
    );
    let reading: usize = words[0].parse().unwrap();

    let all_days = store.days_of_all(&id("one"), NaiveDate::MIN).unwrap();
    let uses: Vec<_> = all_days.iter().map(|(_, days)| days[0].last).collect();
    assert_eq!(uses.len(), 5);
    assert!(uses.iter().all(|used| *used == uses[0]), "{uses:?}");
    let days = usize::try_from(uses[0]).unwrap();
    let subject = Series::Benefit("3".to_owned());
    let runs = store.runs_of(&id("one"), &subject, NaiveDate::MIN).unwrap();
    assert_eq!(runs.len(), 1);
    let periods = store.mau_periods(&id("one")).unwrap();
    assert_eq!(periods.len(), 1);

    let log = store.alert_log().unwrap();
    let listed: Vec<_> = log.alerts().collect();
    assert!(listed.len() <= 100);
    let open = listed.iter().filter(|alert| !alert.over).count();
    assert!(open <= 1, "{open} alerts of one key are open");
    assert!(listed.is_sorted_by(|newer, older| newer.id == older.id + 1));
    let alert = listed.first();
    let alert = alert.map_or(0, |alert| alert.period.parse().unwrap());
    assert!(
        before.reading <= reading && reading <= days,
        "{reading}, {days}"
    );
    assert!(before.alert <= alert && reading <= alert + 1, "{alert}");
    LastRefresh {
        reading,
        days,
        alert,
    }
}

#[test]
fn guest_creates_and_changes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("nowhere");
    assert_eq!(open_guest(&nowhere).err(), Some(StoreError::Missing));
    assert_eq!(open_guest(dir.path()).err(), Some(StoreError::Missing));
    assert_eq!(files(dir.path()), []);

    let owner = open_store(dir.path(), "owner");
    owner.add_pool(&pool("one")).unwrap();
    let in_use = files(dir.path());
    let guest = open_guest(dir.path()).unwrap();
    assert_eq!(guest.pools().unwrap(), [pool("one")]);
    assert_eq!(
        without_shared_memory(files(dir.path())),
        without_shared_memory(in_use)
    );
    drop(owner);
    let closed = files(dir.path());
    assert_eq!(guest.pools().unwrap(), [pool("one")], "without an owner");
    assert_eq!(open_guest(dir.path()).unwrap().pools().unwrap().len(), 1);
    let read_only = Err(StoreReason::ReadOnly.into());
    assert_eq!(guest.add_pool(&pool("two")), read_only);
    assert_eq!(guest.remove_pool(&id("one")), read_only);
    assert_eq!(refresh(&guest, &id("one"), 1), read_only);
    assert_eq!(guest.save_settings(&guest.settings().unwrap()), read_only);
    assert_eq!(files(dir.path()), closed);
    // The guest reads the data of the next owner.
    let owner = open_store(dir.path(), "next owner");
    owner.add_pool(&pool("two")).unwrap();
    assert_eq!(guest.pools().unwrap().len(), 2);
}

#[test]
fn guest_reads_the_files_of_a_killed_owner() {
    let dir = tempfile::tempdir().unwrap();
    let owner = open_store(dir.path(), "owner");
    owner.add_pool(&pool("one")).unwrap();
    let copy = tempfile::tempdir().unwrap();
    for name in ["authgauge.db", "authgauge.db-wal", "authgauge.db-shm"] {
        fs::copy(dir.path().join(name), copy.path().join(name)).unwrap();
    }
    let before = files(copy.path());
    let guest = open_guest(copy.path()).unwrap();
    assert_eq!(guest.pools().unwrap(), [pool("one")]);
    assert_eq!(files(copy.path()), before);
}

#[test]
fn guest_reports_a_database_that_it_cannot_read() {
    let newer = StoreError::NewerVersion;
    let corrupt = StoreError::Failed(StoreReason::Corrupt);
    for (statement, error) in [
        ("PRAGMA user_version = 99", newer),
        ("PRAGMA user_version = 0", StoreError::Missing),
        ("PRAGMA user_version = -1", corrupt.clone()),
        ("DROP TABLE readings", corrupt.clone()),
    ] {
        let dir = tempfile::tempdir().unwrap();
        drop(open_store(dir.path(), "owner"));
        let raw = Connection::open(dir.path().join("authgauge.db")).unwrap();
        raw.execute_batch(statement).unwrap();
        drop(raw);
        let before = files(dir.path());
        assert_eq!(open_guest(dir.path()).err(), Some(error), "{statement}");
        assert_eq!(files(dir.path()), before, "{statement}");
    }
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("authgauge.db"), "damage".repeat(1000)).unwrap();
    assert_eq!(open_guest(dir.path()).err(), Some(corrupt));
    let link = tempfile::tempdir().unwrap();
    let target = dir.path().join("authgauge.db");
    std::os::unix::fs::symlink(target, link.path().join("authgauge.db")).unwrap();
    assert_eq!(open_guest(link.path()).err(), Some(StoreError::Foreign));
}

#[test]
fn guest_reads_a_folder_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = tempfile::tempdir().unwrap();
    let names: [&[u8]; 4] = [
        b"d\xff\xfe",
        b"%41",
        b"a?b#c&d=e;f",
        b"\xe6\x95\xb0 \x1b'\"",
    ];
    let folders = names.map(|name| dir.path().join(std::ffi::OsStr::from_bytes(name)));
    let slashes = format!("/{}", dir.path().join("slashes").display());
    for folder in folders.into_iter().chain([slashes.into()]) {
        let owner = open_store(&folder, "owner");
        owner.add_pool(&pool("one")).unwrap();
        let beside = open_guest(&folder).unwrap().pools().unwrap().len();
        drop(owner);
        let after = open_guest(&folder).unwrap().pools().unwrap().len();
        assert_eq!((beside, after), (1, 1), "{folder:?}");
    }
    print_line(&format!(
        "count: {} odd names of a data folder",
        names.len()
    ));
}

#[test]
fn calls_of_a_group_see_one_state() {
    let dir = tempfile::tempdir().unwrap();
    let owner = open_store(dir.path(), "owner");
    owner.add_pool(&pool("one")).unwrap();
    let guest = open_guest(dir.path()).unwrap();
    let seen = guest.read_group(|| {
        let before = guest.pools()?.len();
        if owner.pools()?.len() == 1 {
            owner.add_pool(&pool("two"))?;
        }
        Ok::<_, StoreError>((before, guest.pools()?.len()))
    });
    assert_eq!(seen, Ok((1, 1)));
    assert_eq!(guest.pools().unwrap().len(), 2);
    drop(owner);

    // Without an owner a file that changes meanwhile is read again.
    let runs = Cell::new(0);
    let seen = guest.read_group(|| {
        runs.set(runs.get() + 1);
        let before = guest.pools()?.len();
        if runs.get() == 1 {
            let owner = open_store(dir.path(), "meanwhile");
            owner.add_pool(&pool("three"))?;
        }
        Ok::<_, StoreError>((before, guest.pools()?.len()))
    });
    assert_eq!((runs.get(), seen), (2, Ok((3, 3))));
    let failed = guest.read_group(|| Err::<(), _>(StoreError::Missing));
    assert_eq!(failed, Err(StoreError::Missing));
    assert_eq!(guest.pools().unwrap().len(), 3);
}

fn open_guest(dir: &Path) -> Result<Store, StoreError> {
    Store::open(dir, Role::Guest, now()).map(|(store, _)| store)
}

type Files = Vec<(String, Vec<u8>)>;

fn files(dir: &Path) -> Files {
    let entries = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Files = entries
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Leaves out the shared memory, in which readers register.
fn without_shared_memory(mut files: Files) -> Files {
    files.retain(|(name, _)| !name.ends_with("-shm"));
    files
}

#[test]
fn copy_can_be_changed_while_the_owner_writes_and_changes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(
        Store::open_copy(dir.path()).err(),
        Some(StoreError::Missing)
    );
    let owner = open_store(dir.path(), "owner");
    owner.add_pool(&pool("one")).unwrap();
    refresh(&owner, &id("one"), 1).unwrap();
    let copy = Store::open_copy(dir.path()).unwrap();
    let days = |store: &Store| store.days_of_all(&id("one"), NaiveDate::MIN).unwrap();
    assert_eq!(days(&copy), days(&owner));
    refresh(&copy, &id("one"), 2).unwrap();
    copy.remove_pool(&id("one")).unwrap();
    assert_eq!(owner.pools().unwrap().len(), 1);
    assert_eq!(open_guest(dir.path()).unwrap().pools().unwrap().len(), 1);
}
