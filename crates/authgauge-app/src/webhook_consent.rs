//! Whether the owner agreed to the webhook that the database names.
//!
//! The keychain has a digest of what was agreed to: a database or backup from elsewhere can't have alerts sent.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;

use crate::digest::sha256;
use crate::keychain::{Initiator, KeyPlace};
use crate::keys::KeyService;
use crate::webhook_state::WebhookState;

/// Holds what the keychain said.
pub(crate) struct WebhookConsent {
    keys: Arc<KeyService>,
    /// None until the keychain answered.
    agreed: Mutex<Option<Agreed>>,
    /// The keychain did not answer when the consent was withdrawn.
    is_left_over: AtomicBool,
}

/// The digest of what was agreed to and where it is; None if nothing was.
type Agreed = Option<(String, KeyPlace)>;

impl WebhookConsent {
    pub(crate) fn new(keys: Arc<KeyService>) -> Self {
        Self {
            keys,
            agreed: Mutex::default(),
            is_left_over: AtomicBool::default(),
        }
    }

    /// What is known of this webhook. The keychain is not called.
    pub(crate) fn state(&self, hook: &HookChoice) -> WebhookState {
        if *hook == HookChoice::Off {
            return WebhookState::Off;
        }
        match &*self.lock() {
            None => WebhookState::Unknown,
            Some(Some((digest, place))) if *digest == digest_of(hook) => match place {
                KeyPlace::Keychain => WebhookState::Agreed,
                KeyPlace::Session => WebhookState::AgreedForSession,
            },
            Some(_) => WebhookState::NotAgreed,
        }
    }

    /// Asks the keychain unless it answered before.
    ///
    /// # Errors
    /// The keychain's codes; `hook_failed` with the reason `not_agreed`.
    pub(crate) async fn check(
        &self,
        hook: &HookChoice,
        initiator: Initiator,
    ) -> Result<(), Failure> {
        if self.state(hook) == WebhookState::Unknown {
            let agreed = self.keys.consent(initiator).await?;
            self.lock().get_or_insert(agreed);
        }
        match self.state(hook) {
            WebhookState::Agreed | WebhookState::AgreedForSession => Ok(()),
            _ => Err(Failure::from(ErrorCode::HookFailed).with_reason("not_agreed")),
        }
    }

    /// Binds the owner's consent to this webhook, and to no other.
    ///
    /// # Errors
    /// The keychain's codes: then nothing changed.
    pub(crate) async fn agree(&self, hook: &HookChoice) -> Result<(), Failure> {
        let digest = digest_of(hook);
        let place = self.keys.save_consent(&digest).await?;
        *self.lock() = Some(Some((digest, place)));
        Ok(())
    }

    /// Binds the owner's consent to this webhook once `save` has put it into the settings, and says whether it has. Until
    /// then the former webhook is called; without a save its consent is put back into the keychain.
    ///
    /// # Errors
    /// The keychain's codes: then nothing changed, and nothing was saved.
    pub(crate) async fn agree_when_saved(
        &self,
        hook: &HookChoice,
        save: impl FnOnce() -> bool,
    ) -> Result<(), Failure> {
        let former = self.former().await?;
        let digest = digest_of(hook);
        let place = self.keys.save_consent(&digest).await?;
        if save() {
            *self.lock() = Some(Some((digest, place)));
            return Ok(());
        }
        match former {
            Some((digest, _)) if self.keys.save_consent(&digest).await.is_err() => {
                tracing::warn!("the consent to the webhook ends with the session");
            }
            Some(_) => {}
            None => self.withdraw(Initiator::Owner).await,
        }
        Ok(())
    }

    async fn former(&self) -> Result<Agreed, Failure> {
        let known = self.lock().clone();
        if let Some(agreed) = known {
            return Ok(agreed);
        }
        match self.keys.consent(Initiator::Owner).await {
            Err(failure) if failure.code == ErrorCode::KeychainMissing => Ok(None),
            read => Ok(self.lock().get_or_insert(read?).clone()),
        }
    }

    /// Forgets the consent: there is no webhook any more.
    pub(crate) async fn withdraw(&self, initiator: Initiator) {
        *self.lock() = Some(None);
        let removed = self.keys.remove_consent(initiator).await;
        self.is_left_over.store(removed.is_err(), Ordering::Relaxed);
    }

    /// Tries again what the keychain did not answer.
    pub(crate) async fn withdraw_again(&self) {
        if self.is_left_over.load(Ordering::Relaxed) {
            self.withdraw(Initiator::Background).await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Agreed>> {
        self.agreed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Of the whole choice, so that no part of it can be altered.
fn digest_of(hook: &HookChoice) -> String {
    sha256(&serde_json::to_string(hook).unwrap_or_default())
}
