//! The two languages of the simulator.

/// Language of labels and messages, selected by `x-authing-lang` or `x-genauth-lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `zh-CN`, and `zh-TW` in simplified characters.
    Chinese,
    /// `en-US` and every other language.
    English,
}

impl Language {
    /// Parses a language header; `None` if it is empty.
    pub(crate) fn from_header(value: &str) -> Option<Self> {
        match value.trim() {
            "" => None,
            tag if tag.to_ascii_lowercase().starts_with("zh") => Some(Self::Chinese),
            _ => Some(Self::English),
        }
    }

    /// One of two texts.
    pub(crate) fn pick<'a>(self, both: Both<'a>) -> &'a str {
        match self {
            Self::Chinese => both.zh,
            Self::English => both.en,
        }
    }

    /// `Code：标签` in Chinese, `Code: label` in English.
    pub(crate) fn model_name(self, code: &str, label: Both<'_>) -> String {
        let colon = self.pick(Both {
            en: ": ", zh: "："
        });
        format!("{code}{colon}{}", self.pick(label))
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Both<'a> {
    pub(crate) en: &'a str,
    pub(crate) zh: &'a str,
}
