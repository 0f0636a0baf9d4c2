use authgauge_core::settings::ValidSettings;

use super::{StaleBackup, Store};
use crate::error::StoreError;
use crate::tables::settings;

impl Store {
    /// The saved settings; the defaults if none were saved or they cannot be interpreted.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn settings(&self) -> Result<ValidSettings, StoreError> {
        self.read(|connection| Ok(settings::read(connection)?.unwrap_or_default()))
    }

    /// Saves the settings.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub fn save_settings(&self, settings: &ValidSettings) -> Result<(), StoreError> {
        self.write_with_backup(StaleBackup::Keep, |connection| {
            Ok(settings::write(connection, settings)?)
        })
    }
}
