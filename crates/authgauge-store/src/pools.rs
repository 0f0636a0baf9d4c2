use std::borrow::Cow;

use genauth::{Host, plain_text};
use rusqlite::{Connection, Row, params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Store, StoreError, change::Stale};
use authgauge_core::error::Failure;
use authgauge_core::pool::{Pool, PoolId, checked_name};

impl Store {
    /// The pools in the owner's order. A row that makes no sense is left out, and left alone.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn pools(&self) -> Result<Vec<Pool>, Failure> {
        self.with(|connection| {
            Ok(rows(connection)?
                .into_iter()
                .filter_map(Result::ok)
                .collect())
        })
    }

    /// Adds a pool after the others.
    ///
    /// # Errors
    /// `store_failed`, also if there is one with its ID.
    pub fn add_pool(&self, pool: &Pool) -> Result<(), Failure> {
        self.change(Stale::MayStay, |connection| insert(connection, pool))
    }

    /// Gives a pool another name.
    ///
    /// # Errors
    /// `name_missing`, `name_too_long`, `pool_not_found`, `store_failed`.
    pub fn rename_pool(&self, id: &PoolId, name: &str) -> Result<(), Failure> {
        let name = checked_name(name)?;
        self.change(Stale::MayStay, |connection| {
            let change = "UPDATE pools SET name = ?2 WHERE id = ?1";
            found(connection.execute(change, params![id.0, name])?)
        })
    }

    /// Moves a pool to another place among those of [`pools`](Self::pools), counted from 0; beyond the
    /// last is the last.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn move_pool(&self, id: &PoolId, to: usize) -> Result<(), Failure> {
        self.change(Stale::MayStay, |connection| {
            let order = moved(rows(connection)?, id, to).ok_or(StoreError::PoolNotFound)?;
            Ok(write_order(connection, &order)?)
        })
    }

    /// Removes a pool and its readings. Its access key is the keychain's to forget.
    ///
    /// # Errors
    /// `pool_not_found`, `store_failed`.
    pub fn remove_pool(&self, id: &PoolId) -> Result<(), Failure> {
        self.change(Stale::MustGo, |connection| {
            found(connection.execute("DELETE FROM pools WHERE id = ?1", [&id.0])?)
        })?;
        self.with(|connection| {
            // Or the log would hold the readings until it is full. The removal itself stands.
            let empty_the_log = "PRAGMA wal_checkpoint(TRUNCATE)";
            if connection.query_row(empty_the_log, [], |_| Ok(())).is_err() {
                tracing::warn!("the database's log could not be emptied");
            }
            Ok(())
        })
    }
}

/// A row: the pool, or the ID of one that makes no sense.
pub(super) type PoolRow = Result<Pool, PoolId>;

pub(super) fn rows(connection: &Connection) -> rusqlite::Result<Vec<PoolRow>> {
    let query = "SELECT id, name, service, host, sign_in, ca_pem FROM pools ORDER BY position, id";
    let mut statement = connection.prepare(query)?;
    statement.query_map([], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<PoolRow> {
    // Damage can leave bytes that are no text.
    let bytes = row.get_ref("id")?.as_bytes().unwrap_or_default();
    let text = String::from_utf8_lossy(bytes);
    let is_text = matches!(text, Cow::Borrowed(_));
    let id = PoolId(text.into_owned());
    let pool = fields(row)
        .ok()
        .filter(|_| is_text)
        .and_then(|(texts, ca_pem)| understand(&id, texts, ca_pem));
    if pool.is_none() {
        tracing::warn!(pool = id.short(), "a pool's row makes no sense");
    }
    Ok(pool.ok_or(id))
}

type Texts = (String, String, String, String);

fn fields(row: &Row<'_>) -> rusqlite::Result<(Texts, Option<String>)> {
    let texts = (
        row.get("name")?,
        row.get("service")?,
        row.get("host")?,
        row.get("sign_in")?,
    );
    Ok((texts, row.get("ca_pem")?))
}

fn understand(
    id: &PoolId,
    (name, service, host, sign_in): Texts,
    ca_pem: Option<String>,
) -> Option<Pool> {
    Some(Pool {
        id: id.clone(),
        // Others may have written it.
        name: plain_text(&name),
        service: from_word(service)?,
        host: Host::parse(&host).ok()?,
        sign_in: from_word(sign_in)?,
        ca_pem,
    })
}

pub(super) fn insert(connection: &Connection, pool: &Pool) -> Result<(), StoreError> {
    let change = "INSERT INTO pools (id, position, name, service, host, sign_in, ca_pem)
        VALUES (?1, (SELECT min(coalesce(max(position), -1), 1 << 60) + 1 FROM pools), ?2, ?3, ?4, ?5, ?6)";
    let (service, sign_in) = (to_word(&pool.service)?, to_word(&pool.sign_in)?);
    let host = pool.host.to_string();
    let row = params![pool.id.0, pool.name, service, host, sign_in, pool.ca_pem];
    connection.execute(change, row)?;
    Ok(())
}

/// In the place of the row with its ID, and where that stands.
pub(super) fn overwrite(connection: &Connection, pool: &Pool) -> Result<(), StoreError> {
    let change = "UPDATE pools SET name = ?2, service = ?3, host = ?4, sign_in = ?5, ca_pem = ?6 WHERE id = ?1";
    let (service, sign_in) = (to_word(&pool.service)?, to_word(&pool.sign_in)?);
    let host = pool.host.to_string();
    let row = params![pool.id.0, pool.name, service, host, sign_in, pool.ca_pem];
    found(connection.execute(change, row)?)
}

fn found(changed: usize) -> Result<(), StoreError> {
    if changed == 0 {
        Err(StoreError::PoolNotFound)
    } else {
        Ok(())
    }
}

/// The IDs in their new order; those that nobody sees come last.
fn moved(rows: Vec<PoolRow>, id: &PoolId, to: usize) -> Option<Vec<PoolId>> {
    let (seen, unseen): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    let mut order: Vec<PoolId> = seen.into_iter().flatten().map(|pool| pool.id).collect();
    let from = order.iter().position(|other| other == id)?;
    let moving = order.remove(from);
    order.insert(to.min(order.len()), moving);
    order.extend(unseen.into_iter().filter_map(Result::err));
    Some(order)
}

fn write_order(connection: &Connection, order: &[PoolId]) -> rusqlite::Result<()> {
    let mut change = connection.prepare("UPDATE pools SET position = ?2 WHERE id = ?1")?;
    for (position, id) in (0_i64..).zip(order) {
        change.execute(params![id.0, position])?;
    }
    Ok(())
}

/// The word of a variant, the same as in view models.
fn to_word<T: Serialize>(variant: &T) -> Result<Option<String>, StoreError> {
    Ok(serde_json::to_value(variant)?.as_str().map(str::to_owned))
}

fn from_word<T: DeserializeOwned>(word: String) -> Option<T> {
    serde_json::from_value(Value::String(word)).ok()
}
