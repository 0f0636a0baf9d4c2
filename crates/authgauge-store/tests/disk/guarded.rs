//! Tests of file modes, files of other users, several processes, and a full disk.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, lchown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use authgauge_store::folder::prepare_subfolder;
use authgauge_store::{Role, Store, StoreError, StoreReason, StoreTrouble};

use crate::print_line;
use crate::work::{change, id, integrity, now, open_store, pool};

#[test]
fn loose_modes_are_made_private() {
    let mut cases = 0;
    for mode in [0o701, 0o711, 0o740, 0o750, 0o755] {
        let dir = tempfile::tempdir().unwrap();
        let store = open_store(dir.path(), "made");
        store.add_pool(&pool("one")).unwrap();
        set_mode(dir.path(), mode);
        for name in ["authgauge.db", "authgauge.db-wal", "authgauge.db-shm"] {
            set_mode(&dir.path().join(name), mode & 0o666);
        }
        // An open connection keeps the -wal and -shm files.
        let raw = rusqlite::Connection::open(dir.path().join("authgauge.db")).unwrap();
        raw.query_row("SELECT count(*) FROM pools", [], |_| Ok(()))
            .unwrap();
        drop(store);
        let reopened = open_store(dir.path(), "again");
        reopened.add_pool(&pool("two")).unwrap();
        assert_eq!(mode_of(dir.path()), 0o700);
        for entry in fs::read_dir(dir.path()).unwrap() {
            assert_eq!(mode_of(&entry.unwrap().path()), 0o600);
            cases += 1;
        }
    }
    print_line(&format!(
        "store, loose modes: {cases} files in 5 folders made private"
    ));
}

#[test]
fn folder_that_others_use_is_refused_and_keeps_its_mode() {
    let shared = [0o720, 0o770, 0o777, 0o1777, 0o2770, 0o2775, 0o702];
    let read_by_others = [0o755, 0o750, 0o711, 0o2755, 0o1755];
    let mut cases = 0;
    for has_database in [false, true] {
        let modes = shared.map(|mode| (mode, StoreTrouble::FolderShared));
        let in_use = read_by_others.map(|mode| (mode, StoreTrouble::FolderInUse));
        for (mode, expected) in modes.into_iter().chain(in_use) {
            if has_database && expected == StoreTrouble::FolderInUse {
                // It is Authgauge's own folder, whose mode is made private.
                continue;
            }
            let dir = tempfile::tempdir().unwrap();
            if has_database {
                open_store(dir.path(), "planted")
                    .add_pool(&pool("planted"))
                    .unwrap();
            }
            fs::write(dir.path().join("report.ods"), "theirs").unwrap();
            set_mode(dir.path(), mode);
            let before = regular_names(dir.path());
            let (store, trouble) = Store::open(dir.path(), Role::Owner, now()).unwrap();
            assert_eq!(trouble, Some(expected), "{mode:o}");
            assert_eq!(store.pools().unwrap(), [], "{mode:o}");
            store.add_pool(&pool("one")).unwrap();
            assert_eq!(fs::metadata(dir.path()).unwrap().mode() & 0o7777, mode);
            assert_eq!(regular_names(dir.path()), before, "{mode:o}");
            assert!(prepare_subfolder(dir.path(), "web").is_err());
            let guest = Store::open(dir.path(), Role::Guest, now()).err();
            let expected = match has_database {
                true => StoreError::Foreign,
                false => StoreError::Missing,
            };
            assert_eq!(guest, Some(expected), "{mode:o}");
            cases += 1;
        }
    }
    print_line(&format!("count: {cases} data folders that others use"));
}

#[test]
fn private_folder_with_other_files_and_an_empty_one_are_used() {
    for (mode, file) in [
        (0o700, Some("report.ods")),
        (0o755, None),
        (0o755, Some("logs")),
    ] {
        let dir = tempfile::tempdir().unwrap();
        if let Some(file) = file {
            fs::write(dir.path().join(file), "").unwrap();
        }
        set_mode(dir.path(), mode);
        open_store(dir.path(), "own")
            .add_pool(&pool("one"))
            .unwrap();
        assert_eq!(mode_of(dir.path()), 0o700);
    }
    let new = tempfile::tempdir().unwrap();
    let nested = new.path().join("a/b");
    open_store(&nested, "new").add_pool(&pool("one")).unwrap();
    assert_eq!(mode_of(&nested), 0o700);
}

#[test]
fn planted_subfolder_is_not_written_through() {
    let mut cases = 0;
    for name in ["tray", "web", "logs"] {
        for plant in [
            "link",
            "dangling link",
            "foreign",
            "writable by others",
            "file",
        ] {
            let dir = tempfile::tempdir().unwrap();
            let elsewhere = tempfile::tempdir().unwrap();
            let subfolder = dir.path().join(name);
            match plant {
                "link" => symlink(elsewhere.path(), &subfolder).unwrap(),
                "dangling link" => symlink(elsewhere.path().join("new"), &subfolder).unwrap(),
                "file" => fs::write(&subfolder, "").unwrap(),
                "foreign" => {
                    fs::create_dir(&subfolder).unwrap();
                    if chown(&subfolder, Some(12_345), None).is_err() {
                        continue;
                    }
                }
                _ => {
                    fs::create_dir(&subfolder).unwrap();
                    set_mode(&subfolder, 0o777);
                }
            }
            assert!(prepare_subfolder(dir.path(), name).is_err(), "{plant}");
            assert_eq!(regular_names(elsewhere.path()), [""; 0], "{plant}");
            cases += 1;
        }
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join(name)).unwrap();
        set_mode(&dir.path().join(name), 0o755);
        let prepared = prepare_subfolder(dir.path(), name).unwrap();
        assert_eq!(
            (mode_of(&prepared), prepared),
            (0o700, dir.path().join(name))
        );
    }
    print_line(&format!(
        "count: {cases} subfolders planted in a data folder"
    ));
}

fn regular_names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> = entries
        .map(|entry| name(entry).to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn link_to_own_folder_is_followed() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("far")).unwrap();
    symlink("far", dir.path().join("near")).unwrap();
    open_store(&dir.path().join("near"), "linked")
        .add_pool(&pool("one"))
        .unwrap();
    assert_eq!(mode_of(&dir.path().join("far")), 0o700);
    assert!(dir.path().join("far/authgauge.db").is_file());
}

#[test]
fn folder_of_another_user_is_neither_read_nor_written() {
    let dir = tempfile::tempdir().unwrap();
    let foreign_folder = create_foreign_folder(dir.path());
    let before = fs::metadata(&foreign_folder).unwrap();
    let link = dir.path().join("link");
    symlink(&foreign_folder, &link).unwrap();
    let (store, trouble) = Store::open(&link, Role::Owner, now()).unwrap();
    assert_eq!(trouble, Some(StoreTrouble::FolderForeign));
    assert_eq!(
        store.pools().unwrap(),
        [],
        "access keys must not be sent to hosts from a foreign database"
    );
    store.add_pool(&pool("one")).unwrap();
    let after = fs::metadata(&foreign_folder).unwrap();
    assert_eq!(
        (before.mode(), before.mtime()),
        (after.mode(), after.mtime())
    );
    assert!(fs::symlink_metadata(foreign_folder.join("authgauge.db-wal")).is_err());
}

/// A link of another user is not followed, even if what it leads to is this user's.
#[test]
fn link_of_another_user_is_refused_however_its_path_ends() {
    let dir = tempfile::tempdir().unwrap();
    let (own, link) = (dir.path().join("own"), dir.path().join("link"));
    open_store(&own, "own").add_pool(&pool("one")).unwrap();
    symlink(&own, &link).unwrap();
    if lchown(&link, Some(12_345), None).is_err() {
        print_line("not checked: a link of another user, which needs the right to change owners");
        return;
    }
    for end in ["", "/", "//", "/.", "/./"] {
        let path = PathBuf::from(format!("{}{end}", link.display()));
        let (store, trouble) = Store::open(&path, Role::Owner, now()).unwrap();
        assert_eq!(trouble, Some(StoreTrouble::FolderForeign), "{end}");
        assert_eq!(store.pools().unwrap(), [], "{end}");
        let guest = Store::open(&path, Role::Guest, now()).err();
        assert_eq!(guest, Some(StoreError::Foreign), "{end}");
    }
}

/// SQLite takes no path of more than 504 bytes.
#[test]
fn path_that_is_too_long_for_the_database_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let with_length = |length: usize| {
        let mut path = dir.path().join("x".repeat(200)).join("x".repeat(200));
        let rest = length - path.as_os_str().len() - "//authgauge.db".len();
        path.push("y".repeat(rest));
        path
    };
    drop(open_store(&with_length(504), "longest"));
    let too_long = dir.path().join("x".repeat(256));
    for path in [with_length(505), too_long] {
        let (store, trouble) = Store::open(&path, Role::Owner, now()).unwrap();
        assert_eq!(trouble, Some(StoreTrouble::PathTooLong));
        store.add_pool(&pool("one")).unwrap();
    }
}

/// Creates a folder with a database of another user. Without the right to change owners, returns a system folder.
fn create_foreign_folder(dir: &Path) -> PathBuf {
    let foreign_folder = dir.join("theirs");
    open_store(&foreign_folder, "theirs")
        .add_pool(&pool("theirs"))
        .unwrap();
    let another = fs::metadata(&foreign_folder).unwrap().uid() + 1;
    match chown(&foreign_folder, Some(another), None) {
        Ok(()) => foreign_folder,
        Err(_) => "/usr".into(),
    }
}

#[test]
fn link_in_place_of_the_database_is_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("target");
    open_store(&target, "target")
        .add_pool(&pool("theirs"))
        .unwrap();
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
    open_store(&target, "target")
        .add_pool(&pool("theirs"))
        .unwrap();
    let target = target.join("authgauge.backup");
    let before = fs::read(&target).unwrap();
    let data = dir.path().join("data");
    fs::create_dir(&data).unwrap();
    for name in ["authgauge.backup", "authgauge.backup.part"] {
        symlink(&target, data.join(name)).unwrap();
    }
    let store = open_store(&data, "linked");
    assert_eq!(store.pools().unwrap(), []);
    store.add_pool(&pool("mine")).unwrap();
    assert_eq!(fs::read(&target).unwrap(), before);
    assert!(!data.join("authgauge.backup").is_symlink());
    assert_eq!(mode_of(&data.join("authgauge.backup")), 0o600);
}

const FOLDER: &str = "AUTHGAUGE_TEST_SHARED";
const CHANGES: usize = 40;

#[test]
fn changes_of_alternating_processes_are_all_saved() {
    if let Some(dir) = std::env::var_os(FOLDER) {
        let own = std::process::id();
        for turn in 0..CHANGES / 10 {
            let store = open_when_free(Path::new(&dir));
            for number in 0..10 {
                let name = format!("{own} {turn} {number}");
                store.add_pool(&pool(&name)).unwrap();
            }
        }
        return;
    }
    let test = "guarded::changes_of_alternating_processes_are_all_saved";
    let rounds = if crate::is_long() { 50 } else { 3 };
    for _ in 0..rounds {
        let dir = tempfile::tempdir().unwrap();
        // All start at once in a folder without a database, so that each may create it.
        let start = || test_command(test).env(FOLDER, dir.path()).spawn().unwrap();
        for mut process in [start(), start(), start(), start()] {
            assert!(process.wait().unwrap().success());
        }
        assert_eq!(integrity(dir.path()), "ok");
        let pools = open_store(dir.path(), "after").pools().unwrap();
        assert_eq!(pools.len(), 4 * CHANGES);
        assert_eq!(set_aside_files(dir.path()), 0);
    }
    print_line(&format!(
        "store, shared: {rounds} rounds of 4 processes, {CHANGES} changes each"
    ));
}

/// Opens the store as soon as no other process owns it.
fn open_when_free(dir: &Path) -> Store {
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
fn damaged_database_is_set_aside_once_by_concurrent_opens() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("authgauge.db"), "damage").unwrap();
    let results: Vec<_> = std::thread::scope(|scope| {
        let open = || scope.spawn(|| Store::open(dir.path(), Role::Owner, now()));
        let threads: Vec<_> = std::iter::repeat_with(open).take(8).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let (owners, errors): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!((owners.len(), errors.len()), (1, 7));
    let own = StoreError::OwnedBy {
        pid: Some(std::process::id()),
    };
    assert!(
        errors
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

/// Mounts a small disk at the path in [`DISK`] and runs a command.
const MOUNT_SMALL_DISK: &str =
    "mount -t tmpfs -o size=400k,mode=700 none \"$AUTHGAUGE_TEST_DISK\" && exec \"$@\"";
const DISK: &str = "AUTHGAUGE_TEST_DISK";

#[test]
fn full_disk_is_reported_and_saved_data_is_kept() {
    if let Some(dir) = std::env::var_os(DISK) {
        return fill_disk(Path::new(&dir));
    }
    let dir = tempfile::tempdir().unwrap();
    let test = "guarded::full_disk_is_reported_and_saved_data_is_kept";
    // Not every system grants the right to mount a disk.
    let can_mount = Command::new("unshare")
        .args(["-rm", "true"])
        .stderr(Stdio::null())
        .status();
    if !can_mount.is_ok_and(|status| status.success()) {
        print_line("store, full disk: no disk may be mounted here; only the page limit was tried");
        return;
    }
    let status = Command::new("unshare")
        .args(["-rm", "sh", "-c", MOUNT_SMALL_DISK, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(DISK, dir.path())
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    print_line("store, full disk: 1 disk of 400 kB filled, reported, and emptied again");
}

/// Fills the disk, then frees space.
fn fill_disk(dir: &Path) {
    let store = open_store(dir, "empty disk");
    let ballast = dir.join("ballast");
    fs::write(&ballast, vec![1; 100_000]).unwrap();
    let (saved, failure) = (0..)
        .find_map(|number| Some((number, change(&store, number).err()?)))
        .unwrap();
    assert_eq!(failure, StoreReason::DiskFull.into());
    drop(store);
    let (reopened, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
    assert!(
        !matches!(trouble, Some(StoreTrouble::SetAside { .. })),
        "{trouble:?}"
    );
    assert!(!reopened.pools().unwrap().is_empty());
    drop(reopened);
    fs::remove_file(ballast).unwrap();
    let store = open_store(dir, "room again");
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

fn test_command(test: &str) -> Command {
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
