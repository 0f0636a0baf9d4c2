//! Writes values into the tables and reads them back. Rows that cannot be interpreted are left out: the file may
//! be damaged or of another version.

pub(crate) mod alert_rules;
pub(crate) mod alerts;
pub(crate) mod deliveries;
pub(crate) mod history;
pub(crate) mod plain;
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
