//! Whether a database is one that can be worked with.

use rusqlite::{Connection, TransactionBehavior, params};

use super::refused::Refused;

/// All pages and indexes. The database is small, and an index that leads nowhere would hide a pool.
pub(super) fn check(connection: &Connection) -> Result<(), Refused> {
    let verdict: String =
        connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    refuse_unless(verdict == "ok")
}

/// The check takes what the file is too short for as zeros; reading does not.
pub(super) fn read_all(connection: &Connection) -> rusqlite::Result<()> {
    for query in [
        "SELECT id, name, service, host, sign_in, ca_pem FROM pools",
        "SELECT pool, kind, value, taken_at, source FROM readings",
        "SELECT id, value FROM settings",
        "SELECT id, pool, value FROM alerts",
        "SELECT pool, subject, rule, told, period FROM standings",
        "SELECT pool, subject, thresholds, muted FROM watch_rules",
    ] {
        let mut statement = connection.prepare(query)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                row.get_ref(column)?;
            }
        }
    }
    Ok(())
}

/// A database of our version without our tables is somebody else's.
pub(super) fn check_tables(connection: &Connection) -> rusqlite::Result<()> {
    for query in [
        "SELECT id, position, name, service, host, sign_in, ca_pem FROM pools",
        "SELECT pool, kind, value, taken_at, source FROM readings",
        "SELECT id, value FROM settings",
        "SELECT id, pool, value FROM alerts",
        "SELECT pool, subject, rule, told, period FROM standings",
        "SELECT pool, subject, thresholds, muted FROM watch_rules",
    ] {
        connection.prepare(query)?;
    }
    Ok(())
}

/// Does once what will be done, and takes it back: a damaged rule in the schema shows only then.
pub(super) fn rehearse(connection: &mut Connection) -> Result<(), Refused> {
    let stage = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let pool = "rehearsal";
    stage.execute(
        "INSERT INTO pools (id, position, name, service, host, sign_in) VALUES (?1, 0, '', '', '', '')",
        [pool],
    )?;
    for value in ["first", "second"] {
        stage.execute(
            "INSERT INTO readings (pool, kind, value, taken_at, source) VALUES (?1, '', ?2, '', '')
                ON CONFLICT DO UPDATE SET value = excluded.value",
            params![pool, value],
        )?;
        stage.execute(
            "INSERT INTO settings (id, value) VALUES (1, ?1)
                ON CONFLICT DO UPDATE SET value = excluded.value",
            [value],
        )?;
        stage.execute(
            "INSERT INTO alerts (id, pool, value) VALUES (0, ?1, ?2)
                ON CONFLICT DO UPDATE SET value = excluded.value",
            params![pool, value],
        )?;
        stage.execute(
            "INSERT INTO standings (pool, subject, rule, told, period) VALUES (?1, '', '', 0, ?2)
                ON CONFLICT DO UPDATE SET period = excluded.period",
            params![pool, value],
        )?;
        stage.execute(
            "INSERT INTO watch_rules (pool, subject, thresholds, muted) VALUES (?1, '', ?2, 0)
                ON CONFLICT DO UPDATE SET thresholds = excluded.thresholds",
            params![pool, value],
        )?;
    }
    refuse_unless(stage.query_row(IS_KEPT, [pool], |row| row.get(0))?)?;
    let renamed = stage.execute(
        "UPDATE pools SET name = 'x', position = 1 WHERE id = ?1",
        [pool],
    )?;
    let removed = stage.execute("DELETE FROM pools WHERE id = ?1", [pool])?;
    let left: bool = stage.query_row(IS_LEFT, [pool], |row| row.get(0))?;
    refuse_unless((renamed, removed, left) == (1, 1, false))?;
    Ok(stage.rollback()?)
}

/// Whether one row was kept of each pair, the second.
const IS_KEPT: &str = "
    SELECT count(*) = 5 AND min(value) = 'second' AND max(value) = 'second' FROM (
        SELECT value FROM settings
        UNION ALL SELECT value FROM readings WHERE pool = ?1
        UNION ALL SELECT value FROM alerts WHERE pool = ?1
        UNION ALL SELECT period FROM standings WHERE pool = ?1
        UNION ALL SELECT thresholds FROM watch_rules WHERE pool = ?1)";

/// Whether something of a pool is left.
const IS_LEFT: &str = "
    SELECT EXISTS (
        SELECT pool FROM readings WHERE pool = ?1
        UNION ALL SELECT pool FROM alerts WHERE pool = ?1
        UNION ALL SELECT pool FROM standings WHERE pool = ?1
        UNION ALL SELECT pool FROM watch_rules WHERE pool = ?1)";

fn refuse_unless(sound: bool) -> Result<(), Refused> {
    if sound {
        Ok(())
    } else {
        Err(Refused::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Store, StoreError};
    use super::*;

    /// Whether a database with this damage is refused.
    fn is_refused(damage: &str, look: impl Fn(&mut Connection) -> bool) -> bool {
        let store = Store::in_memory().unwrap();
        let work = |connection: &mut Connection| {
            assert!(!look(connection), "before the damage");
            connection.execute_batch(damage)?;
            Ok::<_, StoreError>(look(connection))
        };
        store.with(work).unwrap()
    }

    #[test]
    fn a_row_that_breaks_the_rules_of_its_table_is_found() {
        let damage = "CREATE TABLE notes (text); INSERT INTO notes VALUES (NULL);
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (text NOT NULL)' WHERE name = 'notes';
            PRAGMA writable_schema = RESET";
        assert!(is_refused(damage, |connection| check(connection).is_err()));
    }

    #[test]
    fn rules_that_undo_what_is_written_are_found() {
        for damage in [
            "CREATE TRIGGER t AFTER INSERT ON readings BEGIN DELETE FROM readings; END",
            "CREATE TRIGGER t AFTER INSERT ON settings BEGIN DELETE FROM settings; END",
            "CREATE TRIGGER t AFTER INSERT ON alerts BEGIN DELETE FROM alerts; END",
            "CREATE TRIGGER t AFTER UPDATE ON standings BEGIN DELETE FROM standings; END",
            "CREATE TRIGGER t BEFORE INSERT ON watch_rules BEGIN SELECT RAISE(IGNORE); END",
            "CREATE TRIGGER t BEFORE UPDATE ON pools BEGIN SELECT RAISE(IGNORE); END",
            "CREATE TRIGGER t BEFORE DELETE ON pools BEGIN SELECT RAISE(IGNORE); END",
            "PRAGMA foreign_keys = OFF",
        ] {
            let look = |connection: &mut Connection| rehearse(connection).is_err();
            assert!(is_refused(damage, look), "{damage}");
        }
    }

    #[test]
    fn a_database_without_one_of_the_tables_is_not_ours() {
        for table in [
            "readings",
            "settings",
            "alerts",
            "standings",
            "watch_rules",
            "pools",
        ] {
            let damage = format!("DROP TABLE {table}");
            assert!(is_refused(&damage, |connection| check_tables(connection).is_err()));
            assert!(is_refused(&damage, |connection| read_all(connection).is_err()));
        }
    }
}
