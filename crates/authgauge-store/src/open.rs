use std::{fs, io::Read as _, path::Path, sync::Mutex, time::Duration};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, backup::Backup, config::DbConfig};

use super::{
    Store, StoreError,
    backup::{self, Found},
    files::{create_private, free_name, is_doubted, set_aside, trust},
    folder::{NotUsable, are_plain, prepare_folder, take_turn},
    integrity::{Extent, check, check_tables, read_all, rehearse},
    migrations::{MIGRATIONS, MigrationError, migrate},
    open_error::Refused,
    restore::{agree, make},
};
use crate::trouble::StoreTrouble;
use authgauge_core::error::Failure;

const FILE: &str = "authgauge.db";

/// Another process is only ever in the middle of something short.
const BUSY: Duration = Duration::from_secs(5);

impl Store {
    /// The database of this folder, made if there is none. What cannot be read is set aside under a name
    /// with `now` in it; where nothing can be written, the database is in memory.
    ///
    /// The folder is made private to its owner (0700), and so are the files (0600); a folder that others
    /// share on purpose, like `/tmp`, stays as it is. A link to a folder is followed if both belong to the
    /// same user. A link in a file's place never is: it is set aside, as is a file of another user. A folder
    /// that cannot be made private is another user's, and neither read nor written.
    pub fn open(dir: &Path, now: DateTime<Utc>) -> (Self, Option<StoreTrouble>) {
        let path = dir.join(FILE);
        match prepare_folder(dir) {
            Ok(()) => {}
            Err(NotUsable::Foreign) => return Self::unread(),
            Err(NotUsable::Unwritable) => return Self::unsaved(&path),
        }
        // Or a process could set aside what another has just made.
        let Some(_turn) = take_turn(dir, BUSY) else {
            return Self::unsaved(&path);
        };
        match open_certainly(&path, now) {
            Ok(opened) => {
                opened.into_store(&path, |restored| restored.then_some(StoreTrouble::Missing))
            }
            Err(Refused::Unreadable) => Self::begin_anew(&path, now),
            Err(Refused::Unwritable) => Self::unsaved(&path),
            Err(Refused::Foreign) => Self::unread(),
        }
    }

    /// An empty database that ends with the process.
    ///
    /// # Errors
    /// `store_failed` if there is not even the memory for it.
    pub fn in_memory() -> Result<Self, Failure> {
        Ok(Self::of_session(Some(empty().map_err(StoreError::from)?)))
    }

    fn begin_anew(path: &Path, now: DateTime<Utc>) -> (Self, Option<StoreTrouble>) {
        let Ok(aside) = set_aside(path, now) else {
            return Self::unsaved(path);
        };
        match open_at(path, now) {
            Ok(opened) => opened.into_store(path, |restored| {
                let path = aside.display().to_string();
                Some(StoreTrouble::SetAside { path, restored })
            }),
            Err(_) => Self::unsaved(path),
        }
    }

    /// What is on disk can still be shown, even if it cannot be changed.
    fn unsaved(path: &Path) -> (Self, Option<StoreTrouble>) {
        let connection = copy_in_memory(path).or_else(|_| spare_in_memory(path));
        (
            Self::of_session(connection.ok()),
            Some(StoreTrouble::NotSaved),
        )
    }

    /// A database of another user may send access keys to that user's host.
    fn unread() -> (Self, Option<StoreTrouble>) {
        (Self::of_session(empty().ok()), Some(StoreTrouble::NotSaved))
    }

    fn of_session(connection: Option<Connection>) -> Self {
        Self {
            connection: Mutex::new(connection),
            on_disk: None,
        }
    }
}

/// A database on disk.
struct Opened {
    connection: Connection,
    /// It is a new one, with what the spare copy had.
    restored: bool,
}

impl Opened {
    fn into_store(
        self,
        path: &Path,
        told: impl FnOnce(bool) -> Option<StoreTrouble>,
    ) -> (Store, Option<StoreTrouble>) {
        let store = Store {
            connection: Mutex::new(Some(self.connection)),
            on_disk: Some(path.to_owned()),
        };
        (store, told(self.restored))
    }
}

/// SQLite takes an error of the disk for damage of the file, and damage does not pass.
fn open_certainly(path: &Path, now: DateTime<Utc>) -> Result<Opened, Refused> {
    match open_at(path, now) {
        Err(Refused::Unreadable) => open_at(path, now),
        done => done,
    }
}

fn open_at(path: &Path, now: DateTime<Utc>) -> Result<Opened, Refused> {
    if !are_plain(path)? || is_of_a_later_format(path) {
        return Err(Refused::Unreadable);
    }
    create_private(path)?;
    // Without SQLITE_OPEN_URI: a folder's name may hold any character.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    // What is refused is to be set aside whole, its log included.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    set_up(&connection)?;
    let extent = Extent::of(&connection, is_doubted(path))?;
    check(&connection, extent)?;
    let restored = make(&mut connection, path, now)?;
    migrate(&mut connection, MIGRATIONS, |version| {
        Some(free_name(
            path,
            &format!("before-update-from-{version}"),
            now,
        ))
    })?;
    check_tables(&connection)?;
    read_all(&connection, extent)?;
    rehearse(&mut connection)?;
    if agree(&mut connection, path, now).is_err() {
        tracing::warn!("the database and its spare copy may differ");
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    trust(path);
    Ok(Opened {
        connection,
        restored,
    })
}

/// SQLite would read it, but not write it, and say no more than that.
fn is_of_a_later_format(path: &Path) -> bool {
    let mut header = [0_u8; 20];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    let [.., write_version, read_version] = header;
    read.is_ok() && (write_version > 2 || read_version > 2)
}

fn empty() -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.pragma_update(None, "foreign_keys", true)?;
    finish_in_memory(&mut connection)?;
    Ok(connection)
}

fn copy_in_memory(path: &Path) -> rusqlite::Result<Connection> {
    copy_from(&look_at(path)?).or_else(|_| copy_from(&look_at_unchanging(path)?))
}

fn spare_in_memory(path: &Path) -> rusqlite::Result<Connection> {
    let connection = empty()?;
    if let Ok(Found::Sound(spare)) = backup::read(path) {
        // By halves is better than not at all.
        let _ = spare.mend(&connection);
    }
    Ok(connection)
}

fn copy_from(from: &Connection) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    Backup::new(from, &mut connection)?.run_to_completion(1024, Duration::ZERO, None)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    finish_in_memory(&mut connection)?;
    check_tables(&connection)?;
    Ok(connection)
}

const LOOK: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

fn look_at(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, LOOK)
}

/// Where a folder cannot be written, SQLite cannot make the -shm file that reading beside a writer takes;
/// but then there is no writer.
fn look_at_unchanging(path: &Path) -> rusqlite::Result<Connection> {
    let mut address = format!("file:{}", path.display());
    for (character, escape) in [("%", "%25"), ("?", "%3f"), ("#", "%23")] {
        address = address.replace(character, escape);
    }
    let flags = LOOK | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(address + "?immutable=1", flags)
}

fn finish_in_memory(connection: &mut Connection) -> rusqlite::Result<()> {
    migrate(connection, MIGRATIONS, |_| None).map_err(|error| match error {
        MigrationError::Newer => rusqlite::Error::InvalidQuery,
        MigrationError::Sqlite(error) => error,
    })
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    // A file that cannot be written says so here, not at the first change.
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_format_is_told_by_its_header() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("authgauge.db");
        for (write, read, later) in [(1, 1, false), (2, 2, false), (3, 2, true), (2, 3, true)] {
            let mut header = [0_u8; 20];
            header[18..].copy_from_slice(&[write, read]);
            fs::write(&path, header).unwrap();
            assert_eq!(is_of_a_later_format(&path), later, "{write} {read}");
        }
        fs::write(&path, "short").unwrap();
        assert!(!is_of_a_later_format(&path));
    }

    #[test]
    fn what_cannot_be_changed_on_disk_can_be_seen_and_changed_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("100 % 什么?#.db");
        let insert = "INSERT INTO settings (id, value) VALUES (1, 'kept')";
        open_at(&path, DateTime::UNIX_EPOCH)
            .ok()
            .unwrap()
            .connection
            .execute(insert, [])
            .unwrap();
        let delete = "DELETE FROM settings WHERE value = 'kept'";
        let unchanging = look_at_unchanging(&path).unwrap();
        assert!(unchanging.execute(delete, []).is_err());
        for copy in [copy_in_memory(&path), copy_from(&unchanging)] {
            assert_eq!(copy.unwrap().execute(delete, []).unwrap(), 1);
        }
        let on_disk = open_at(&path, DateTime::UNIX_EPOCH).ok().unwrap();
        assert_eq!(on_disk.connection.execute(delete, []).unwrap(), 1);
    }
}
