use authgauge_core::settings::Settings;

use super::{StaleBackup, Store};
use crate::error::StoreError;
use crate::tables::settings;

impl Store {
    /// The saved settings; the defaults if none were saved or they cannot be interpreted.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn settings(&self) -> Result<Settings, StoreError> {
        self.read(|connection| Ok(settings::read(connection)?.unwrap_or_default()))
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] with `settings_invalid`; [`StoreError::Failed`].
    pub fn save_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        let settings = settings.clone().checked()?;
        self.write_with_backup(StaleBackup::Keep, |connection| {
            Ok(settings::write(connection, &settings)?)
        })
    }
}
