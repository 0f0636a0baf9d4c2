use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::backup::Progress;
use rusqlite::{Connection, TransactionBehavior};

use crate::files::{create_private, with_suffix};

/// Why a database could not be updated.
#[derive(Debug)]
pub(crate) enum MigrationError {
    /// A later Authgauge wrote it.
    Newer,
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for MigrationError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Updates the database, each step in its own transaction. One that already has a version is first copied to
/// the path that `copy` returns for it.
pub(crate) fn migrate(
    connection: &mut Connection,
    migrations: &[&str],
    copy: impl FnOnce(usize) -> Option<PathBuf>,
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
        transaction.execute_batch(step)?;
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

/// The version of a database; 0 for an empty file.
pub(crate) fn version(connection: &Connection) -> Result<usize, MigrationError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // Authgauge writes no negative version.
    usize::try_from(version).map_err(|_| MigrationError::Newer)
}

/// An empty database of the latest version, in memory.
pub(crate) fn latest() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    for step in super::MIGRATIONS {
        connection.execute_batch(step)?;
    }
    Ok(connection)
}

/// Copies to a temporary name first: a killed process may leave a partial copy, which must not look complete.
fn copy_to(connection: &Connection, path: &Path) -> rusqlite::Result<()> {
    let unfinished = with_suffix(path, ".part");
    for leftover in [&unfinished, &with_suffix(&unfinished, "-journal")] {
        let _ = fs::remove_file(leftover);
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
    fn older_database_is_copied_before_it_is_updated() {
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
    fn failed_step_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        let result = migrate(&mut connection, &[FIRST, SECOND, BROKEN], |_| None);
        assert!(matches!(result, Err(MigrationError::Sqlite(_))));
        assert_eq!(
            (version(&connection).unwrap(), columns(&connection)),
            (2, 2)
        );
    }

    #[test]
    fn update_stops_if_the_copy_fails() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &[FIRST], |_| None).unwrap();
        let nowhere = |_| Some("/dev/null/copy".into());
        assert!(migrate(&mut connection, &[FIRST, SECOND], nowhere).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
    }

    #[test]
    fn schema_updates_from_1_to_a_made_up_2() {
        let mut connection = Connection::open_in_memory().unwrap();
        let second = "ALTER TABLE pools ADD COLUMN colour TEXT";
        let first = &super::super::MIGRATIONS[..1];
        migrate(&mut connection, first, |_| None).unwrap();
        let insert =
            "INSERT INTO pools VALUES ('one', 0, 'One', 'gen_auth', 'host', 'token', NULL)";
        connection.execute_batch(insert).unwrap();
        migrate(&mut connection, &[first[0], second], |_| None).unwrap();
        assert_eq!(version(&connection).unwrap(), 2);
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let select = "SELECT name, colour FROM pools";
        let row: (String, Option<String>) = connection.query_row(select, [], read).unwrap();
        assert_eq!(row, ("One".to_owned(), None));
        let result = migrate(&mut connection, first, |_| panic!("nothing to copy"));
        assert!(matches!(result, Err(MigrationError::Newer)));
    }

    #[test]
    fn alert_rules_of_version_2_are_kept_without_an_amount() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &super::super::MIGRATIONS[..2], |_| None).unwrap();
        let rows = "INSERT INTO pools VALUES ('one', 0, 'One', 'gen_auth', 'host', 'token', NULL);
            INSERT INTO alert_rules VALUES ('one', 'benefit:SMS', '[50,95]', 1)";
        connection.execute_batch(rows).unwrap();
        migrate(&mut connection, super::super::MIGRATIONS, |_| None).unwrap();
        crate::schema::check_schema(&connection).unwrap();
        let rules = crate::tables::alert_rules::rows(&connection).unwrap();
        let rules = rules.into_iter().filter_map(|row| row.into_rule());
        let rules: Vec<_> = rules.map(|(_, _, rule)| rule).collect();
        let expected = authgauge_core::alert::AlertRule {
            thresholds: Some(vec![50, 95]),
            amount: None,
            muted: true,
        };
        assert_eq!(rules, [expected]);
    }
}
