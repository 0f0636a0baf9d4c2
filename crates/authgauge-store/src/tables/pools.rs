use std::borrow::Cow;

use genauth::Host;
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use authgauge_core::pool::{Pool, PoolId, restored_name};

use super::plain::{plain, text};

/// A row: the pool, or the ID of one that cannot be interpreted.
pub(crate) type PoolRow = Result<Pool, PoolId>;

/// All rows, in the user's order.
pub(crate) fn rows(connection: &Connection) -> rusqlite::Result<Vec<PoolRow>> {
    let query = "SELECT id, name, service, host, sign_in, ca_pem FROM pools ORDER BY position, id";
    let mut statement = connection.prepare(query)?;
    statement.query_map([], read)?.collect()
}

pub(crate) fn exists(connection: &Connection, id: &PoolId) -> rusqlite::Result<bool> {
    let query = "SELECT EXISTS (SELECT 1 FROM pools WHERE id = ?1)";
    connection.query_row(query, [&id.0], |row| row.get(0))
}

pub(crate) fn insert(connection: &Connection, pool: &Pool) -> rusqlite::Result<()> {
    let change = "INSERT INTO pools (id, position, name, service, host, sign_in, ca_pem)
        VALUES (?1, (SELECT min(coalesce(max(position), -1), 1 << 60) + 1 FROM pools), ?2, ?3, ?4, ?5, ?6)";
    execute(connection, change, pool)
}

/// Changes all but the ID and the position.
pub(crate) fn overwrite(connection: &Connection, pool: &Pool) -> rusqlite::Result<()> {
    let change = "UPDATE pools SET name = ?2, service = ?3, host = ?4, sign_in = ?5, ca_pem = ?6 WHERE id = ?1";
    execute(connection, change, pool)
}

/// Returns whether there is such a pool.
pub(crate) fn rename(connection: &Connection, id: &PoolId, name: &str) -> rusqlite::Result<bool> {
    let change = "UPDATE pools SET name = ?2 WHERE id = ?1";
    Ok(connection.execute(change, params![id.0, name])? > 0)
}

pub(crate) fn reorder(connection: &Connection, order: &[PoolId]) -> rusqlite::Result<()> {
    let mut change = connection.prepare("UPDATE pools SET position = ?2 WHERE id = ?1")?;
    for (position, id) in (0_i64..).zip(order) {
        change.execute(params![id.0, position])?;
    }
    Ok(())
}

/// Deletes a pool and everything that refers to it. Returns whether there was such a pool.
pub(crate) fn delete(connection: &Connection, id: &PoolId) -> rusqlite::Result<bool> {
    Ok(connection.execute("DELETE FROM pools WHERE id = ?1", [&id.0])? > 0)
}

fn execute(connection: &Connection, change: &str, pool: &Pool) -> rusqlite::Result<()> {
    let (service, sign_in) = (variant_name(&pool.service), variant_name(&pool.sign_in));
    let host = pool.host.to_string();
    let row = params![pool.id.0, pool.name, service, host, sign_in, pool.ca_pem];
    connection.execute(change, row)?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<PoolRow> {
    // Damage can leave bytes that are not UTF-8.
    let bytes = row.get_ref("id")?.as_bytes().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    // IDs reach the log and the tray's menu; an edited one finds no key and no readings.
    let is_sound = matches!(text, Cow::Borrowed(_)) && plain(&text) == text;
    let id = PoolId(text.into_owned());
    let pool = parse(row, &id).filter(|_| is_sound);
    if pool.is_none() {
        tracing::warn!(pool = id.short(), "a pool's row cannot be interpreted");
    }
    Ok(pool.ok_or(id))
}

fn parse(row: &Row<'_>, id: &PoolId) -> Option<Pool> {
    let host = Host::parse(&row.get::<_, String>("host").ok()?).ok()?;
    Some(Pool {
        id: id.clone(),
        name: restored_name(&text(row, "name")?, &host),
        service: from_variant_name(text(row, "service")?)?,
        host,
        sign_in: from_variant_name(text(row, "sign_in")?)?,
        ca_pem: row.get("ca_pem").ok()?,
    })
}

/// The name of a variant, the same as in JSON.
fn variant_name<T: Serialize>(variant: &T) -> Option<String> {
    serde_json::to_value(variant)
        .ok()?
        .as_str()
        .map(str::to_owned)
}

fn from_variant_name<T: DeserializeOwned>(name: String) -> Option<T> {
    serde_json::from_value(Value::String(name)).ok()
}
