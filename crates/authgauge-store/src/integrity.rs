//! Whether a database is one that can be worked with.

use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::open_error::Refused;

/// As large as a file may be that is checked whole each time: in tens of milliseconds.
const SMALL: u64 = 8 * 1024 * 1024;

/// What pools, settings and figures are in.
const TABLES: [&str; 6] = [
    "SELECT id, position, name, service, host, sign_in, ca_pem FROM pools",
    "SELECT pool, kind, value, taken_at, source FROM readings",
    "SELECT id, value FROM settings",
    "SELECT id, pool, value FROM alerts",
    "SELECT pool, subject, rule, told, period FROM standings",
    "SELECT pool, subject, thresholds, muted FROM watch_rules",
];

/// What the history is in, which is most of a large file.
const HISTORY: [&str; 4] = [
    "SELECT id, pool, kind, code FROM subjects",
    "SELECT subject, day, first, last, least, most, total FROM days",
    "SELECT day, subject, runs FROM runs",
    "SELECT pool, first_day, last_day, used, total FROM mau_periods",
];

/// How much of a database is looked at before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// All but the history, which nobody waits for. Damage that is met in it later is
    /// remembered, and the next time all is looked at.
    WithoutHistory,
}

impl Extent {
    pub(super) fn of(connection: &Connection, doubted: bool) -> rusqlite::Result<Self> {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
        let bytes = u64::from(number("page_count")?) * u64::from(number("page_size")?);
        Ok(match doubted || bytes <= SMALL {
            true => Self::Whole,
            false => Self::WithoutHistory,
        })
    }
}

/// Pages and indexes: one that leads nowhere would hide a pool.
pub(super) fn check(connection: &Connection, extent: Extent) -> Result<(), Refused> {
    let verdict = |row: &Row<'_>| row.get::<_, String>(0);
    if extent == Extent::Whole {
        let verdict = connection.pragma_query_value(None, "integrity_check", verdict)?;
        return refuse_unless(verdict == "ok");
    }
    let tables =
        "SELECT 'sqlite_schema' UNION ALL SELECT name FROM sqlite_schema WHERE type = 'table'
        AND name NOT IN ('subjects', 'days', 'runs', 'mau_periods')";
    let mut tables = connection.prepare(tables)?;
    for table in tables.query_map([], verdict)? {
        let mut sound = false;
        connection.pragma(None, "integrity_check", table?, |row| {
            sound = verdict(row)? == "ok";
            Ok(())
        })?;
        refuse_unless(sound)?;
    }
    Ok(())
}

/// The check takes what the file is too short for as zeros; reading does not.
pub(super) fn read_all(connection: &Connection, extent: Extent) -> rusqlite::Result<()> {
    let history = match extent {
        Extent::Whole => HISTORY.as_slice(),
        Extent::WithoutHistory => &[],
    };
    for query in TABLES.iter().chain(history) {
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
    for query in TABLES.iter().chain(&HISTORY) {
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
        rehearse_history(&stage, pool, value)?;
    }
    let subject = "SELECT id FROM subjects WHERE pool = ?1";
    let subject: i64 = stage.query_row(subject, [pool], |row| row.get(0))?;
    refuse_unless(stage.query_row(IS_KEPT, params![pool, subject], |row| row.get(0))?)?;
    let renamed = stage.execute(
        "UPDATE pools SET name = 'x', position = 1 WHERE id = ?1",
        [pool],
    )?;
    let removed = stage.execute("DELETE FROM pools WHERE id = ?1", [pool])?;
    let left: bool = stage.query_row(IS_LEFT, params![pool, subject], |row| row.get(0))?;
    refuse_unless((renamed, removed, left) == (1, 1, false))?;
    Ok(stage.rollback()?)
}

fn rehearse_history(stage: &Connection, pool: &str, value: &str) -> rusqlite::Result<()> {
    stage.execute(
        "INSERT OR IGNORE INTO subjects (pool, kind, code) VALUES (?1, 'rehearsal', '')",
        [pool],
    )?;
    stage.execute(
        "INSERT OR REPLACE INTO days (subject, day, first, last, least, most)
            SELECT id, 0, '', ?2, '', '' FROM subjects WHERE pool = ?1",
        [pool, value],
    )?;
    stage.execute(
        "INSERT OR REPLACE INTO runs (day, subject, runs)
            SELECT 0, id, CAST(?2 AS BLOB) FROM subjects WHERE pool = ?1",
        [pool, value],
    )?;
    stage.execute(
        "INSERT INTO mau_periods (pool, first_day, last_day, used) VALUES (?1, 0, 0, ?2)
            ON CONFLICT DO UPDATE SET used = excluded.used",
        [pool, value],
    )?;
    Ok(())
}

/// Whether one row was kept of each pair, the second.
const IS_KEPT: &str = "
    SELECT count(*) = 8 AND min(value) = 'second' AND max(value) = 'second' FROM (
        SELECT value FROM settings
        UNION ALL SELECT value FROM readings WHERE pool = ?1
        UNION ALL SELECT value FROM alerts WHERE pool = ?1
        UNION ALL SELECT period FROM standings WHERE pool = ?1
        UNION ALL SELECT thresholds FROM watch_rules WHERE pool = ?1
        UNION ALL SELECT last FROM days WHERE subject = ?2
        UNION ALL SELECT CAST(runs AS TEXT) FROM runs WHERE subject = ?2
        UNION ALL SELECT used FROM mau_periods WHERE pool = ?1)";

/// Whether something of a pool is left.
const IS_LEFT: &str = "
    SELECT EXISTS (
        SELECT pool FROM readings WHERE pool = ?1
        UNION ALL SELECT pool FROM alerts WHERE pool = ?1
        UNION ALL SELECT pool FROM standings WHERE pool = ?1
        UNION ALL SELECT pool FROM watch_rules WHERE pool = ?1
        UNION ALL SELECT pool FROM subjects WHERE pool = ?1
        UNION ALL SELECT subject FROM days WHERE subject = ?2
        UNION ALL SELECT subject FROM runs WHERE subject = ?2
        UNION ALL SELECT pool FROM mau_periods WHERE pool = ?1)";

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
        for extent in [Extent::Whole, Extent::WithoutHistory] {
            assert!(is_refused(damage, |connection| check(connection, extent).is_err()));
        }
    }

    #[test]
    fn rules_that_undo_what_is_written_are_found() {
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
            "runs",
            "days",
            "mau_periods",
            "pools",
        ] {
            let damage = format!("DROP TABLE {table}");
            let read = |connection: &mut Connection| read_all(connection, Extent::Whole).is_err();
            assert!(is_refused(&damage, |connection| check_tables(connection).is_err()));
            assert!(is_refused(&damage, read));
        }
    }
}
