//! Rows: how values are written into the tables and read back. A row that cannot be interpreted, say of a
//! damaged file or of another version, is left out.

pub(crate) mod alert_rules;
pub(crate) mod alerts;
pub(crate) mod history;
pub(crate) mod pools;
pub(crate) mod readings;
pub(crate) mod settings;
mod try_every_change;

use rusqlite::Error;
use serde::Serialize;

pub(crate) use try_every_change::try_every_change;

fn to_json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| Error::ToSqlConversionFailure(Box::new(error)))
}
