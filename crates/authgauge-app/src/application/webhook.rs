//! The owner's commands on the webhook.

use genauth::AccessKeySecret;

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

    /// Stores the secret that signs calls of a webhook, if it is signed. Without a secret one must be stored already.
    ///
    /// # Errors
    /// `settings_invalid` with the `field` `hook_secret`; the keychain's codes.
    pub async fn store_signing_secret(
        &self,
        hook: &HookChoice,
        secret: Option<AccessKeySecret>,
    ) -> Result<(), Failure> {
        let HookChoice::Webhook {
            url,
            format,
            signed: true,
        } = hook
        else {
            return Ok(());
        };
        let missing = || Failure::from(ErrorCode::SettingsInvalid).with_field("hook_secret");
        let Some(secret) = secret else {
            let stored = self.keys.signing_secret(url, *format).await?;
            return stored.map(drop).ok_or_else(missing);
        };
        // Exposed: only what signs calls is stored.
        SigningSecret::parse(*format, secret.expose_secret()).ok_or_else(missing)?;
        self.keys.save_signing_secret(url, secret).await
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
