use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use authgauge_core::error::Failure;
use authgauge_core::pool::PoolId;

use super::to_json;

/// A message that waits to be sent to a receiver of alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The row's ID. A later message has a higher one.
    pub id: i64,
    /// The message's ID: the same in each attempt.
    pub message_id: String,
    /// The message.
    pub note: String,
    /// When it was queued.
    pub created: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: u32,
    /// Not tried before then.
    pub next: DateTime<Utc>,
}

/// A message to queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// Identifies the receiver.
    pub receiver: String,
    /// The pool that it is about. The message is removed with it.
    pub pool: PoolId,
    /// The message's ID.
    pub message_id: String,
    /// The message.
    pub note: String,
}

/// Messages that were given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Losses {
    /// How many.
    pub count: u32,
    /// When the last one was given up.
    pub at: DateTime<Utc>,
    /// Why the last one was.
    pub failure: Failure,
}

/// The messages for a receiver, oldest first.
pub(crate) fn of_receiver(
    connection: &Connection,
    receiver: &str,
) -> rusqlite::Result<Vec<Delivery>> {
    let query = "SELECT id, message_id, note, created, attempts, next FROM deliveries
        WHERE receiver = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map([receiver], |row| Ok(delivery(row)))?;
    rows.filter_map(Result::transpose).collect()
}

/// Queues a message, unless its pool was removed.
pub(crate) fn insert(
    connection: &Connection,
    new: &NewDelivery,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let change =
        "INSERT INTO deliveries (receiver, pool, message_id, note, created, attempts, next)
        SELECT ?1, id, ?3, ?4, ?5, 0, ?5 FROM pools WHERE id = ?2";
    let row = params![
        new.receiver,
        new.pool.0,
        new.message_id,
        new.note,
        now.timestamp()
    ];
    connection.prepare_cached(change)?.execute(row)?;
    Ok(())
}

/// Deletes the oldest messages for a receiver beyond this number. Returns how many.
pub(crate) fn delete_oldest(
    connection: &Connection,
    receiver: &str,
    kept: u32,
) -> rusqlite::Result<usize> {
    let change = "DELETE FROM deliveries WHERE receiver = ?1 AND id <=
        (SELECT id FROM deliveries WHERE receiver = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)";
    connection
        .prepare_cached(change)?
        .execute(params![receiver, kept])
}

pub(crate) fn delete(connection: &Connection, id: i64) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached("DELETE FROM deliveries WHERE id = ?1")?;
    statement.execute([id])
}

/// Counts an attempt.
pub(crate) fn postpone(
    connection: &Connection,
    id: i64,
    next: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let change = "UPDATE deliveries SET attempts = attempts + 1, next = ?2 WHERE id = ?1";
    let mut statement = connection.prepare_cached(change)?;
    statement.execute(params![id, next.timestamp()])?;
    Ok(())
}

pub(crate) fn make_due(connection: &Connection, now: DateTime<Utc>) -> rusqlite::Result<()> {
    connection.execute("UPDATE deliveries SET next = ?1", [now.timestamp()])?;
    Ok(())
}

/// Adds to the losses of a receiver.
pub(crate) fn add_losses(
    connection: &Connection,
    receiver: &str,
    losses: &Losses,
) -> rusqlite::Result<()> {
    let change = "INSERT INTO delivery_losses (receiver, count, at, failure) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET count = count + excluded.count, at = excluded.at, failure = excluded.failure";
    let failure = to_json(&losses.failure)?;
    let row = params![receiver, losses.count, losses.at.timestamp(), failure];
    connection.prepare_cached(change)?.execute(row)?;
    Ok(())
}

/// The losses of all receivers.
pub(crate) fn losses(connection: &Connection) -> rusqlite::Result<Vec<Losses>> {
    let mut statement = connection.prepare("SELECT count, at, failure FROM delivery_losses")?;
    let rows = statement.query_map([], |row| Ok(losses_of(row)))?;
    rows.filter_map(Result::transpose).collect()
}

pub(crate) fn delete_losses(connection: &Connection, receiver: &str) -> rusqlite::Result<()> {
    connection.execute(
        "DELETE FROM delivery_losses WHERE receiver = ?1",
        [receiver],
    )?;
    Ok(())
}

/// The receivers that have rows.
pub(crate) fn receivers(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let query = "SELECT receiver FROM deliveries UNION SELECT receiver FROM delivery_losses";
    let mut statement = connection.prepare(query)?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Deletes everything of a receiver.
pub(crate) fn delete_receiver(connection: &Connection, receiver: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM deliveries WHERE receiver = ?1", [receiver])?;
    delete_losses(connection, receiver)
}

fn delivery(row: &Row<'_>) -> Option<Delivery> {
    Some(Delivery {
        id: row.get("id").ok()?,
        message_id: row.get("message_id").ok()?,
        note: row.get("note").ok()?,
        created: time(row, "created")?,
        attempts: row.get("attempts").ok()?,
        next: time(row, "next")?,
    })
}

fn losses_of(row: &Row<'_>) -> Option<Losses> {
    let failure: String = row.get("failure").ok()?;
    Some(Losses {
        count: row.get("count").ok()?,
        at: time(row, "at")?,
        failure: serde_json::from_str(&failure).ok()?,
    })
}

fn time(row: &Row<'_>, column: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(row.get(column).ok()?, 0)
}
