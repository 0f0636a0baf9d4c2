//! The owner's commands on the webhook.

use genauth::{AccessKey, AccessKeySecret};

use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::{HookChoice, WebhookFormat};

use super::Application;
use crate::alerts::HookPreview;
use crate::signing_secret::SigningSecret;

impl Application {
    /// Sends a test message to the webhook and to each program, and waits for its end: 10 s at most for each.
    ///
    /// # Errors
    /// That of the first that failed: `hook_failed` with the `reason`; the keychain's codes where calls are signed.
    pub async fn test_hook(&self) -> Result<(), Failure> {
        self.announce_after(self.alerts.test_hook().await)
    }

    /// What a webhook would be sent for an example of an alert, in the owner's language.
    pub fn preview_hook(&self, address: &str, format: WebhookFormat) -> HookPreview {
        self.alerts.preview(address, format)
    }

    /// Saves settings with this webhook. The owner is asked before about a new one; until it is saved, and whatever
    /// fails, the former webhook is called and keeps its queue, consent and secret.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `hook_secret`; that of `ask`; the keychain's codes; that of `save`.
    pub async fn change_webhook(
        &self,
        hook: &HookChoice,
        secret: Option<AccessKeySecret>,
        ask: impl Future<Output = Result<(), Failure>>,
        save: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.policies().check_webhook(hook)?;
        self.check_signing_secret(hook, secret.as_ref()).await?;
        let is_asked = *hook != HookChoice::Off && *hook != self.settings.get().hook;
        if is_asked {
            ask.await?;
        }
        let former = self.settings.get().hook.clone();
        let new_secret = secret.zip(signed_address(hook));
        let former_secret = match new_secret {
            Some((secret, url)) => {
                Some((url, self.keys.replace_signing_secret(url, secret).await?))
            }
            None => None,
        };
        let saved = match is_asked {
            true => self.agree_and_save(hook, save).await,
            false => save(),
        };
        // Settings may be saved, and something that follows fail.
        let is_in_effect = match former == *hook {
            true => saved.is_ok(),
            false => self.settings.get().hook == *hook,
        };
        if is_in_effect {
            self.remove_signing_secret(&former).await;
        } else if let Some((url, former_secret)) = former_secret {
            self.put_secret_back(url, former_secret).await;
        }
        saved
    }

    async fn agree_and_save(
        &self,
        hook: &HookChoice,
        save: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut saved = Ok(());
        let save = || {
            saved = save();
            self.settings.get().hook == *hook
        };
        let agreed = self.consent.agree_when_saved(hook, save).await;
        self.alerts.deliver_again();
        self.announce_after(agreed.and(saved))
    }

    async fn put_secret_back(&self, url: &str, former: Option<AccessKey>) {
        let put_back = match former {
            Some(key) => {
                let secret = key.secret().expose_secret().to_owned();
                let secret = AccessKeySecret::new(secret);
                self.keys.save_signing_secret(url, secret).await
            }
            None => self.keys.remove_signing_secret(url).await,
        };
        if put_back.is_err() {
            tracing::warn!("the former signing secret could not be put back");
        }
    }

    /// Stores the secret that signs calls of a webhook, if it is signed. Without a secret one must be stored already.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `hook_secret`; the keychain's codes.
    pub async fn store_signing_secret(
        &self,
        hook: &HookChoice,
        secret: Option<AccessKeySecret>,
    ) -> Result<(), Failure> {
        self.check_signing_secret(hook, secret.as_ref()).await?;
        match secret.zip(signed_address(hook)) {
            Some((secret, url)) => self.keys.save_signing_secret(url, secret).await,
            None => Ok(()),
        }
    }

    async fn check_signing_secret(
        &self,
        hook: &HookChoice,
        secret: Option<&AccessKeySecret>,
    ) -> Result<(), Failure> {
        let HookChoice::Webhook {
            url,
            format,
            signed: true,
        } = hook
        else {
            return Ok(());
        };
        let found = match secret {
            // Exposed: only what signs calls is stored.
            Some(secret) => SigningSecret::parse(*format, secret.expose_secret()),
            None => self.keys.signing_secret(url, *format).await?,
        };
        let missing = || Failure::from(ErrorCode::SettingsInvalid).with_field("hook_secret");
        found.map(drop).ok_or_else(missing)
    }

    /// Removes the secret of a webhook, unless the settings still use it.
    pub async fn remove_signing_secret(&self, former: &HookChoice) {
        let settings = self.settings.get();
        let former =
            signed_address(former).filter(|url| signed_address(&settings.hook) != Some(url));
        if let Some(url) = former
            && self.keys.remove_signing_secret(url).await.is_err()
        {
            tracing::warn!("a signing secret is still in the keychain");
        }
    }
}

fn signed_address(hook: &HookChoice) -> Option<&str> {
    match hook {
        HookChoice::Webhook {
            url, signed: true, ..
        } => Some(url),
        _ => None,
    }
}
