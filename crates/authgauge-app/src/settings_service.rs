//! The owner's settings.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use authgauge_core::error::Failure;
use authgauge_core::policy::not_allowed;
use authgauge_core::settings::{Settings, ValidSettings};
use authgauge_store::Store;

use crate::log_events;
use crate::policy::Policies;

/// Holds the settings; saves each change before it takes effect.
pub(crate) struct SettingsService {
    store: Arc<Store>,
    /// The owner's own.
    settings: Mutex<ValidSettings>,
    policies: Policies,
}

impl SettingsService {
    pub(crate) fn load(store: Arc<Store>, policies: Policies) -> Result<Self, Failure> {
        let settings = store.settings()?;
        log_events::settings(&settings);
        Ok(Self {
            store,
            settings: Mutex::new(settings),
            policies,
        })
    }

    /// What the organisation decides.
    pub(crate) fn policies(&self) -> &Policies {
        &self.policies
    }

    /// Those in effect: the owner's, as far as the organisation leaves them the choice.
    pub(crate) fn get(&self) -> ValidSettings {
        self.in_effect(self.lock().clone())
    }

    /// Changes the settings and saves them, under one lock; answers those in effect before and after.
    ///
    /// # Errors
    /// `not_allowed` if the organisation decides one that is changed; `settings_invalid`; `store_failed`.
    pub(crate) fn update(
        &self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<(ValidSettings, ValidSettings), Failure> {
        let mut settings = self.lock();
        let before = self.in_effect(settings.clone());
        let mut changed = Settings::from(before.clone());
        change(&mut changed);
        let after = changed.validate()?;
        if self.in_effect(after.clone()) != after {
            return Err(not_allowed("settings"));
        }
        let own = self
            .policies
            .without_locked(after.clone().into(), &settings);
        let own = own.validate()?;
        self.store.save_settings(&own)?;
        *settings = own;
        log_events::settings(&after);
        Ok((before, after))
    }

    fn in_effect(&self, own: ValidSettings) -> ValidSettings {
        let mut settings = Settings::from(own.clone());
        self.policies.apply(&mut settings);
        // A policy that is not valid was not applied.
        settings.validate().unwrap_or(own)
    }

    fn lock(&self) -> MutexGuard<'_, ValidSettings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
