//! Asks the owner to agree to a webhook. The system's dialog asks: code injected into the page can't
//! answer it.

use authgauge_app::startup::language;
use authgauge_core::error::{ErrorCode, Failure};
use authgauge_core::hook_choice::HookChoice;
use authgauge_core::identity::PRODUCT;
use authgauge_core::settings::Settings;
use genauth::plain_text;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use tokio::sync::{Mutex, oneshot};

use crate::text::{self, HookWords};

/// Locked while a dialog is open; a second request is refused.
#[derive(Default)]
pub(crate) struct Consent(Mutex<()>);

impl Consent {
    /// Asks the owner if the settings change to another webhook.
    ///
    /// # Errors
    /// `not_confirmed`.
    pub(crate) async fn ask_for_hook(
        &self,
        app: &AppHandle,
        before: &Settings,
        after: &Settings,
    ) -> Result<(), Failure> {
        let words = text::hook(language(after.language));
        let question = (after.hook != before.hook)
            .then(|| question(&after.hook, words))
            .flatten();
        let Some(question) = question else {
            return Ok(());
        };
        let only_dialog = self.0.try_lock();
        if only_dialog.is_ok() && ask(app, question, words).await {
            Ok(())
        } else {
            Err(ErrorCode::NotConfirmed.into())
        }
    }
}

async fn ask(app: &AppHandle, question: String, words: HookWords) -> bool {
    let buttons = MessageDialogButtons::OkCancelCustom(words.allow.into(), words.cancel.into());
    let (answer, answered) = oneshot::channel();
    app.dialog()
        .message(question)
        .title(PRODUCT)
        .kind(MessageDialogKind::Warning)
        .buttons(buttons)
        .show(move |allowed| {
            let _ = answer.send(allowed);
        });
    answered.await.unwrap_or(false)
}

fn question(hook: &HookChoice, words: HookWords) -> Option<String> {
    let HookChoice::Webhook { url, .. } = hook else {
        return None;
    };
    let (prompt, shared) = (words.webhook, words.shared);
    Some(format!("{prompt}\n\n{}\n\n{shared}", plain_text(url)))
}

#[cfg(test)]
mod tests {
    use authgauge_core::hook_choice::WebhookFormat;
    use authgauge_core::language::WordsLanguage;

    use super::*;

    #[test]
    fn the_question_shows_the_address_as_plain_text() {
        let words = text::hook(WordsLanguage::En);
        assert_eq!(question(&HookChoice::Off, words), None);
        let url = "https://hooks.example.com/\u{202e}x".to_owned();
        let webhook = HookChoice::Webhook {
            url,
            format: WebhookFormat::Plain,
            signed: false,
        };
        let question_text = question(&webhook, words).unwrap();
        assert!(
            question_text.contains("\n\nhttps://hooks.example.com/x\n\n"),
            "{question_text}"
        );
    }
}
