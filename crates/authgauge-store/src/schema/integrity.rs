use rusqlite::{Connection, Row, TransactionBehavior};

use super::latest;
use crate::tables;

/// Files up to this size in bytes are checked completely at each start, which takes tens of milliseconds.
const MAX_FULL_CHECK: u64 = 8 * 1024 * 1024;

/// The tables of the history. They are most of a large file, and damage in them does not affect other tables.
const HISTORY_TABLES: [&str; 4] = ["subjects", "days", "runs", "mau_periods"];

/// How much of a database is checked before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    /// All but the history. Damage that a later read finds in it marks the database as suspect.
    WithoutHistory,
}

impl Extent {
    pub(crate) fn of(connection: &Connection, is_suspect: bool) -> rusqlite::Result<Self> {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
        let bytes = u64::from(number("page_count")?) * u64::from(number("page_size")?);
        Ok(match is_suspect || bytes <= MAX_FULL_CHECK {
            true => Self::Whole,
            false => Self::WithoutHistory,
        })
    }

    fn includes(self, table: &str) -> bool {
        self == Self::Whole || !HISTORY_TABLES.contains(&table)
    }
}

/// Checks pages and indexes. A damaged index would hide pools.
pub(crate) fn check_pages(connection: &Connection, extent: Extent) -> rusqlite::Result<()> {
    if extent == Extent::Whole {
        let verdict: String =
            connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
        return corrupt_unless(verdict == "ok");
    }
    let schema = ["sqlite_schema".to_owned()];
    for table in schema.into_iter().chain(table_names(connection, extent)?) {
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

/// Reads every row, and checks that each referenced row exists. Detects truncated files, which SQLite's integrity
/// check reads as padded with zeros.
pub(crate) fn read_all(connection: &Connection, extent: Extent) -> rusqlite::Result<()> {
    for table in table_names(connection, extent)? {
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

/// Dry-runs every kind of change, then rolls back.
pub(crate) fn dry_run(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    corrupt_unless(tables::try_every_change(&transaction)?)?;
    for table in table_names(&transaction, Extent::WithoutHistory)? {
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

fn table_names(connection: &Connection, extent: Extent) -> rusqlite::Result<Vec<String>> {
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

    /// Whether `check` rejects a database with this damage. Panics if it rejects an intact one.
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
    fn row_that_violates_a_constraint_is_rejected() {
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
    fn triggers_that_undo_changes_are_rejected() {
        for damage in [
            "CREATE TRIGGER t AFTER INSERT ON readings BEGIN DELETE FROM readings; END",
            "CREATE TRIGGER t AFTER INSERT ON settings BEGIN DELETE FROM settings; END",
            "CREATE TRIGGER t AFTER INSERT ON alerts BEGIN DELETE FROM alerts; END",
            "CREATE TRIGGER t AFTER UPDATE ON alert_states BEGIN DELETE FROM alert_states; END",
            "CREATE TRIGGER t BEFORE INSERT ON alert_rules BEGIN SELECT RAISE(IGNORE); END",
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
    fn failing_changes_are_rejected() {
        for damage in [
            "PRAGMA foreign_keys = OFF",
            "INSERT INTO sqlite_sequence VALUES ('alerts', 9223372036854775807)",
        ] {
            assert!(is_rejected(damage, dry_run), "{damage}");
        }
    }

    #[test]
    fn dangling_reference_is_rejected() {
        let damage =
            "PRAGMA foreign_keys = OFF; INSERT INTO days VALUES (7, 0, '', '', '', '', '')";
        let check = |connection: &mut Connection| read_all(connection, Extent::Whole);
        assert!(is_rejected(damage, check));
    }

    #[test]
    fn missing_table_is_rejected() {
        for (kind, table, ..) in schema(&latest().unwrap()).unwrap() {
            if kind == "table" && !table.starts_with("sqlite_") {
                let damage = format!("DROP TABLE {table}");
                assert!(is_rejected(&damage, |connection| check_schema(connection)));
            }
        }
    }
}
