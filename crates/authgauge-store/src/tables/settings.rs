use rusqlite::{Connection, OptionalExtension as _};

use authgauge_core::settings::{Settings, ValidSettings};

use super::to_json;

/// `None` if nothing was saved, or if it cannot be interpreted.
pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Option<ValidSettings>> {
    let query = "SELECT value FROM settings WHERE id = 1";
    let text = connection
        .query_row(query, [], |row| Ok(row.get::<_, String>(0).ok()))
        .optional()?;
    Ok(text.flatten().and_then(|text| parse(&text)))
}

pub(crate) fn write(connection: &Connection, settings: &ValidSettings) -> rusqlite::Result<()> {
    let change = "INSERT INTO settings (id, value) VALUES (1, ?1)
        ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.execute(change, [to_json(settings)?])?;
    Ok(())
}

fn parse(text: &str) -> Option<ValidSettings> {
    serde_json::from_str::<Settings>(text).ok()?.validate().ok()
}
