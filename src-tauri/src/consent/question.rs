//! What the dialog shows.

use authgauge_app::startup::language;
use authgauge_core::hook_choice::{HookChoice, webhook_address};
use authgauge_core::language::WordsLanguage;
use authgauge_core::settings::{Settings, ThemeChoice};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::text;

/// The texts of the dialog, and how it looks.
#[derive(Debug, Serialize)]
pub(super) struct Question {
    /// A tag of the HTML attribute `lang`.
    lang: &'static str,
    pub(super) theme: ThemeChoice,
    question: &'static str,
    /// The host that is called, in ASCII.
    host: String,
    /// The address that is called, as parsed.
    address: String,
    shared: &'static str,
    yes: &'static str,
    no: &'static str,
}

impl Question {
    /// None without a webhook that can be called.
    pub(super) fn of(settings: &Settings) -> Option<Self> {
        let HookChoice::Webhook { url, .. } = &settings.hook else {
            return None;
        };
        let address = webhook_address(url)?;
        let language = language(settings.language);
        let words = text::hook(language);
        Some(Self {
            lang: match language {
                WordsLanguage::En => "en",
                WordsLanguage::Zh => "zh-CN",
            },
            theme: settings.theme,
            question: words.webhook,
            host: address.host_str()?.to_owned(),
            address: address.into(),
            shared: words.shared,
            yes: words.yes,
            no: words.no,
        })
    }

    /// In a form that a URL's fragment can hold.
    pub(super) fn encoded(&self) -> String {
        STANDARD.encode(serde_json::to_vec(self).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use authgauge_core::hook_choice::WebhookFormat;
    use authgauge_core::settings::LanguageChoice;

    use super::*;

    fn question(url: &str, language: LanguageChoice) -> Option<serde_json::Value> {
        let question = Question::of(&Settings {
            language,
            hook: HookChoice::Webhook {
                url: url.to_owned(),
                format: WebhookFormat::Plain,
                signed: false,
            },
            ..Settings::default()
        })?;
        let json = STANDARD.decode(question.encoded()).unwrap();
        Some(serde_json::from_slice(&json).unwrap())
    }

    #[test]
    fn the_question_shows_what_is_called_and_not_what_was_typed() {
        let typed = "https://Hooks.Example.com:443/../%6e/%n%s?a=李\u{202e}";
        let shown = question(typed, LanguageChoice::En).unwrap();
        assert_eq!(shown["host"], "hooks.example.com");
        let address = "https://hooks.example.com/%6e/%n%s?a=%E6%9D%8E%E2%80%AE";
        assert_eq!(shown["address"], address);
        assert!(shown["address"].as_str().unwrap().is_ascii());
        let punycode = question("https://xn--bcher-kva.example/", LanguageChoice::En);
        assert_eq!(punycode.unwrap()["host"], "xn--bcher-kva.example");
    }

    #[test]
    fn every_word_is_in_the_owner_s_language() {
        let url = "https://hooks.example.com/";
        let [en, zh] = [LanguageChoice::En, LanguageChoice::Zh]
            .map(|language| question(url, language).unwrap());
        for field in ["lang", "question", "shared", "yes", "no"] {
            assert_ne!(en[field], zh[field], "{field}");
            assert!(!zh[field].as_str().unwrap().is_empty(), "{field}");
        }
    }

    #[test]
    fn without_a_webhook_that_can_be_called_nothing_is_asked() {
        assert!(Question::of(&Settings::default()).is_none());
        for url in [
            "https://h\u{43e}oks.example.com/",
            "http://example.com/",
            "",
        ] {
            assert!(question(url, LanguageChoice::En).is_none(), "{url}");
        }
    }
}
