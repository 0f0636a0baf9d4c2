use std::{fs, path::Path};

use rusqlite::{Connection, TransactionBehavior, backup::Progress};

use super::files::{create_private, with_suffix};

/// What brings a database from one version to the next, in order; never changed once released.
pub(super) const MIGRATIONS: &[&str] = &[POOLS, HISTORY, ALERTS];

const POOLS: &str = "
    CREATE TABLE pools (
        id       TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        name     TEXT NOT NULL,
        service  TEXT NOT NULL,
        host     TEXT NOT NULL,
        sign_in  TEXT NOT NULL,
        ca_pem   TEXT
    ) STRICT;
    CREATE TABLE readings (
        pool     TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        kind     TEXT NOT NULL,
        value    TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        source   TEXT NOT NULL,
        PRIMARY KEY (pool, kind)
    ) STRICT;
    CREATE TABLE settings (
        id    INTEGER PRIMARY KEY CHECK (id = 1),
        value TEXT NOT NULL
    ) STRICT;
";

/// What is read of the same day stands together in `runs`: one refresh writes few pages. A card reads one
/// benefit's `days`, which stand together too.
const HISTORY: &str = "
    CREATE TABLE subjects (
        id   INTEGER PRIMARY KEY,
        pool TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        UNIQUE (pool, kind, code)
    ) STRICT;
    CREATE TABLE days (
        subject INTEGER NOT NULL REFERENCES subjects (id) ON DELETE CASCADE,
        day     INTEGER NOT NULL,
        first   TEXT NOT NULL,
        last    TEXT NOT NULL,
        least   TEXT NOT NULL,
        most    TEXT NOT NULL,
        total   TEXT,
        PRIMARY KEY (subject, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE runs (
        day     INTEGER NOT NULL,
        subject INTEGER NOT NULL REFERENCES subjects (id) ON DELETE CASCADE,
        runs    BLOB NOT NULL,
        PRIMARY KEY (day, subject)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX runs_of_subject ON runs (subject);
    CREATE TABLE mau_periods (
        pool      TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        first_day INTEGER NOT NULL,
        last_day  INTEGER NOT NULL,
        used      TEXT NOT NULL,
        total     TEXT,
        PRIMARY KEY (pool, first_day, last_day)
    ) STRICT, WITHOUT ROWID;
";

/// A standing is how far the owner knows of one matter; an alert is listed; a rule says what is worth one.
const ALERTS: &str = "
    CREATE TABLE alerts (
        id    INTEGER PRIMARY KEY,
        pool  TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        value TEXT NOT NULL
    ) STRICT;
    CREATE TABLE standings (
        pool    TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        subject TEXT NOT NULL,
        rule    TEXT NOT NULL,
        told    INTEGER NOT NULL,
        period  TEXT NOT NULL,
        PRIMARY KEY (pool, subject, rule)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE watch_rules (
        pool       TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
        subject    TEXT NOT NULL,
        thresholds TEXT,
        muted      INTEGER NOT NULL,
        PRIMARY KEY (pool, subject)
    ) STRICT, WITHOUT ROWID;
";

/// Why a database could not be brought up to date.
#[derive(Debug)]
pub(super) enum MigrationError {
    /// A later Authgauge wrote it.
    Newer,
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for MigrationError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Brings the database up to date, each step in a transaction of its own. One that already holds
/// something is first copied to `copy`.
pub(super) fn migrate(
    connection: &mut Connection,
    migrations: &[&str],
    copy: impl FnOnce(usize) -> Option<std::path::PathBuf>,
) -> Result<(), MigrationError> {
    let version = version(connection)?;
    let steps = migrations.get(version..).ok_or(MigrationError::Newer)?;
    if version > 0
        && !steps.is_empty()
        && let Some(copy) = copy(version)
    {
        copy_to(connection, &copy)?;
    }
    for (number, step) in (version + 1..).zip(steps) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been faster.
        if self::version(&transaction)? >= number {
            continue;
        }
        transaction.execute_batch(step)?;
        transaction.pragma_update(
            None,
            "user_version",
            i64::try_from(number).unwrap_or(i64::MAX),
        )?;
        transaction.commit()?;
    }
    Ok(())
}

pub(super) fn version(connection: &Connection) -> Result<usize, MigrationError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A negative version is none of ours.
    usize::try_from(version).map_err(|_| MigrationError::Newer)
}

/// Under its name the copy is whole: half of one, left by a process that ended, would look like all there was.
fn copy_to(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    let unfinished = with_suffix(path, ".part");
    for left_over in [&unfinished, &with_suffix(&unfinished, "-journal")] {
        let _ = fs::remove_file(left_over);
    }
    create_private(&unfinished).map_err(|_| cannot_open())?;
    connection.backup("main", &unfinished, None::<fn(Progress)>)?;
    fs::rename(&unfinished, path).map_err(|_| cannot_open())
}

fn cannot_open() -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CANTOPEN);
    rusqlite::Error::SqliteFailure(code, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE notes (text TEXT) STRICT; INSERT INTO notes VALUES ('kept')";
    const SECOND: &str = "ALTER TABLE notes ADD COLUMN day TEXT";
    const BROKEN: &str = "ALTER TABLE notes ADD COLUMN hour TEXT; INSERT INTO nowhere VALUES (1)";

    fn columns(connection: &Connection) -> usize {
        connection
            .prepare("SELECT * FROM notes")
            .unwrap()
            .column_count()
    }

    #[test]
    fn an_older_database_is_copied_before_it_is_brought_up_to_date() {
        let dir = tempfile::tempdir().unwrap();
        let copy = dir.path().join("copy");
        let mut connection = Connection::open(dir.path().join("db")).unwrap();
        migrate(&mut connection, &[FIRST], |_| panic!("nothing to copy yet")).unwrap();
        migrate(&mut connection, &[FIRST], |_| panic!("nothing to do")).unwrap();
        let name = |version| {
            assert_eq!(version, 1);
            Some(copy.clone())
        };
        migrate(&mut connection, &[FIRST, SECOND], name).unwrap();
        assert_eq!(
            (version(&connection).unwrap(), columns(&connection)),
            (2, 2)
        );

        let old = Connection::open(&copy).unwrap();
        assert_eq!((version(&old).unwrap(), columns(&old)), (1, 1));
        let text: String = old
            .query_row("SELECT text FROM notes", [], |row| row.get(0))
            .unwrap();
        assert_eq!(text, "kept");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        let refused = migrate(&mut connection, &[FIRST, SECOND, BROKEN], |_| None);
        assert!(matches!(refused, Err(MigrationError::Sqlite(_))));
        assert_eq!(
            (version(&connection).unwrap(), columns(&connection)),
            (2, 2)
        );
    }

    #[test]
    fn a_copy_that_cannot_be_made_stops_the_update() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[FIRST], |_| None).unwrap();
        let nowhere = |_| Some("/dev/null/copy".into());
        assert!(migrate(&mut connection, &[FIRST, SECOND], nowhere).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
    }
}
