//! Tests with damaged files: the store stays usable, and the damaged files are kept unchanged.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use authgauge_store::{Role, Store, StoreTrouble};

use crate::print_line;
use crate::work::{change, id, integrity, now, open_store, pool, read_content, refresh};

const NAMES: [&str; 3] = ["authgauge.db", "authgauge.db-wal", "authgauge.db-shm"];
const BACKUP: &str = "authgauge.backup";

#[test]
fn store_is_usable_after_truncated_files() {
    let intact = IntactFiles::new();
    let mut suite = DamageSuite::new("truncated");
    for number in 0..120 {
        let files = intact.closed();
        suite.case(format!("database to {number}/120"), files, |dir| {
            truncate(&dir.join(NAMES[0]), number, 120);
        });
    }
    for name in NAMES {
        for number in 0..40 {
            suite.case(format!("{name} to {number}/40"), intact.open(), |dir| {
                truncate(&dir.join(name), number, 40);
            });
        }
    }
    suite.end(240);
}

#[test]
fn store_is_usable_after_flipped_bits() {
    let intact = IntactFiles::new();
    let mut suite = DamageSuite::new("flipped");
    // Each byte of the header, then a sample of the file.
    for byte in 0..100 {
        suite.case(format!("header {byte}"), intact.closed(), |dir| {
            flip(&dir.join(NAMES[0]), byte, byte);
        });
    }
    let length = intact.closed()[0].1.len();
    for number in 0..160 {
        let byte = 100 + number * (length - 100) / 160;
        suite.case(format!("database {byte}"), intact.closed(), |dir| {
            flip(&dir.join(NAMES[0]), byte, number);
        });
    }
    // The headers of the pages, and the text of the schema.
    let header = |page: usize| (page + page / 4096 % 2..page + 8).step_by(2);
    for byte in (0..length).step_by(4096).flat_map(header) {
        suite.case(format!("page {byte}"), intact.closed(), |dir| {
            flip(&dir.join(NAMES[0]), byte.max(100), byte);
        });
    }
    for byte in (2600..4096).step_by(12) {
        suite.case(format!("schema {byte}"), intact.closed(), |dir| {
            flip(&dir.join(NAMES[0]), byte, byte / 12);
        });
    }
    for (name, cases) in [(NAMES[1], 60), (NAMES[2], 40)] {
        let length = intact
            .open()
            .iter()
            .find(|file| file.0 == name)
            .unwrap()
            .1
            .len();
        for number in 0..cases {
            let byte = number * length / cases;
            suite.case(format!("{name} {byte}"), intact.open(), |dir| {
                flip(&dir.join(name), byte, number);
            });
        }
    }
    suite.end(400);
}

#[test]
fn store_is_usable_after_a_damaged_backup() {
    let intact = IntactFiles::new();
    let mut suite = DamageSuite::new("backup");
    let files = intact.closed();
    let length = files.iter().find(|file| file.0 == BACKUP).unwrap().1.len();
    for byte in (0..length).step_by(length / 60) {
        let cut = |dir: &Path| truncate(&dir.join(BACKUP), byte as u64, length as u64);
        let flip = |dir: &Path| flip(&dir.join(BACKUP), byte, byte);
        suite.case(format!("cut at {byte}"), files, cut);
        suite.case(format!("flipped at {byte}"), files, flip);
        suite.case_with(&[], format!("both, cut at {byte}"), files, |dir| {
            fs::write(dir.join(NAMES[0]), "damage").unwrap();
            cut(dir);
        });
        suite.case_with(&[], format!("both, flipped at {byte}"), files, |dir| {
            fs::write(dir.join(NAMES[0]), "damage").unwrap();
            flip(dir);
        });
    }
    suite.end(200);
}

#[test]
fn store_is_usable_after_foreign_or_newer_schemas() {
    let intact = IntactFiles::new();
    let mut suite = DamageSuite::new("schema");
    for version in [-1_i64, 2, 3, 99, i64::from(i32::MAX), i64::from(i32::MIN)] {
        suite.sql(&intact, &format!("PRAGMA user_version = {version}"));
    }
    for statement in [
        "PRAGMA user_version = 0",
        "PRAGMA application_id = 7",
        "PRAGMA journal_mode = DELETE",
        "DROP TABLE readings",
        "DROP TABLE settings",
        "DROP TABLE runs",
        "DELETE FROM subjects",
        "PRAGMA foreign_keys = OFF; DELETE FROM subjects",
        "UPDATE runs SET runs = zeroblob(5000)",
        "UPDATE days SET last = 'much', day = day * 1000000000",
        "DROP INDEX runs_of_subject",
        "PRAGMA foreign_keys = OFF; DROP TABLE pools",
        "DROP TABLE readings; DROP TABLE settings; DROP TABLE pools",
        "ALTER TABLE pools DROP COLUMN ca_pem",
        "ALTER TABLE pools RENAME COLUMN host TO server",
        "ALTER TABLE pools RENAME TO tubs",
        "ALTER TABLE pools ADD COLUMN colour TEXT",
        "ALTER TABLE readings ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'",
        "CREATE TABLE letters (text TEXT)",
        "CREATE UNIQUE INDEX one_host ON pools (host) WHERE id = 'x'",
        "CREATE TRIGGER no BEFORE INSERT ON pools BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE TRIGGER no BEFORE UPDATE ON readings BEGIN SELECT RAISE(FAIL, 'no'); END",
        "CREATE TRIGGER no BEFORE DELETE ON pools BEGIN SELECT RAISE(ABORT, 'no'); END",
        "DROP TABLE settings; CREATE VIEW settings AS SELECT 1 AS id, 'x' AS value",
        "DROP TABLE settings; CREATE TABLE settings (id INTEGER, value TEXT)",
        "DROP TABLE readings; CREATE TABLE readings (pool, kind, value, taken_at, source)",
        "PRAGMA foreign_keys = OFF; UPDATE readings SET pool = 'nobody' || rowid",
        "UPDATE pools SET name = CAST(x'ff' AS TEXT)",
        "UPDATE pools SET host = CAST(x'fffe' AS TEXT), service = ''",
        "PRAGMA foreign_keys = OFF; UPDATE pools SET id = CAST(x'ff' AS TEXT) WHERE position = 0",
        "UPDATE readings SET value = CAST(x'ff' AS TEXT)",
        "UPDATE readings SET taken_at = CAST(x'ff' AS TEXT), source = CAST(x'ff' AS TEXT)",
        "UPDATE settings SET value = CAST(x'ff' AS TEXT)",
        "UPDATE pools SET position = 9223372036854775807",
        "UPDATE pools SET position = -9223372036854775808",
    ] {
        suite.sql(&intact, statement);
    }
    suite.end(34);
}

#[test]
fn store_is_usable_after_a_file_is_replaced() {
    let intact = IntactFiles::new();
    let mut suite = DamageSuite::new("in its place");
    for mode in [0o000, 0o200, 0o400, 0o444, 0o500, 0o644, 0o666, 0o777] {
        for name in NAMES.into_iter().chain([BACKUP]) {
            suite.case(format!("{name} of mode {mode:o}"), intact.open(), |dir| {
                let mode = fs::Permissions::from_mode(mode);
                fs::set_permissions(dir.join(name), mode).unwrap();
            });
        }
    }
    let others: [(&str, CreateReplacement); 8] = [
        ("nothing", |_| ()),
        ("empty", |path| fs::write(path, "").unwrap()),
        ("text", |path| fs::write(path, "dear").unwrap()),
        ("zeros", |path| fs::write(path, vec![0; 50_000]).unwrap()),
        ("folder", |path| fs::create_dir(path).unwrap()),
        ("full folder", |path| {
            fs::create_dir_all(path.join("a")).unwrap()
        }),
        ("link to nothing", |path| symlink("nowhere", path).unwrap()),
        ("link to a file", |path| {
            let target = path.with_file_name("target");
            fs::write(&target, "target").unwrap();
            symlink(target, path).unwrap();
        }),
    ];
    let pipe: (&str, CreateReplacement) = ("pipe", |path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    });
    for (what, make) in others.into_iter().chain([pipe]) {
        for name in NAMES.into_iter().chain(["authgauge.db-journal", BACKUP]) {
            suite.case(format!("{what} as {name}"), intact.open(), |dir| {
                let _ = fs::remove_file(dir.join(name));
                make(&dir.join(name));
            });
        }
    }
    suite.end(60);
}

/// Creates a replacement at the path of a file.
type CreateReplacement = fn(&Path);

/// The names and contents of a store's files.
pub(crate) type Files = Vec<(&'static str, Vec<u8>)>;

/// The files of an intact store.
struct IntactFiles {
    closed: Files,
    open: Files,
}

impl IntactFiles {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = open_store(dir.path(), "intact");
        for number in 0..40 {
            change(&store, number).unwrap();
        }
        drop(store);
        let closed = read_files(dir.path());
        let store = open_store(dir.path(), "intact");
        for number in 40..64 {
            change(&store, number).unwrap();
        }
        let open = read_files(dir.path());
        assert_eq!((closed.len(), open.len()), (2, 4));
        Self { closed, open }
    }

    fn closed(&self) -> &Files {
        &self.closed
    }

    /// The files that a killed process leaves, with a write-ahead log.
    fn open(&self) -> &Files {
        &self.open
    }
}

/// A temporary folder in memory, which is faster than on disk.
pub(crate) fn folder_in_memory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

pub(crate) fn read_files(dir: &Path) -> Files {
    let all = NAMES.into_iter().chain([BACKUP]);
    let present = all.filter(|name| dir.join(name).exists());
    present
        .map(|name| (name, fs::read(dir.join(name)).unwrap()))
        .collect()
}

/// Runs all cases, then fails with a list of the broken ones.
struct DamageSuite {
    name: &'static str,
    cases: usize,
    set_aside: usize,
    failed: Vec<String>,
}

impl DamageSuite {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            cases: 0,
            set_aside: 0,
            failed: Vec::new(),
        }
    }

    fn sql(&mut self, intact: &IntactFiles, statement: &str) {
        self.case(statement.to_owned(), intact.closed(), |dir| {
            let raw = Connection::open(dir.join(NAMES[0])).unwrap();
            raw.execute_batch(statement).unwrap();
        });
    }

    fn case(&mut self, what: String, files: &Files, damage: impl FnOnce(&Path)) {
        self.case_with(&keychain_entries(files), what, files, damage);
    }

    /// Runs a case in which the pools of these keychain entries must be restored.
    fn case_with(
        &mut self,
        entries: &[String],
        what: String,
        files: &Files,
        damage: impl FnOnce(&Path),
    ) {
        self.cases += 1;
        let dir = folder_in_memory();
        for (name, bytes) in files {
            fs::write(dir.path().join(name), bytes).unwrap();
        }
        damage(dir.path());
        match catch_unwind(AssertUnwindSafe(|| open_damaged(dir.path(), entries))) {
            Ok(set_aside) => self.set_aside += usize::from(set_aside),
            Err(_) => self.failed.push(what),
        }
    }

    fn end(self, at_least: usize) {
        let Self {
            name,
            cases,
            set_aside,
            failed,
        } = self;
        assert!(failed.is_empty(), "{name}: {failed:#?}");
        assert!(cases >= at_least, "{name}: only {cases}");
        print_line(&format!(
            "store, damaged ({name}): {cases} cases, {set_aside} set aside, the others in use"
        ));
        print_line(&format!("count: {cases} damaged files"));
    }
}

/// The keychain entries of the pools in the backup.
fn keychain_entries(files: &Files) -> Vec<String> {
    let backup = files.iter().find(|file| file.0 == BACKUP).unwrap();
    let text = std::str::from_utf8(&backup.1).unwrap();
    let content = text.lines().nth(1).unwrap();
    let content: serde_json::Value = serde_json::from_str(content).unwrap();
    let pools = content["pools"].as_array().unwrap().iter();
    let text = |pool: &serde_json::Value, field| pool[field].as_str().unwrap().to_owned();
    pools
        .map(|pool| format!("{}@{}", text(pool, "id"), text(pool, "host")))
        .collect()
}

/// Opens the store, checks and uses it. Returns whether the database was set aside.
fn open_damaged(dir: &Path, entries: &[String]) -> bool {
    let before = regular_files(dir);
    let (store, trouble) = Store::open(dir, Role::Owner, now()).unwrap();
    let aside = match trouble {
        None | Some(StoreTrouble::Missing) => None,
        Some(StoreTrouble::SetAside { path, restored }) => {
            assert_eq!(restored, !entries.is_empty());
            Some(PathBuf::from(path))
        }
        Some(_) => unreachable!("the folder can be written"),
    };
    if let Some(aside) = &aside {
        assert_set_aside_unchanged(dir, aside, &before);
    }
    let pools = store.pools().unwrap();
    let present: Vec<_> = pools.iter().map(|pool| pool.keychain_entry().0).collect();
    for entry in entries {
        assert!(present.contains(entry), "{entry} has no pool");
    }
    assert!(aside.is_none() || present == entries, "{present:?}");
    make_every_change(&store);
    let content = read_content(&store);
    drop(store);
    assert_eq!(read_content(&open_store(dir, "again")), content);
    assert_eq!(integrity(dir), "ok");
    for name in NAMES.into_iter().chain([BACKUP]).map(|name| dir.join(name)) {
        if let Ok(file) = fs::symlink_metadata(name) {
            assert!(file.is_file());
            assert_eq!(file.permissions().mode() & 0o777, 0o600);
        }
    }
    aside.is_some()
}

/// Reads all content and makes every kind of change.
fn make_every_change(store: &Store) {
    read_content(store);
    if let Some(pool) = store.pools().unwrap().last() {
        store.rename_pool(&pool.id, "another name").unwrap();
    }
    store.add_pool(&pool("new")).unwrap();
    store.add_pool(&pool("gone")).unwrap();
    store.move_pool(&id("new"), 0).unwrap();
    for number in [1, 2] {
        for name in ["new", "gone"] {
            refresh(store, &id(name), number).unwrap();
        }
    }
    store.save_settings(&store.settings().unwrap()).unwrap();
    store.remove_pool(&id("gone")).unwrap();
    assert_eq!(store.pools().unwrap()[0], pool("new"));
}

/// Checks that the database and its write-ahead log are unchanged under the new name.
fn assert_set_aside_unchanged(dir: &Path, aside: &Path, before: &[(String, Vec<u8>)]) {
    assert!(fs::symlink_metadata(aside).is_ok(), "{aside:?}");
    for (name, bytes) in before {
        let suffix = name.strip_prefix(NAMES[0]);
        let path_now = match suffix {
            // SQLite rebuilds it from the write-ahead log.
            Some("-shm") => continue,
            Some(suffix) => PathBuf::from(format!("{}{suffix}", aside.display())),
            None if name == BACKUP => backup_path(dir),
            None => dir.join(name),
        };
        assert!(
            fs::read(&path_now).unwrap() == *bytes,
            "{path_now:?} changed"
        );
    }
}

/// The path of the backup, or of the one that was set aside.
fn backup_path(dir: &Path) -> PathBuf {
    let names = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_aside = |path: &PathBuf| {
        path.to_string_lossy()
            .contains("authgauge.backup.set-aside")
    };
    names.into_iter().find(is_aside).unwrap_or(dir.join(BACKUP))
}

/// The names and contents of the regular files.
fn regular_files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
    let read = |entry: fs::DirEntry| {
        let mode = entry.metadata().unwrap().permissions();
        fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o600)).unwrap();
        let bytes = fs::read(entry.path()).unwrap();
        fs::set_permissions(entry.path(), mode).unwrap();
        (entry.file_name().into_string().unwrap(), bytes)
    };
    files.map(read).collect()
}

fn truncate(path: &Path, number: u64, of: u64) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length * number / of).unwrap();
}

fn flip(path: &Path, byte: usize, bit: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[byte] ^= 1 << (bit % 8);
    fs::write(path, bytes).unwrap();
}
