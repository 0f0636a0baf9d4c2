//! Opens the store: as an owner, which repairs what it can, or as a guest, which changes nothing.

mod in_memory;
mod open_error;
mod restore;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{StoreError, StoreReason};
use crate::files::folder::{self, NotUsable, are_own_plain_files, prepare_folder};
use crate::files::owner_lock::{NotLocked, OwnerLock};
use crate::files::{clear_suspect, create_private, free_name, is_suspect, set_aside};
use crate::schema::{
    Extent, MIGRATIONS, MigrationError, check_pages, check_schema, dry_run, migrate, read_all,
    version,
};
use crate::store::{Database, Guest, Role, Store};
use crate::trouble::StoreTrouble;

use in_memory::{copy_from, copy_of, empty};
use open_error::OpenError;
use restore::{create, synchronise};

const FILE: &str = "authgauge.db";

/// The longest path that SQLite opens, in bytes: on Unix it has a buffer of 512, suffixes included.
const MAX_PATH: usize = if cfg!(unix) { 504 } else { usize::MAX };

/// The longest wait for a guest's query, which is short.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

impl Store {
    /// Opens the database of a data folder.
    ///
    /// An owner creates the folder and the database if there are none. A database that cannot be read is set
    /// aside under a name with `now` in it, and its pools, alert rules and settings are restored from the
    /// backup. If nothing can be written, the data is in memory.
    ///
    /// The folder is made private to its owner (0700), and so are the files (0600). A folder of another user, one
    /// into which others may write, and one that others may read and that holds other files are neither read nor
    /// changed; the data is in memory then. A link to a folder is followed if both belong to this user. A link in
    /// place of a file is never followed: it is set aside, as is a file of another user.
    ///
    /// # Errors
    /// Of an owner [`StoreError::OwnedBy`]. Of a guest [`StoreError::Missing`], [`StoreError::NewerVersion`],
    /// [`StoreError::OlderVersion`], [`StoreError::Foreign`] and [`StoreError::Failed`].
    pub fn open(
        dir: &Path,
        role: Role,
        now: DateTime<Utc>,
    ) -> Result<(Self, Option<StoreTrouble>), StoreError> {
        match role {
            Role::Owner => open_owner(dir, now),
            Role::Guest => Ok((open_guest(dir)?, None)),
        }
    }

    /// A copy in memory of what a guest reads, with the role of an owner: its changes reach no file.
    ///
    /// # Errors
    /// As [`Store::open`] of a guest.
    pub fn open_copy(dir: &Path) -> Result<Self, StoreError> {
        let copy = guest_of(dir)?.read(|connection| Ok(copy_from(connection)?))?;
        Ok(Self::new(Database::Memory(Mutex::new(copy)), None))
    }

    /// An empty database in memory, with the role of an owner.
    ///
    /// # Errors
    /// [`StoreError::Failed`] if there is not enough memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        let database = Database::Memory(Mutex::new(empty()?));
        Ok(Self::new(database, None))
    }
}

fn open_guest(dir: &Path) -> Result<Store, StoreError> {
    Ok(Store::new(Database::Guest(guest_of(dir)?), None))
}

fn guest_of(dir: &Path) -> Result<Guest, StoreError> {
    let path = dir.join(FILE);
    if !path.try_exists()? {
        return Err(StoreError::Missing);
    }
    if folder::check(dir).is_err() || !are_own_plain_files(&path)? {
        return Err(StoreError::Foreign);
    }
    if has_newer_format(&path) {
        return Err(StoreError::NewerVersion);
    }
    let guest = Guest::new(path);
    guest.read(check_as_guest)?;
    Ok(guest)
}

fn check_as_guest(connection: &Connection) -> Result<(), StoreError> {
    let version = match version(connection) {
        Ok(version) => version,
        Err(MigrationError::Newer) => return Err(StoreReason::Corrupt.into()),
        Err(MigrationError::Sqlite(error)) => return Err(error.into()),
    };
    match version {
        0 => return Err(StoreError::Missing),
        older if older < MIGRATIONS.len() => return Err(StoreError::OlderVersion),
        newer if newer > MIGRATIONS.len() => return Err(StoreError::NewerVersion),
        _ => {}
    }
    // Owners check the history; damage in it is found by the query that reads it.
    let extent = Extent::WithoutHistory;
    check_pages(connection, extent)?;
    check_schema(connection)?;
    Ok(read_all(connection, extent)?)
}

fn open_owner(dir: &Path, now: DateTime<Utc>) -> Result<(Store, Option<StoreTrouble>), StoreError> {
    let path = dir.join(FILE);
    match prepare_folder(dir) {
        Ok(()) => {}
        Err(NotUsable::Unwritable(kind)) => {
            let why = StoreTrouble::not_written(kind);
            return Ok(not_saved(copy_of(&path), None, why));
        }
        Err(why) => return Ok(refused(why)),
    }
    if is_too_long(dir) {
        return Ok(not_saved(empty(), None, StoreTrouble::PathTooLong));
    }
    let lock = match OwnerLock::acquire(dir) {
        Ok(lock) => lock,
        Err(NotLocked::Held(pid)) => return Err(StoreError::OwnedBy { pid }),
        Err(NotLocked::Foreign) => return Ok(not_saved(empty(), None, StoreTrouble::NotSaved)),
        Err(NotLocked::Io(kind)) => {
            let why = StoreTrouble::not_written(kind);
            return Ok(not_saved(copy_of(&path), None, why));
        }
    };
    Ok(match open_with_retry(&path, now) {
        Ok(opened) => {
            let trouble = opened.is_restored.then_some(StoreTrouble::Missing);
            (on_disk(opened, path, lock), trouble)
        }
        Err(OpenError::Unreadable) => set_aside_and_recreate(path, lock, now),
        Err(OpenError::Unwritable(why)) => not_saved(copy_of(&path), Some(lock), why),
        // Its pools may name hosts that must not receive this user's access keys.
        Err(OpenError::Foreign) => not_saved(empty(), Some(lock), StoreTrouble::NotSaved),
    })
}

/// Whether SQLite would not open the database of a folder.
fn is_too_long(dir: &Path) -> bool {
    let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    dir.join(FILE).as_os_str().len() > MAX_PATH
}

/// Sets the database aside and creates a new one.
fn set_aside_and_recreate(
    path: PathBuf,
    lock: OwnerLock,
    now: DateTime<Utc>,
) -> (Store, Option<StoreTrouble>) {
    let aside = match set_aside(&path, now) {
        Ok(aside) => aside,
        Err(error) => {
            let why = StoreTrouble::not_written(error.kind());
            return not_saved(copy_of(&path), Some(lock), why);
        }
    };
    match open_once(&path, now) {
        Ok(opened) => {
            let trouble = StoreTrouble::SetAside {
                path: aside.display().to_string(),
                restored: opened.is_restored,
            };
            (on_disk(opened, path, lock), Some(trouble))
        }
        Err(OpenError::Unwritable(why)) => not_saved(copy_of(&path), Some(lock), why),
        Err(_) => not_saved(copy_of(&path), Some(lock), StoreTrouble::NotSaved),
    }
}

fn on_disk(opened: Opened, path: PathBuf, lock: OwnerLock) -> Store {
    let database = Database::Disk(Mutex::new(opened.connection), path);
    Store::new(database, Some(lock))
}

/// A store in memory, whose changes are lost at the end of the process.
fn not_saved(
    connection: rusqlite::Result<Connection>,
    lock: Option<OwnerLock>,
    why: StoreTrouble,
) -> (Store, Option<StoreTrouble>) {
    let database = match connection {
        Ok(connection) => Database::Memory(Mutex::new(connection)),
        Err(_) => Database::Unavailable,
    };
    (Store::new(database, lock), Some(why))
}

/// An empty store in memory: what is in the folder may be another user's.
fn refused(why: NotUsable) -> (Store, Option<StoreTrouble>) {
    let trouble = match why {
        NotUsable::Foreign => StoreTrouble::FolderForeign,
        NotUsable::Shared => StoreTrouble::FolderShared,
        NotUsable::InUse => StoreTrouble::FolderInUse,
        NotUsable::Unwritable(kind) => StoreTrouble::not_written(kind),
    };
    not_saved(empty(), None, trouble)
}

struct Opened {
    connection: Connection,
    /// The database is new, with the content of the backup.
    is_restored: bool,
}

/// Opens again after damage: SQLite reports some transient disk errors as damage.
fn open_with_retry(path: &Path, now: DateTime<Utc>) -> Result<Opened, OpenError> {
    match open_once(path, now) {
        Err(OpenError::Unreadable) => open_once(path, now),
        done => done,
    }
}

fn open_once(path: &Path, now: DateTime<Utc>) -> Result<Opened, OpenError> {
    if !are_own_plain_files(path)? || has_newer_format(path) {
        return Err(OpenError::Unreadable);
    }
    // The file is this user's: it may be read, even if it can't be changed.
    create_private(path)
        .map_err(|error| OpenError::Unwritable(StoreTrouble::not_written(error.kind())))?;
    // Without SQLITE_OPEN_URI: the name of a folder may contain any character.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    // A database that is set aside keeps its log.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    configure(&connection)?;
    let extent = Extent::of(&connection, is_suspect(path))?;
    check_pages(&connection, extent)?;
    let is_restored = create(&mut connection, path, now)?;
    migrate(&mut connection, MIGRATIONS, |version| {
        let why = format!("before-update-from-{version}");
        Some(free_name(path, &why, now))
    })?;
    check_schema(&connection)?;
    read_all(&connection, extent)?;
    dry_run(&mut connection)?;
    if synchronise(&mut connection, path, now).is_err() {
        tracing::warn!("the database and its backup may differ");
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    clear_suspect(path);
    Ok(Opened {
        connection,
        is_restored,
    })
}

/// Whether a later SQLite wrote the file. The bundled SQLite would open it read-only, without an error.
fn has_newer_format(path: &Path) -> bool {
    let mut header = [0_u8; 20];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    let [.., write_version, read_version] = header;
    let is_sqlite = read.is_ok() && header.starts_with(b"SQLite format 3\0");
    is_sqlite && (write_version > 2 || read_version > 2)
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    // Fails now, rather than at the first change, if the file is read-only.
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_format_is_recognised_by_the_header() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("authgauge.db");
        for (write, read, newer) in [(1, 1, false), (2, 2, false), (3, 2, true), (2, 3, true)] {
            let header = [b"SQLite format 3\0\x10\0", &[write, read][..]].concat();
            fs::write(&path, header).unwrap();
            assert_eq!(has_newer_format(&path), newer, "{write} {read}");
        }
        fs::write(&path, "short").unwrap();
        assert!(!has_newer_format(&path));
    }

    /// In a folder that can't be written a start reads what is there.
    #[cfg(unix)]
    #[test]
    fn pipe_or_link_in_place_of_the_database_is_not_copied() {
        let dir = tempfile::tempdir().unwrap();
        let (pipe, link) = (dir.path().join("pipe"), dir.path().join("link"));
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let theirs = dir.path().join("theirs.db");
        let opened = open_once(&theirs, DateTime::UNIX_EPOCH).unwrap();
        let insert = "INSERT INTO settings (id, value) VALUES (1, 'theirs')";
        opened.connection.execute(insert, []).unwrap();
        std::os::unix::fs::symlink(&theirs, &link).unwrap();
        for path in [pipe, link] {
            let copy = copy_of(&path).unwrap();
            let rows = copy.query_row("SELECT count(*) FROM settings", [], |row| row.get(0));
            assert_eq!(rows, Ok(0), "{}", path.display());
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn database_that_may_not_be_changed_is_shown_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::open(dir.path(), Role::Owner, DateTime::UNIX_EPOCH).unwrap());
        let path = dir.path().join(FILE);
        let insert = "INSERT INTO settings (id, value) VALUES (1, '{\"near_percent\":42}')";
        let opened = open_once(&path, DateTime::UNIX_EPOCH).unwrap();
        opened.connection.execute(insert, []).unwrap();
        drop(opened);
        let set = |flag: &str| {
            std::process::Command::new("chattr")
                .arg(flag)
                .arg(&path)
                .status()
        };
        if !set("+i").is_ok_and(|status| status.success()) {
            println!("not checked: a database of a fixed content, which needs the right for it");
            return;
        }
        let (store, trouble) = Store::open(dir.path(), Role::Owner, DateTime::UNIX_EPOCH).unwrap();
        assert!(set("-i").unwrap().success());
        assert_eq!(trouble, Some(StoreTrouble::FolderDenied));
        let settings = store.settings().unwrap();
        assert_eq!(settings.near_percent, 42);
    }

    #[test]
    fn read_only_copy_can_be_changed_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        // Windows allows no question mark.
        let name = if cfg!(windows) {
            "100 % 什么#.db"
        } else {
            "100 % 什么?#.db"
        };
        let path = dir.path().join(name);
        let insert = "INSERT INTO settings (id, value) VALUES (1, 'kept')";
        let opened = open_once(&path, DateTime::UNIX_EPOCH).unwrap();
        opened.connection.execute(insert, []).unwrap();
        drop(opened);
        let delete = "DELETE FROM settings WHERE value = 'kept'";
        let immutable = in_memory::open_immutable(&path).unwrap();
        assert!(immutable.execute(delete, []).is_err());
        for copy in [copy_of(&path), in_memory::copy_from(&immutable)] {
            assert_eq!(copy.unwrap().execute(delete, []).unwrap(), 1);
        }
        let on_disk = open_once(&path, DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(on_disk.connection.execute(delete, []).unwrap(), 1);
    }
}
