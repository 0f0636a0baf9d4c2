use rusqlite::{Connection, OptionalExtension as _};

use super::{Store, StoreError, change::Stale};
use authgauge_core::error::Failure;
use authgauge_core::settings::Settings;

impl Store {
    /// What the owner set; the defaults where nothing was, or where it makes no sense.
    ///
    /// # Errors
    /// `store_failed`.
    pub fn settings(&self) -> Result<Settings, Failure> {
        self.with(|connection| Ok(read(connection)?.unwrap_or_default()))
    }

    /// Saves what the owner set.
    ///
    /// # Errors
    /// `settings_invalid`, `store_failed`.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), Failure> {
        let settings = settings.clone().checked()?;
        self.change(Stale::MayStay, |connection| write(connection, &settings))
    }
}

/// Nothing where nothing was set, or where it makes no sense.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<Option<Settings>> {
    let query = "SELECT value FROM settings WHERE id = 1";
    let text = connection
        .query_row(query, [], |row| Ok(row.get::<_, String>(0).ok()))
        .optional()?;
    Ok(text.flatten().and_then(|text| understand(&text)))
}

pub(super) fn write(connection: &Connection, settings: &Settings) -> Result<(), StoreError> {
    let text = serde_json::to_string(settings)?;
    let change = "INSERT INTO settings (id, value) VALUES (1, ?1)
        ON CONFLICT DO UPDATE SET value = excluded.value";
    connection.execute(change, [text])?;
    Ok(())
}

fn understand(text: &str) -> Option<Settings> {
    serde_json::from_str::<Settings>(text).ok()?.checked().ok()
}
