//! Modes, files of other users, several processes, and a full disk.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use authgauge_store::{Role, Store, StoreError, StoreReason, StoreTrouble};

use crate::{
    tell,
    work::{change, id, integrity, now, opened, pool},
};

#[test]
fn loose_modes_are_tightened() {
    let mut cases = 0;
    for mode in [0o711, 0o750, 0o755, 0o770, 0o777] {
        let dir = tempfile::tempdir().unwrap();
        let store = opened(dir.path(), "made");
        store.add_pool(&pool("one")).unwrap();
        set_mode(dir.path(), mode);
        for name in ["authgauge.db", "authgauge.db-wal", "authgauge.db-shm"] {
            set_mode(&dir.path().join(name), mode & 0o666);
        }
        // Keeps the -wal and -shm files.
        let raw = rusqlite::Connection::open(dir.path().join("authgauge.db")).unwrap();
        raw.query_row("SELECT count(*) FROM pools", [], |_| Ok(()))
            .unwrap();
        drop(store);
        let reopened = opened(dir.path(), "again");
        reopened.add_pool(&pool("two")).unwrap();
        assert_eq!(mode_of(dir.path()), 0o700);
        for entry in fs::read_dir(dir.path()).unwrap() {
            assert_eq!(mode_of(&entry.unwrap().path()), 0o600);
            cases += 1;
        }
    }
    tell(&format!(
        "store, loose modes: {cases} files in 5 folders made private"
    ));
}

#[test]
fn shared_folder_keeps_its_mode() {
    let dir = tempfile::tempdir().unwrap();
    set_mode(dir.path(), 0o1777);
    opened(dir.path(), "shared").add_pool(&pool("one")).unwrap();
    assert_eq!(mode_of(dir.path()), 0o777);
    assert_eq!(mode_of(&dir.path().join("authgauge.db")), 0o600);
}

#[test]
fn link_to_own_folder_is_followed() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("far")).unwrap();
    symlink("far", dir.path().join("near")).unwrap();
    opened(&dir.path().join("near"), "linked")
        .add_pool(&pool("one"))
        .unwrap();
    assert_eq!(mode_of(&dir.path().join("far")), 0o700);
    assert!(dir.path().join("far/authgauge.db").is_file());
}

#[test]
fn folder_of_another_user_is_neither_read_nor_written() {
    let dir = tempfile::tempdir().unwrap();
    let theirs = of_another_user(dir.path());
    let before = fs::metadata(&theirs).unwrap();
    let link = dir.path().join("link");
    symlink(&theirs, &link).unwrap();
    let (store, trouble) = Store::open(&link, Role::Owner, now()).unwrap();
    assert_eq!(trouble, Some(StoreTrouble::NotSaved));
    assert_eq!(
        store.pools().unwrap(),
        [],
        "their hosts would get our access keys"
    );
    store.add_pool(&pool("one")).unwrap();
    let after = fs::metadata(&theirs).unwrap();
    assert_eq!(
        (before.mode(), before.mtime()),
        (after.mode(), after.mtime())
    );
    assert!(fs::symlink_metadata(theirs.join("authgauge.db-wal")).is_err());
}

/// A folder with a database of another user; without the right to change owners, one of the system's.
fn of_another_user(dir: &Path) -> PathBuf {
    let theirs = dir.join("theirs");
    opened(&theirs, "theirs").add_pool(&pool("theirs")).unwrap();
    let another = fs::metadata(&theirs).unwrap().uid() + 1;
    match chown(&theirs, Some(another), None) {
        Ok(()) => theirs,
        Err(_) => "/usr".into(),
    }
}

#[test]
fn link_in_place_of_the_database_is_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("target");
    opened(&target, "target").add_pool(&pool("theirs")).unwrap();
    let target = target.join("authgauge.db");
    let before = fs::read(&target).unwrap();
    let data = dir.path().join("data");
    fs::create_dir(&data).unwrap();
    symlink(&target, data.join("authgauge.db")).unwrap();
    let (store, trouble) = Store::open(&data, Role::Owner, now()).unwrap();
    assert!(
        matches!(trouble, Some(StoreTrouble::SetAside { path, .. }) if Path::new(&path).is_symlink())
    );
    assert_eq!(store.pools().unwrap(), []);
    store.add_pool(&pool("mine")).unwrap();
    assert_eq!(fs::read(&target).unwrap(), before);
}

#[test]
fn link_in_place_of_the_backup_is_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("target");
    opened(&target, "target").add_pool(&pool("theirs")).unwrap();
    let target = target.join("authgauge.backup");
    let before = fs::read(&target).unwrap();
    let data = dir.path().join("data");
    fs::create_dir(&data).unwrap();
    for name in ["authgauge.backup", "authgauge.backup.part"] {
        symlink(&target, data.join(name)).unwrap();
    }
    let store = opened(&data, "linked");
    assert_eq!(store.pools().unwrap(), []);
    store.add_pool(&pool("mine")).unwrap();
    assert_eq!(fs::read(&target).unwrap(), before);
    assert!(!data.join("authgauge.backup").is_symlink());
    assert_eq!(mode_of(&data.join("authgauge.backup")), 0o600);
}

const FOLDER: &str = "AUTHGAUGE_TEST_SHARED";
const EACH: usize = 40;

#[test]
fn processes_that_take_turns_lose_nothing() {
    if let Some(dir) = std::env::var_os(FOLDER) {
        let own = std::process::id();
        for turn in 0..EACH / 10 {
            let store = when_free(Path::new(&dir));
            for number in 0..10 {
                let name = format!("{own} {turn} {number}");
                store.add_pool(&pool(&name)).unwrap();
            }
        }
        return;
    }
    let test = "guarded::processes_that_take_turns_lose_nothing";
    let rounds = if crate::is_long() { 50 } else { 3 };
    for _ in 0..rounds {
        let dir = tempfile::tempdir().unwrap();
        // All at once in a folder without a database: each wants to create it.
        let start = || run_again(test).env(FOLDER, dir.path()).spawn().unwrap();
        for mut process in [start(), start(), start(), start()] {
            assert!(process.wait().unwrap().success());
        }
        assert_eq!(integrity(dir.path()), "ok");
        let pools = opened(dir.path(), "after").pools().unwrap();
        assert_eq!(pools.len(), 4 * EACH);
        assert_eq!(set_aside_files(dir.path()), 0);
    }
    tell(&format!(
        "store, shared: {rounds} rounds of 4 processes, {EACH} changes each"
    ));
}

/// The store, once no other process owns it.
fn when_free(dir: &Path) -> Store {
    loop {
        match Store::open(dir, Role::Owner, now()) {
            Ok((store, trouble)) => {
                assert_eq!(trouble, None);
                return store;
            }
            Err(error) => assert!(matches!(error, StoreError::OwnedBy { .. }), "{error}"),
        }
    }
}

#[test]
fn of_threads_that_open_a_damaged_database_one_sets_it_aside() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("authgauge.db"), "damage").unwrap();
    let opened: Vec<_> = std::thread::scope(|scope| {
        let open = || scope.spawn(|| Store::open(dir.path(), Role::Owner, now()));
        let threads: Vec<_> = std::iter::repeat_with(open).take(8).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let (owners, refused): (Vec<_>, Vec<_>) = opened.into_iter().partition(Result::is_ok);
    assert_eq!((owners.len(), refused.len()), (1, 7));
    let own = StoreError::OwnedBy {
        pid: Some(std::process::id()),
    };
    assert!(
        refused
            .into_iter()
            .all(|error| error.err() == Some(own.clone()))
    );
    let (store, trouble) = owners.into_iter().next().unwrap().unwrap();
    assert!(matches!(trouble, Some(StoreTrouble::SetAside { .. })));
    assert_eq!(set_aside_files(dir.path()), 1);
    store.add_pool(&pool("one")).unwrap();
}

fn set_aside_files(dir: &Path) -> usize {
    let names = fs::read_dir(dir).unwrap();
    let aside = names.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().contains("set-aside")
    });
    aside.count()
}

/// A disk of this many bytes, at the path in [`DISK`].
const SMALL: &str =
    "mount -t tmpfs -o size=400k,mode=700 none \"$AUTHGAUGE_TEST_DISK\" && exec \"$@\"";
const DISK: &str = "AUTHGAUGE_TEST_DISK";

#[test]
fn full_disk_is_reported_and_saved_data_stays() {
    if let Some(dir) = std::env::var_os(DISK) {
        return fill(Path::new(&dir));
    }
    let dir = tempfile::tempdir().unwrap();
    let test = "guarded::full_disk_is_reported_and_saved_data_stays";
    // Mounting a small disk takes a right that not every system grants.
    let may = Command::new("unshare")
        .args(["-rm", "true"])
        .stderr(Stdio::null())
        .status();
    if !may.is_ok_and(|status| status.success()) {
        tell("store, full disk: no disk may be mounted here; only the page limit was tried");
        return;
    }
    let status = Command::new("unshare")
        .args(["-rm", "sh", "-c", SMALL, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(DISK, dir.path())
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    tell("store, full disk: 1 disk of 400 kB filled, reported, and emptied again");
}

fn fill(dir: &Path) {
    let store = opened(dir, "empty disk");
    let ballast = dir.join("ballast");
    fs::write(&ballast, vec![1; 100_000]).unwrap();
    let (saved, failure) = (0..)
        .find_map(|number| Some((number, change(&store, number).err()?)))
        .unwrap();
    assert_eq!(failure, StoreReason::DiskFull.into());
    drop(store);
    let (shown, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
    assert!(
        !matches!(trouble, Some(StoreTrouble::SetAside { .. })),
        "{trouble:?}"
    );
    assert!(!shown.pools().unwrap().is_empty());
    drop(shown);
    fs::remove_file(ballast).unwrap();
    let store = opened(dir, "room again");
    change(&store, saved).unwrap();
    assert_eq!(integrity(dir), "ok");
    assert!(
        store
            .pools()
            .unwrap()
            .iter()
            .any(|pool| pool.id == id("pool 0"))
    );
}

fn run_again(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--nocapture"])
        .stdout(Stdio::null());
    command
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn mode_of(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}
