//! The owner's settings.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use authgauge_core::error::Failure;
use authgauge_core::settings::{Settings, ValidSettings};
use authgauge_store::Store;

use crate::log_events;

/// Holds the settings; saves each change before it takes effect.
pub(crate) struct SettingsService {
    store: Arc<Store>,
    settings: Mutex<ValidSettings>,
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

    pub(crate) fn get(&self) -> ValidSettings {
        self.lock().clone()
    }

    /// Changes the settings and saves them, under one lock; answers those before and after.
    pub(crate) fn update(
        &self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<(ValidSettings, ValidSettings), Failure> {
        let mut settings = self.lock();
        let before = settings.clone();
        let mut changed = Settings::from(before.clone());
        change(&mut changed);
        let after = changed.validate()?;
        self.store.save_settings(&after)?;
        *settings = after.clone();
        log_events::settings(&after);
        Ok((before, after))
    }

    fn lock(&self) -> MutexGuard<'_, ValidSettings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
