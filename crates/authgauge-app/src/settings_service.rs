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
    settings: Mutex<Current>,
    policies: Policies,
}

struct Current {
    /// The owner's.
    own: ValidSettings,
    /// The owner's, as far as the organisation leaves them the choice.
    in_effect: ValidSettings,
}

impl SettingsService {
    pub(crate) fn load(store: Arc<Store>, policies: Policies) -> Result<Self, Failure> {
        let own = store.settings()?;
        let in_effect = in_effect(&policies, &own);
        log_events::settings(&in_effect);
        Ok(Self {
            store,
            settings: Mutex::new(Current { own, in_effect }),
            policies,
        })
    }

    /// What the organisation decides.
    pub(crate) fn policies(&self) -> &Policies {
        &self.policies
    }

    /// Those in effect.
    pub(crate) fn get(&self) -> ValidSettings {
        self.lock().in_effect.clone()
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
        let before = settings.in_effect.clone();
        let mut changed = Settings::from(before.clone());
        change(&mut changed);
        let after = changed.validate()?;
        if in_effect(&self.policies, &after) != after {
            return Err(not_allowed("settings"));
        }
        let own = self
            .policies
            .without_locked(after.clone().into(), &settings.own);
        let own = own.validate()?;
        self.store.save_settings(&own)?;
        *settings = Current {
            own,
            in_effect: after.clone(),
        };
        log_events::settings(&after);
        Ok((before, after))
    }

    fn lock(&self) -> MutexGuard<'_, Current> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn in_effect(policies: &Policies, own: &ValidSettings) -> ValidSettings {
    let mut settings = Settings::from(own.clone());
    policies.apply(&mut settings);
    // A policy that is not valid was not applied.
    settings.validate().unwrap_or_else(|_| own.clone())
}
