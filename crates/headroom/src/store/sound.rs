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
    }
    let kept = "SELECT count(*) = 1 AND min(value) = 'second' FROM";
    let is_kept = |rest: &str| {
        let query = format!("{kept} {rest}");
        stage.query_row(&query, [], |row| row.get::<_, bool>(0))
    };
    refuse_unless(is_kept("readings WHERE pool = 'rehearsal'")? && is_kept("settings")?)?;
    let renamed = stage.execute(
        "UPDATE pools SET name = 'x', position = 1 WHERE id = ?1",
        [pool],
    )?;
    let removed = stage.execute("DELETE FROM pools WHERE id = ?1", [pool])?;
    let left = "SELECT EXISTS (SELECT 1 FROM readings WHERE pool = ?1)";
    let left: bool = stage.query_row(left, [pool], |row| row.get(0))?;
    refuse_unless((renamed, removed, left) == (1, 1, false))?;
    Ok(stage.rollback()?)
}

fn refuse_unless(sound: bool) -> Result<(), Refused> {
    if sound {
        Ok(())
    } else {
        Err(Refused::Unreadable)
    }
}
