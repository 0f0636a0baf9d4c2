//! The owner's settings.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use authgauge_core::error::Failure;
use authgauge_core::settings::Settings;
use authgauge_store::Store;

use crate::log_events;

/// Holds the settings; saves each change before it takes effect.
pub(crate) struct SettingsService {
    store: Arc<Store>,
    settings: Mutex<Settings>,
}

impl SettingsService {
    pub(crate) fn load(store: Arc<Store>) -> Result<Self, Failure> {
        let settings = store.settings()?;
        log_events::settings(&settings);
        Ok(Self {
            store,
            settings: Mutex::new(settings),
        })
    }

    pub(crate) fn get(&self) -> Settings {
        self.lock().clone()
    }

    /// Saves the settings that `change` makes of the current ones; answers those before and after.
    pub(crate) fn change(
        &self,
        change: impl FnOnce(Settings) -> Result<Settings, Failure>,
    ) -> Result<(Settings, Settings), Failure> {
        let mut settings = self.lock();
        let before = settings.clone();
        let after = change(before.clone())?.checked()?;
        self.store.save_settings(&after)?;
        *settings = after.clone();
        log_events::settings(&after);
        Ok((before, after))
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
