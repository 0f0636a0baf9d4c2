//! What no page decides alone: where figures go to, and which program runs. The system's own dialog asks, which
//! code that came to run in the page cannot answer.

use authgauge_core::ErrorCode;
use authgauge_core::Failure;
use authgauge_core::hook_choice::HookChoice;
use authgauge_core::settings::Settings;
use genauth::plain_text;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use tokio::sync::{Mutex, oneshot};

use crate::words::{self, HookWords};

/// One question at a time: a second one is a no.
#[derive(Default)]
pub(crate) struct Consent(Mutex<()>);

impl Consent {
    /// Asks the owner where these settings name something that hears of alerts, and did not before.
    ///
    /// # Errors
    /// `not_confirmed`.
    pub(crate) async fn to(
        &self,
        app: &AppHandle,
        before: &Settings,
        wanted: &Settings,
    ) -> Result<(), Failure> {
        let words = words::hook(words::language(wanted.language));
        let question = (wanted.hook != before.hook)
            .then(|| question(&wanted.hook, words))
            .flatten();
        let Some(question) = question else {
            return Ok(());
        };
        let one_at_a_time = self.0.try_lock();
        if one_at_a_time.is_ok() && ask(app, question, words).await {
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
        .title("Authgauge")
        .kind(MessageDialogKind::Warning)
        .buttons(buttons)
        .show(move |allowed| {
            let _ = answer.send(allowed);
        });
    answered.await.unwrap_or(false)
}

/// What is asked about, a line for each part, so that none of them looks like another.
fn question(hook: &HookChoice, words: HookWords) -> Option<String> {
    let (asked, parts) = match hook {
        HookChoice::Off => return None,
        HookChoice::Webhook { url } => (words.webhook, vec![plain_text(url)]),
        HookChoice::Command { program, arguments } => {
            let parts = std::iter::once(program).chain(arguments);
            (words.command, parts.map(|part| plain_text(part)).collect())
        }
    };
    Some(format!("{asked}\n\n{}\n\n{}", parts.join("\n"), words.what))
}

#[cfg(test)]
mod tests {
    use authgauge_app::view::WordsLanguage;

    use super::*;

    #[test]
    fn the_question_names_all_that_is_to_be_called_and_nothing_is_asked_of_nothing() {
        let words = words::hook(WordsLanguage::En);
        assert_eq!(question(&HookChoice::Off, words), None);
        let url = "https://hooks.example.com/\u{202e}x".to_owned();
        let asked = question(&HookChoice::Webhook { url }, words).unwrap();
        assert!(
            asked.contains("\n\nhttps://hooks.example.com/x\n\n"),
            "{asked}"
        );
        let command = HookChoice::Command {
            program: "/usr/bin/logger".to_owned(),
            arguments: vec!["-t".to_owned(), "a\nb".to_owned()],
        };
        let asked = question(&command, words).unwrap();
        assert!(
            asked.contains("\n\n/usr/bin/logger\n-t\na b\n\n"),
            "{asked}"
        );
    }
}
