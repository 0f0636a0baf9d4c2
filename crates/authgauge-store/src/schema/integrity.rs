use rusqlite::{Connection, Row, TransactionBehavior};

use super::latest;
use crate::tables;

/// A file up to this size is checked completely at each start: in tens of milliseconds.
const SMALL: u64 = 8 * 1024 * 1024;

/// Most of a large file, and without harm to the rest if damaged.
const HISTORY: [&str; 4] = ["subjects", "days", "runs", "mau_periods"];

/// How much of a database is checked before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    /// Without the history. Damage that is met in it later marks the database as suspect.
    WithoutHistory,
}

impl Extent {
    pub(crate) fn of(connection: &Connection, is_suspect: bool) -> rusqlite::Result<Self> {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
        let bytes = u64::from(number("page_count")?) * u64::from(number("page_size")?);
        Ok(match is_suspect || bytes <= SMALL {
            true => Self::Whole,
            false => Self::WithoutHistory,
        })
    }

    fn includes(self, table: &str) -> bool {
        self == Self::Whole || !HISTORY.contains(&table)
    }
}

/// Checks pages and indexes: a broken index would hide a pool.
pub(crate) fn check_pages(connection: &Connection, extent: Extent) -> rusqlite::Result<()> {
    if extent == Extent::Whole {
        let verdict: String =
            connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
        return corrupt_unless(verdict == "ok");
    }
    let schema = ["sqlite_schema".to_owned()];
    for table in schema.into_iter().chain(tables_of(connection, extent)?) {
        let mut is_ok = false;
        connection.pragma(None, "integrity_check", &table, |row| {
            is_ok = row.get::<_, String>(0)? == "ok";
            Ok(())
        })?;
        corrupt_unless(is_ok)?;
    }
    Ok(())
}

/// Compares the schema with the one that Authgauge creates.
pub(crate) fn check_schema(connection: &Connection) -> rusqlite::Result<()> {
    corrupt_unless(schema(connection)? == schema(&latest()?)?)
}

/// Reads every row, and checks that none refers to a missing one. The integrity check takes the missing end of
/// a truncated file for zeros; reading does not.
pub(crate) fn read_all(connection: &Connection, extent: Extent) -> rusqlite::Result<()> {
    for table in tables_of(connection, extent)? {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                row.get_ref(column)?;
            }
        }
        check_references(connection, &table)?;
    }
    Ok(())
}

/// Makes every kind of change, then rolls it back.
pub(crate) fn dry_run(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    corrupt_unless(tables::try_every_change(&transaction)?)?;
    for table in tables_of(&transaction, Extent::WithoutHistory)? {
        check_references(&transaction, &table)?;
    }
    transaction.rollback()
}

fn check_references(connection: &Connection, table: &str) -> rusqlite::Result<()> {
    let mut is_broken = false;
    connection.pragma(None, "foreign_key_check", table, |_| {
        is_broken = true;
        Ok(())
    })?;
    corrupt_unless(!is_broken)
}

fn tables_of(connection: &Connection, extent: Extent) -> rusqlite::Result<Vec<String>> {
    let mut query = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let names: Vec<String> = query
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names
        .into_iter()
        .filter(|name| extent.includes(name))
        .collect())
}

/// Type, name, table and SQL of each object.
type Object = (String, String, String, Option<String>);

fn schema(connection: &Connection) -> rusqlite::Result<Vec<Object>> {
    let query = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
    let object = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    connection.prepare(query)?.query_map([], object)?.collect()
}

fn corrupt_unless(is_ok: bool) -> rusqlite::Result<()> {
    let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    match is_ok {
        true => Ok(()),
        false => Err(rusqlite::Error::SqliteFailure(corrupt, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `check` rejects a database with this damage, and only then.
    fn is_rejected(damage: &str, check: impl Fn(&mut Connection) -> rusqlite::Result<()>) -> bool {
        let mut connection = latest().unwrap();
        connection
            .pragma_update(None, "foreign_keys", true)
            .unwrap();
        check(&mut connection).unwrap();
        connection.execute_batch(damage).unwrap();
        check(&mut connection).is_err()
    }

    #[test]
    fn row_that_violates_its_table_is_found() {
        let damage = "CREATE TABLE notes (text); INSERT INTO notes VALUES (NULL);
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (text NOT NULL)' WHERE name = 'notes';
            PRAGMA writable_schema = RESET";
        for extent in [Extent::Whole, Extent::WithoutHistory] {
            assert!(is_rejected(damage, |connection| check_pages(
                connection, extent
            )));
        }
    }

    #[test]
    fn triggers_that_undo_changes_are_found() {
        for damage in [
            "CREATE TRIGGER t AFTER INSERT ON readings BEGIN DELETE FROM readings; END",
            "CREATE TRIGGER t AFTER INSERT ON settings BEGIN DELETE FROM settings; END",
            "CREATE TRIGGER t AFTER INSERT ON alerts BEGIN DELETE FROM alerts; END",
            "CREATE TRIGGER t AFTER UPDATE ON standings BEGIN DELETE FROM standings; END",
            "CREATE TRIGGER t BEFORE INSERT ON watch_rules BEGIN SELECT RAISE(IGNORE); END",
            "CREATE TRIGGER t BEFORE INSERT ON subjects BEGIN SELECT RAISE(IGNORE); END",
            "CREATE TRIGGER t AFTER INSERT ON days BEGIN DELETE FROM days; END",
            "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END",
            "CREATE TRIGGER t BEFORE UPDATE ON mau_periods BEGIN SELECT RAISE(IGNORE); END",
            "CREATE TRIGGER t BEFORE UPDATE ON pools BEGIN SELECT RAISE(IGNORE); END",
            "CREATE TRIGGER t BEFORE DELETE ON pools BEGIN SELECT RAISE(IGNORE); END",
        ] {
            let check = |connection: &mut Connection| check_schema(connection);
            assert!(is_rejected(damage, check), "{damage}");
        }
    }

    #[test]
    fn changes_that_fail_are_found() {
        for damage in [
            "PRAGMA foreign_keys = OFF",
            "INSERT INTO sqlite_sequence VALUES ('alerts', 9223372036854775807)",
        ] {
            assert!(is_rejected(damage, dry_run), "{damage}");
        }
    }

    #[test]
    fn row_that_refers_to_a_missing_one_is_found() {
        let damage =
            "PRAGMA foreign_keys = OFF; INSERT INTO days VALUES (7, 0, '', '', '', '', '')";
        let check = |connection: &mut Connection| read_all(connection, Extent::Whole);
        assert!(is_rejected(damage, check));
    }

    #[test]
    fn missing_table_is_found() {
        for (kind, table, ..) in schema(&latest().unwrap()).unwrap() {
            if kind == "table" && !table.starts_with("sqlite_") {
                let damage = format!("DROP TABLE {table}");
                assert!(is_rejected(&damage, |connection| check_schema(connection)));
            }
        }
    }
}
